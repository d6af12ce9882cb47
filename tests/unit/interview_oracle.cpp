// The brute force over raw states.
#include "interview_oracle.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace precall::test {
namespace {

std::vector<std::string> ids_of(const Json& list) {
  std::vector<std::string> ids;
  for (const Json& entry : list) ids.push_back(entry["id"]);
  return ids;
}

// Which of the question's answers lie in each cell that the day leaves possible: one of them.
std::vector<Value> values_of(const Json& question, const std::vector<Interval>& cells, Day today,
                             Strings& strings, std::size_t& first) {
  const std::string type = question["type"];
  std::int64_t from = 0;
  std::int64_t to = type == "boolean" ? 1 : 0;
  if (type == "choice") to = static_cast<std::int64_t>(question["options"].size()) - 1;
  if (type == "date") from = today - day_max;
  if (type == "date") to = today - day_min;
  if (type == "integer") from = question["min"];
  if (type == "integer") to = question["max"];
  std::vector<Value> values;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (cells[c].to < from || cells[c].from > to) continue;
    if (values.empty()) first = c;
    // Now one end of the cell, now the other.
    const std::int64_t ordinal =
        values.size() % 2 == 0 ? std::max(cells[c].from, from) : std::min(cells[c].to, to);
    if (type == "boolean") values.push_back({Value::Kind::boolean, ordinal});
    if (type == "integer") values.push_back({Value::Kind::number, ordinal});
    if (type == "date") values.push_back({Value::Kind::date, today - ordinal});
    if (type == "choice") {
      const Json& option = question["options"][static_cast<std::size_t>(ordinal)];
      values.push_back({Value::Kind::string, strings.number_of(option["id"])});
    }
  }
  return values;
}

}  // namespace

InterviewOracle::InterviewOracle(const Json& policy, const CompiledPolicy& compiled,
                                 const CellWeights& weights, Day today)
    : weights_(weights) {
  const std::vector<std::string> ids = ids_of(policy["questions"]);
  REQUIRE(ids.size() <= 64);
  REQUIRE(policy["rules"].size() <= 64);
  Strings strings;
  std::vector<Logic> rules;
  std::uint64_t blocking = 0;
  for (const Json& rule : policy["rules"]) {
    if (is_string(rule["effect"], "blocks")) blocking |= std::uint64_t{1} << rules.size();
    rules.emplace_back(rule["when"], ids, strings);
  }
  std::size_t count = 1;
  for (std::size_t q = 0; q < ids.size(); ++q) {
    first_.push_back(0);
    values_.push_back(values_of(policy["questions"][q], compiled.matrix.questions[q].cells, today,
                                strings, first_[q]));
    strides_.push_back(count);
    count *= values_[q].size() + 1;
    REQUIRE(count <= 1000000);
    std::int64_t total = 0;
    for (std::size_t c = 0; c < values_[q].size(); ++c) total += weight(q, c);
    totals_.push_back(total);
  }
  for (const Json& step : policy["steps"]) {
    for (const Json& id : step["questions"]) {
      const auto found = std::find(ids.begin(), ids.end(), id.get<std::string>());
      order_.push_back(static_cast<std::size_t>(found - ids.begin()));
    }
  }
  records_.resize(count);
  if (count > states_max) return;
  // An open question is the largest digit, so that states come after those they lead to.
  for (std::size_t state = 0; state < count; ++state) judge(state, rules, blocking, today);
}

std::size_t InterviewOracle::digit(std::size_t state, std::size_t question) const {
  return state / strides_[question] % (values_[question].size() + 1);
}

bool InterviewOracle::open(std::size_t state, std::size_t question) const {
  return digit(state, question) == values_[question].size();
}

std::size_t InterviewOracle::with(std::size_t state, std::size_t question, std::size_t cell) const {
  return state - (digit(state, question) - cell) * strides_[question];
}

