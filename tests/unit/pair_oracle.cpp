// The brute force over pairs.
#include "pair_oracle.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

namespace precall::test {
namespace {

const Json* find_id(const Json& list, const Json& id) {
  for (const Json& entry : list) {
    if (entry["id"] == id) return &entry;
  }
  return nullptr;
}

std::set<std::string> options_of(const Json& question) {
  std::set<std::string> ids;
  for (const Json& option : question["options"]) ids.insert(option["id"].get<std::string>());
  return ids;
}

}  // namespace

PairOracle::PairOracle(const Json& before, const Json& after, Day today) : today_(today) {
  const std::array<const Json*, 2> policies = {&before, &after};
  for (std::size_t s = 0; s < 2; ++s) {
    for (const Json& question : (*policies[s])["questions"]) {
      sides_[s].ids.push_back(question["id"]);
    }
    sides_[s].dimension.resize(sides_[s].ids.size());
    for (const Json& rule : (*policies[s])["rules"]) {
      sides_[s].rules.push_back({reason_number(rule), is_string(rule["effect"], "blocks") ? 2 : 1,
                                 Logic(rule["when"], sides_[s].ids, strings_)});
    }
  }
  for (const Json& question : before["questions"]) {
    const Json* other = find_id(after["questions"], question["id"]);
    const bool alike = other != nullptr && question["type"] == (*other)["type"];
    if (alike && !answers_to(&question, other).empty()) {
      add_dimension(&question, other);
    } else {
      add_dimension(&question, nullptr);
      if (other != nullptr) add_dimension(nullptr, other);
    }
  }
  for (const Json& question : after["questions"]) {
    if (find_id(before["questions"], question["id"]) == nullptr) add_dimension(nullptr, &question);
  }
}

std::size_t PairOracle::reason_number(const Json& rule) {
  const Reason reason{rule["id"], rule["effect"], rule["clause"]};
  const auto found = std::find(reasons_.begin(), reasons_.end(), reason);
  if (found != reasons_.end()) return static_cast<std::size_t>(found - reasons_.begin());
  reasons_.push_back(reason);
  REQUIRE(reasons_.size() <= 64);
  return reasons_.size() - 1;
}

void PairOracle::add_dimension(const Json* before, const Json* after) {
  Dimension dimension;
  dimension.id = (before != nullptr ? *before : *after)["id"];
  dimension.asked = {before != nullptr, after != nullptr};
  dimension.answers = answers_to(before, after);
  const std::string type = (before != nullptr ? *before : *after)["type"];
  std::vector<Value>& values = values_.emplace_back();
  for (const Json& answer : dimension.answers) {
    if (type == "boolean") {
      values.push_back({Value::Kind::boolean, answer.get<bool>() ? 1 : 0});
    } else if (type == "choice") {
      values.push_back({Value::Kind::string, strings_.number_of(answer.get<std::string>())});
    } else if (type == "integer") {
      values.push_back({Value::Kind::number, answer.get<std::int64_t>()});
    } else {
      values.push_back({Value::Kind::date, *parse_iso_date(answer.get<std::string>())});
    }
  }
  for (std::size_t s = 0; s < 2; ++s) {
    if (!dimension.asked[s]) continue;
    const auto& ids = sides_[s].ids;
    const auto found = std::find(ids.begin(), ids.end(), dimension.id);
    sides_[s].dimension[static_cast<std::size_t>(found - ids.begin())] = dimensions_.size();
  }
  dimensions_.push_back(std::move(dimension));
}

std::vector<Json> PairOracle::answers_to(const Json* before, const Json* after) const {
  const Json& any = before != nullptr ? *before : *after;
  if (any["type"] == Json("boolean")) return {Json(false), Json(true)};
  if (any["type"] != Json("choice")) return numbers_for(before, after);
  std::set<std::string> options = options_of(any);
  if (before != nullptr && after != nullptr) {
    const std::set<std::string> others = options_of(*after);
    std::erase_if(options, [&](const std::string& id) { return others.count(id) == 0; });
  }
  return {options.begin(), options.end()};
}

// Both ends of the range, and every number that a condition names with its neighbours.
std::vector<Json> PairOracle::numbers_for(const Json* before, const Json* after) const {
  const bool date = (before != nullptr ? *before : *after)["type"] == Json("date");
  std::int64_t min = date ? day_min : std::numeric_limits<std::int64_t>::min();
  std::int64_t max = date ? day_max : std::numeric_limits<std::int64_t>::max();
  std::vector<std::int64_t> named;
  for (const Json* question : {before, after}) {
    if (question == nullptr) continue;
    collect(question == before ? 0 : 1, question, named);
    if (date) continue;
    min = std::max(min, (*question)["min"].get<std::int64_t>());
    max = std::min(max, (*question)["max"].get<std::int64_t>());
  }
  if (min > max) return {};
  std::set<std::int64_t> numbers = {min, max};
  for (const std::int64_t number : named) {
    const std::int64_t center = date ? today_ - number : number;
    for (std::int64_t value = center - 1; value <= center + 1; ++value) {
      if (value >= min && value <= max) numbers.insert(value);
    }
  }
  std::vector<Json> answers;
  for (const std::int64_t number : numbers) {
    answers.push_back(date ? Json(iso_date(static_cast<Day>(number))) : Json(number));
  }
  return answers;
}

void PairOracle::collect(std::size_t side, const Json* question,
                         std::vector<std::int64_t>& numbers) const {
  const auto& ids = sides_[side].ids;
  const auto found = std::find(ids.begin(), ids.end(), (*question)["id"].get<std::string>());
  for (const Rule& rule : sides_[side].rules) {
    rule.when.collect_numbers(static_cast<std::size_t>(found - ids.begin()), numbers);
  }
}

std::size_t PairOracle::combinations() const {
  std::size_t product = 1;
  for (const Dimension& dimension : dimensions_) product *= dimension.answers.size();
  return product;
}

bool PairOracle::each(const std::function<bool(const Combination&, const Outcome&)>& visit) const {
  Combination combination(dimensions_.size());
  const std::size_t count = combinations();
  std::vector<Value> data;
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t rest = i;
    for (std::size_t d = 0; d < dimensions_.size(); ++d) {
      combination[d] = rest % dimensions_[d].answers.size();
      rest /= dimensions_[d].answers.size();
    }
    Outcome outcome;
    for (std::size_t s = 0; s < 2; ++s) {
      data.clear();
      for (const std::size_t d : sides_[s].dimension) data.push_back(values_[d][combination[d]]);
      for (const Rule& rule : sides_[s].rules) {
        if (!rule.when.holds(data, today_)) continue;
        outcome.reasons[s] |= std::uint64_t{1} << rule.reason;
        outcome.gravity[s] = std::max(outcome.gravity[s], rule.gravity);
      }
    }
    if (!visit(combination, outcome)) return false;
  }
  return true;
}

bool PairOracle::same() const {
  return each([](const Combination&, const Outcome& outcome) {
    return outcome.reasons[0] == outcome.reasons[1];
  });
}

}  // namespace precall::test
