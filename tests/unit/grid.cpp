// The brute force over a grid.
#include "grid.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <set>

namespace precall::test {
namespace {

constexpr std::size_t combinations_max = 1000000;

std::int64_t number_of(const Json& answer) {
  if (!answer.is_string()) return answer.get<std::int64_t>();
  return parse_iso_date(answer.get<std::string>()).value();
}

}  // namespace

Grid::Grid(const Json& policy, Day today) : today_(today) {
  collect(policy, today);
  fill(today);
  merge_equal();
}

// Every answer of booleans and choices; of numbers and dates both ends, and each number that a
// condition names with its neighbours.
void Grid::collect(const Json& policy, Day today) {
  for (const Json& question : policy["questions"]) ids_.push_back(question["id"]);
  for (const Json& rule : policy["rules"]) {
    if (is_string(rule["effect"], "blocks")) blocking_ |= std::uint64_t{1} << rules_.size();
    rules_.emplace_back(rule["when"], ids_, strings_);
  }
  REQUIRE(rules_.size() <= 64);
  for (const Json& question : policy["questions"]) {
    const std::size_t index = values_.size();
    auto& values = values_.emplace_back();
    auto& samples = samples_.emplace_back();
    changeable_.push_back(question["changeable"].get<bool>());
    const std::string type = question["type"];
    if (type == "boolean") {
      values = {{Value::Kind::boolean, 0}, {Value::Kind::boolean, 1}};
      samples = {false, true};
    } else if (type == "choice") {
      for (const Json& option : question["options"]) {
        values.push_back({Value::Kind::string, strings_.number_of(option["id"])});
        samples.push_back(option["id"]);
      }
    } else {
      const bool date = type == "date";
      const std::int64_t min = date ? day_min : question["min"].get<std::int64_t>();
      const std::int64_t max = date ? day_max : question["max"].get<std::int64_t>();
      std::vector<std::int64_t> named;
      for (const Logic& rule : rules_) rule.collect_numbers(index, named);
      std::set<std::int64_t> numbers = {min, max};
      for (const std::int64_t number : named) {
        const std::int64_t center = date ? today - number : number;
        for (std::int64_t n = center - 1; n <= center + 1; ++n) {
          if (n >= min && n <= max) numbers.insert(n);
        }
      }
      for (const std::int64_t n : numbers) {
        values.push_back({date ? Value::Kind::date : Value::Kind::number, n});
        samples.push_back(date ? Json(iso_date(static_cast<Day>(n))) : Json(n));
      }
    }
  }
}

void Grid::fill(Day today) {
  sizes_.clear();
  strides_.clear();
  std::size_t product = 1;
  for (const auto& values : values_) {
    sizes_.push_back(values.size());
    strides_.push_back(product);
    product *= values.size();
  }
  REQUIRE(product <= combinations_max);
  fired_.assign(product, 0);
  std::vector<Value> data(values_.size());
  for (std::size_t index = 0; index < product; ++index) {
    for (std::size_t q = 0; q < data.size(); ++q) {
      data[q] = values_[q][index / strides_[q] % sizes_[q]];
    }
    for (std::size_t r = 0; r < rules_.size(); ++r) {
      if (rules_[r].holds(data, today)) fired_[index] |= std::uint64_t{1} << r;
    }
  }
}

bool Grid::equal_digits(std::size_t question, std::size_t one, std::size_t other) const {
  const std::size_t stride = strides_[question];
  for (std::size_t index = 0; index < fired_.size(); ++index) {
    if (index / stride % sizes_[question] != one) continue;
    if (fired_[index] != fired_[index - one * stride + other * stride]) return false;
  }
  return true;
}

// Neighbouring numbers and dates that no rule tells apart are one class.
void Grid::merge_equal() {
  for (std::size_t q = 0; q < values_.size(); ++q) {
    const auto kind = values_[q].front().kind;
    if (kind != Value::Kind::number && kind != Value::Kind::date) continue;
    std::vector<Value> values = {values_[q].front()};
    std::vector<Json> samples = {samples_[q].front()};
    for (std::size_t d = 1; d < sizes_[q]; ++d) {
      if (equal_digits(q, d, d - 1)) continue;
      values.push_back(values_[q][d]);
      samples.push_back(samples_[q][d]);
    }
    values_[q] = values;
    samples_[q] = samples;
    fill(today_);
  }
}

std::size_t Grid::digit_of(std::size_t question, const Json& answer) const {
  const auto& values = values_[question];
  if (values.front().kind != Value::Kind::number && values.front().kind != Value::Kind::date) {
    const auto found = std::find(samples_[question].begin(), samples_[question].end(), answer);
    REQUIRE(found != samples_[question].end());
    return static_cast<std::size_t>(found - samples_[question].begin());
  }
  // The first value of a class is its smallest.
  const std::int64_t number = answer.is_string() ? parse_iso_date(answer.get<std::string>()).value()
                                                 : answer.get<std::int64_t>();
  std::size_t digit = 0;
  while (digit + 1 < values.size() && values[digit + 1].number <= number) ++digit;
  return digit;
}

bool Grid::overlaps(std::size_t question, std::size_t digit, const Json& accept) const {
  if (accept.is_array()) {
    return std::find(accept.begin(), accept.end(), sample(question, digit)) != accept.end();
  }
  const auto& values = values_[question];
  const bool last = digit + 1 == values.size();
  return (!accept.contains("to") || values[digit].number <= number_of(accept["to"])) &&
         (last || !accept.contains("from") || values[digit + 1].number > number_of(accept["from"]));
}

std::size_t Grid::base(const Digits& digits) const {
  std::size_t index = 0;
  for (std::size_t q = 0; q < digits.size(); ++q) index += digits[q].value_or(0) * strides_[q];
  return index;
}

std::vector<std::size_t> Grid::completions(const Digits& digits) const {
  std::vector<std::size_t> offsets = {0};
  for (std::size_t q = 0; q < digits.size(); ++q) {
    if (digits[q]) continue;
    const std::size_t count = offsets.size();
    for (std::size_t d = 1; d < sizes_[q]; ++d) {
      for (std::size_t i = 0; i < count; ++i) offsets.push_back(offsets[i] + d * strides_[q]);
    }
  }
  return offsets;
}

bool Grid::changeable(const Digits& digits, std::size_t question) const {
  return changeable_[question] && digits[question].has_value();
}

std::size_t Grid::unchangeable_part(const Digits& digits) const {
  Digits fixed = digits;
  for (std::size_t q = 0; q < digits.size(); ++q) {
    if (changeable(digits, q)) fixed[q] = 0;
  }
  return base(fixed);
}

// The offsets of all answers to the changeable, known questions.
std::vector<std::size_t> Grid::targets(const Digits& digits) const {
  Digits others = digits;
  for (std::size_t q = 0; q < digits.size(); ++q) {
    if (changeable(digits, q)) {
      others[q].reset();
    } else {
      others[q] = 0;
    }
  }
  return completions(others);
}

std::string Grid::verdict(const Digits& digits, bool& settled) const {
  static constexpr const char* names[] = {"eligible", "may_be_refused", "conditions_not_met"};
  int mildest = 2;
  int gravest = 0;
  const std::size_t index = base(digits);
  for (const std::size_t offset : completions(digits)) {
    const std::uint64_t rules = fired_[index + offset];
    const int gravity = (rules & blocking_) != 0 ? 2 : rules != 0 ? 1 : 0;
    mildest = std::min(mildest, gravity);
    gravest = std::max(gravest, gravity);
  }
  settled = mildest == gravest;
  return mildest == 0 && gravest != 0 ? "undetermined" : names[mildest];
}

std::uint64_t Grid::always(const Digits& digits) const {
  std::uint64_t rules = ~std::uint64_t{0};
  const std::size_t index = base(digits);
  for (const std::size_t offset : completions(digits)) rules &= fired_[index + offset];
  return rules;
}

PlanCost Grid::cost(std::uint64_t always) const {
  return {std::popcount(always & blocking_), std::popcount(always & ~blocking_), 0};
}

std::uint64_t Grid::unknown(const Digits& digits) const {
  std::uint64_t result = 0;
  const std::size_t index = base(digits);
  const auto offsets = completions(digits);
  for (std::size_t q = 0; q < digits.size(); ++q) {
    if (digits[q]) continue;
    const bool matters = std::any_of(offsets.begin(), offsets.end(), [&](std::size_t offset) {
      const std::size_t digit = (index + offset) / strides_[q] % sizes_[q];
      return fired_[index + offset] != fired_[index + offset - digit * strides_[q]];
    });
    if (matters) result |= std::uint64_t{1} << q;
  }
  return result;
}

BestAnswers Grid::best_answers(const Digits& digits) const {
  const std::size_t index = unchangeable_part(digits);
  const auto open = completions(digits);
  BestAnswers best;
  for (const std::size_t target : targets(digits)) {
    std::uint64_t rules = ~std::uint64_t{0};
    for (const std::size_t offset : open) {
      rules &= fired_[index + target + offset];
      if (rules == 0) break;
    }
    const PlanCost here = cost(rules);
    if (best.offsets.empty() || here < best.cost) best = {here, {}};
    if (here == best.cost) best.offsets.push_back(target);
  }
  return best;
}

BestPlan Grid::best_plan(const Digits& digits, const BestAnswers& best) const {
  // Of two sets of the same size, the one with the first question that they do not share.
  const auto comes_first = [](std::uint64_t a, std::uint64_t b) {
    const std::uint64_t differ = a ^ b;
    return (a & differ & (~differ + 1)) != 0;
  };
  BestPlan plan{cost(always(digits)), 0};
  for (const std::size_t target : best.offsets) {
    std::uint64_t questions = 0;
    for (std::size_t q = 0; q < digits.size(); ++q) {
      const bool kept = !changeable(digits, q) || target / strides_[q] % sizes_[q] == *digits[q];
      if (!kept) questions |= std::uint64_t{1} << q;
    }
    PlanCost here = best.cost;
    here.changes = std::popcount(questions);
    if (here < plan.cost || (here == plan.cost && comes_first(questions, plan.questions))) {
      plan = {here, questions};
    }
  }
  return plan;
}

}  // namespace precall::test
