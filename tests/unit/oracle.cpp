// The brute force.
#include "oracle.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

namespace precall::test {
namespace {

constexpr std::size_t completions_max = 2000000;

}  // namespace

Oracle::Oracle(const Json& policy) {
  for (const Json& question : policy["questions"]) ids_.push_back(question["id"]);
  for (const Json& rule : policy["rules"]) {
    if (is_string(rule["effect"], "blocks")) blocking_ |= std::uint64_t{1} << rules_.size();
    rules_.push_back(
        {rule["id"], is_string(rule["effect"], "blocks"), Logic(rule["when"], ids_, strings_)});
  }
  REQUIRE(rules_.size() <= 64);
  for (const Json& json : policy["questions"]) {
    Question& question = questions_.emplace_back();
    question.id = json["id"];
    question.type = json["type"];
    if (question.type == "boolean") {
      question.all = {{Value::Kind::boolean, 0}, {Value::Kind::boolean, 1}};
    } else if (question.type == "choice") {
      for (const Json& option : json["options"]) {
        question.all.push_back({Value::Kind::string, strings_.number_of(option["id"])});
      }
    } else {
      const bool date = question.type == "date";
      question.min = date ? day_min : json["min"].get<std::int64_t>();
      question.max = date ? day_max : json["max"].get<std::int64_t>();
      for (const Rule& rule : rules_) {
        rule.when.collect_numbers(questions_.size() - 1, question.numbers);
      }
    }
  }
  for (const Json& step : policy["steps"]) {
    for (const Json& id : step["questions"]) {
      const auto found = std::find(ids_.begin(), ids_.end(), id.get<std::string>());
      asking_order_.push_back(static_cast<std::size_t>(found - ids_.begin()));
    }
  }
}

// Both ends of the range, and every number that a condition names with its neighbours.
std::vector<Value> Oracle::candidates(const Question& question, Day today) const {
  if (!question.all.empty()) return question.all;
  const bool date = question.type == "date";
  std::set<std::int64_t> numbers = {question.min, question.max};
  for (const std::int64_t number : question.numbers) {
    const std::int64_t center = date ? today - number : number;
    for (std::int64_t value = center - 1; value <= center + 1; ++value) {
      if (value >= question.min && value <= question.max) numbers.insert(value);
    }
  }
  std::vector<Value> values;
  for (const std::int64_t number : numbers) {
    values.push_back({date ? Value::Kind::date : Value::Kind::number, number});
  }
  return values;
}

Oracle::Choices Oracle::choices(const Json& answers, Day today) const {
  Choices result;
  for (const Question& question : questions_) {
    const auto found = answers.find(question.id);
    if (found == answers.end() || found->is_null() || is_string(*found, "unknown")) {
      result.push_back(candidates(question, today));
    } else if (question.type == "boolean") {
      result.push_back({{Value::Kind::boolean, found->get<bool>() ? 1 : 0}});
    } else if (question.type == "choice") {
      Strings strings = strings_;
      result.push_back({{Value::Kind::string, strings.number_of(found->get<std::string>())}});
    } else if (question.type == "integer") {
      result.push_back({{Value::Kind::number, found->get<std::int64_t>()}});
    } else {
      result.push_back({{Value::Kind::date, parse_iso_date(found->get<std::string>()).value()}});
    }
  }
  return result;
}

std::size_t Oracle::completions(const Json& answers, Day today) const {
  std::size_t product = 1;
  for (const auto& values : choices(answers, today)) product *= values.size();
  return product;
}

Oracle::Table Oracle::table(Day today) const {
  const Choices all = choices(Json::object(), today);
  Table table{{}, fired(all, today)};
  for (const auto& values : all) table.sizes.push_back(values.size());
  return table;
}

std::vector<std::uint64_t> Oracle::fired(const Choices& choices, Day today) const {
  std::size_t product = 1;
  for (const auto& values : choices) product *= values.size();
  REQUIRE(product <= completions_max);
  std::vector<std::uint64_t> result(product);
  std::vector<Value> data(choices.size());
  for (std::size_t completion = 0; completion < product; ++completion) {
    std::size_t rest = completion;
    for (std::size_t q = 0; q < choices.size(); ++q) {
      data[q] = choices[q][rest % choices[q].size()];
      rest /= choices[q].size();
    }
    for (std::size_t r = 0; r < rules_.size(); ++r) {
      if (rules_[r].when.holds(data, today)) result[completion] |= std::uint64_t{1} << r;
    }
  }
  return result;
}

int Oracle::gravity(std::uint64_t fired) const {
  return (fired & blocking_) != 0 ? 2 : fired != 0 ? 1 : 0;
}

// Whether completions that differ in this question alone make different rules fire.
bool Oracle::matters(const Choices& choices, const std::vector<std::uint64_t>& fired,
                     std::size_t question) {
  std::size_t stride = 1;
  for (std::size_t q = 0; q < question; ++q) stride *= choices[q].size();
  const std::size_t count = choices[question].size();
  for (std::size_t completion = 0; completion < fired.size(); ++completion) {
    const std::size_t digit = completion / stride % count;
    if (fired[completion] != fired[completion - digit * stride]) return true;
  }
  return false;
}

std::string Oracle::verdict(const std::vector<std::uint64_t>& fired, bool& settled) const {
  static constexpr const char* names[] = {"eligible", "may_be_refused", "conditions_not_met"};
  int mildest = 2;
  int gravest = 0;
  for (const std::uint64_t rules : fired) {
    mildest = std::min(mildest, gravity(rules));
    gravest = std::max(gravest, gravity(rules));
  }
  settled = mildest == gravest;
  return mildest == 0 && gravest != 0 ? "undetermined" : names[mildest];
}

Judgement Oracle::judge(const Json& answers, Day today) const {
  const Choices open = choices(answers, today);
  const std::vector<std::uint64_t> rules = fired(open, today);
  Judgement result;
  result.verdict = verdict(rules, result.settled);
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    if (std::all_of(rules.begin(), rules.end(), [r](std::uint64_t f) { return f >> r & 1; })) {
      result.reasons.push_back(rules_[r].id);
    }
  }
  for (std::size_t q = 0; q < questions_.size(); ++q) {
    if (matters(open, rules, q)) result.unknown.push_back(ids_[q]);
  }
  return result;
}

Day Oracle::first_change(const Json& answers, Day today, Day horizon) const {
  bool settled = false;
  const std::string before = verdict(fired(choices(answers, today), today), settled);
  for (Day day = today + 1; day <= horizon; ++day) {
    if (verdict(fired(choices(answers, day), day), settled) != before) return day;
  }
  return horizon + 1;
}

std::vector<std::string> Oracle::asked(const Json& answers, Day today) const {
  std::vector<std::string> result;
  Json sent = Json::object();
  for (const std::size_t q : asking_order_) {
    const Choices open = choices(sent, today);
    if (!matters(open, fired(open, today), q)) continue;
    result.push_back(ids_[q]);
    if (answers.contains(ids_[q])) sent[ids_[q]] = answers[ids_[q]];
  }
  return result;
}

}  // namespace precall::test