void InterviewOracle::judge(std::size_t state, const std::vector<Logic>& rules,
                            std::uint64_t blocking, Day today) {
  Record& record = records_[state];
  std::vector<std::size_t> left;
  for (std::size_t q = 0; q < values_.size(); ++q) {
    if (open(state, q)) left.push_back(q);
  }
  if (left.empty()) {
    std::vector<Value> data;
    for (std::size_t q = 0; q < values_.size(); ++q) data.push_back(values_[q][digit(state, q)]);
    for (std::size_t r = 0; r < rules.size(); ++r) {
      if (rules[r].holds(data, today)) record.fired |= std::uint64_t{1} << r;
    }
    record.gravities = (record.fired & blocking) != 0 ? 4 : record.fired != 0 ? 2 : 1;
    return;
  }
  for (const std::size_t q : left) {
    const Record& one = records_[with(state, q, 0)];
    for (std::size_t c = 0; c < values_[q].size(); ++c) {
      const Record& child = records_[with(state, q, c)];
      record.gravities |= child.gravities;
      // Two answers to another question differ after some answer to this one.
      record.matters |= child.matters;
      record.decides |= child.decides;
      if (left.size() > 1) continue;
      if (child.fired != one.fired) record.matters |= std::uint64_t{1} << q;
      if (child.gravities != one.gravities) record.decides |= std::uint64_t{1} << q;
    }
  }
}

std::int64_t InterviewOracle::weight(std::size_t question, std::size_t cell) const {
  return weights_[question][first_[question] + cell];
}

double InterviewOracle::chance(std::size_t question, std::size_t cell) const {
  return static_cast<double>(weight(question, cell)) / static_cast<double>(totals_[question]);
}

template <class Next>
OrderCost InterviewOracle::after(std::size_t state, std::size_t question, const Next& next) const {
  OrderCost cost{1, 0};
  for (std::size_t c = 0; c < values_[question].size(); ++c) {
    const OrderCost rest = next(with(state, question, c));
    cost.expected += chance(question, c) * rest.expected;
    cost.worst = std::max(cost.worst, rest.worst);
  }
  ++cost.worst;
  return cost;
}

OrderCost InterviewOracle::asking(std::size_t state, std::size_t position) const {
  if (records_[state].settled()) return {};
  while ((records_[state].matters >> order_[position] & 1) == 0) ++position;
  return after(state, order_[position],
               [&](std::size_t next) { return asking(next, position + 1); });
}

// The cost from every state, asking what `choose(state, costs of smaller states)` says.
template <class Choose>
std::vector<OrderCost> InterviewOracle::costs(const Choose& choose) const {
  std::vector<OrderCost> result(records_.size());
  const auto known = [&](std::size_t state) { return result[state]; };
  for (std::size_t state = 0; state < result.size(); ++state) {
    if (!records_[state].settled()) result[state] = after(state, choose(state, known), known);
  }
  return result;
}

OrderCost InterviewOracle::best() const {
  const auto choose = [&](std::size_t state, const auto& known) {
    std::vector<std::pair<double, std::size_t>> options;
    for (const std::size_t q : order_) {
      if (open(state, q)) options.emplace_back(after(state, q, known).expected, q);
    }
    const double least = std::min_element(options.begin(), options.end())->first;
    return std::find_if(options.begin(), options.end(),
                        [&](const auto& option) { return option.first <= least + 1e-12; })
        ->second;
  };
  return costs(choose).back();
}

OrderCost InterviewOracle::greedy() const {
  const auto choose = [&](std::size_t state, const auto&) {
    std::optional<std::size_t> best;
    std::int64_t best_weight = 0;
    for (const std::size_t q : order_) {
      if ((records_[state].decides >> q & 1) == 0) continue;
      std::int64_t settling = 0;
      for (std::size_t c = 0; c < values_[q].size(); ++c) {
        if (records_[with(state, q, c)].settled()) settling += weight(q, c);
      }
      if (best && settling * totals_[*best] <= best_weight * totals_[q]) continue;
      best = q;
      best_weight = settling;
    }
    return *best;
  };
  return costs(choose).back();
}

OrderCost InterviewOracle::list(const std::vector<std::size_t>& order) const {
  const auto choose = [&](std::size_t state, const auto&) {
    return *std::find_if(order.begin(), order.end(),
                         [&](std::size_t q) { return (records_[state].decides >> q & 1) != 0; });
  };
  return costs(choose).back();
}

double InterviewOracle::best_list() const {
  std::vector<std::size_t> order(values_.size());
  for (std::size_t q = 0; q < order.size(); ++q) order[q] = q;
  double least = list(order).expected;
  while (std::next_permutation(order.begin(), order.end())) {
    least = std::min(least, list(order).expected);
  }
  return least;
}

bool InterviewOracle::sways(const std::vector<std::optional<std::size_t>>& answers,
                            std::size_t question) const {
  std::size_t state = start();
  for (std::size_t q = 0; q < answers.size(); ++q) {
    if (answers[q]) state = with(state, q, *answers[q]);
  }
  return (records_[state].decides >> question & 1) != 0;
}

}  // namespace precall::test
