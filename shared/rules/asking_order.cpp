// Walks the answers in asking order; ways of answering that leave the same rules open are one.
#include "rules/asking_order.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/limits.hpp"
#include "rules/interview_plan.hpp"

namespace precall {
namespace {

class AskingOrder {
 public:
  AskingOrder(const CompiledPolicy& compiled, const StateGraph& graph)
      : compiled_(compiled), matrix_(compiled.matrix), graph_(graph) {}

  Result<OrderCost> cost() {
    const OrderCost cost = from(0, graph_.range, all_terms(matrix_));
    if (states_ <= limits::interview_states_max) return cost;
    return Error{
        "/rules",
        "asking in order has more than " + std::to_string(limits::interview_states_max) + " states",
        "examine a part of the rules at a time"};
  }

 private:
  // From the position in the order on. `terms`: those that the answers so far allow.
  OrderCost from(std::size_t position, const Facts& facts, const Bits& terms) {
    if (states_ > limits::interview_states_max) return {};
    const Firing firing = firing_rules(matrix_, facts);
    if (judge(compiled_, facts, firing).settled) return {};
    const std::string key = key_of(position, firing, terms);
    const auto known = known_.find(key);
    if (known != known_.end()) return known->second;
    while (!matters(matrix_, facts, graph_.order[position])) ++position;
    const OrderCost cost = ask(position, facts, terms);
    ++states_;
    known_.emplace(key, cost);
    return cost;
  }

  OrderCost ask(std::size_t position, const Facts& facts, const Bits& terms) {
    const std::size_t question = graph_.order[position];
    const CellRange range = facts[question];
    OrderCost cost{1, 0};
    Facts answered = facts;
    for (std::size_t c = range.first; c <= range.last; ++c) {
      answered[question] = {c, c};
      Bits left = terms;
      and_row(left, matrix_.row(question, c));
      const OrderCost rest = from(position + 1, answered, left);
      cost.expected += chance_of(graph_, question, c - range.first) * rest.expected;
      cost.worst = std::max(cost.worst, rest.worst);
    }
    ++cost.worst;
    return cost;
  }

  // What decides how it goes on: the terms left of the rules that are open, and whether a refusal
  // is certain. Whether a question before the position was answered or passed over does not: it
  // does not matter for any of these rules.
  std::string key_of(std::size_t position, const Firing& firing, const Bits& terms) const {
    bool refused = false;
    Bits left(terms.size());
    for (std::size_t r = 0; r < matrix_.rules.size(); ++r) {
      refused = refused || firing.always[r] != 0;
      if (firing.possible[r] == 0 || firing.always[r] != 0) continue;
      for (std::size_t t = matrix_.rules[r].first; t < matrix_.rules[r].end; ++t) {
        if (test_bit(terms, t)) set_bit(left, t);
      }
    }
    std::string key = std::to_string(position) + (refused ? "!" : "?");
    for (const std::uint64_t word : left) key += std::to_string(word) + " ";
    return key;
  }

  const CompiledPolicy& compiled_;
  const RuleMatrix& matrix_;
  const StateGraph& graph_;
  std::size_t states_ = 0;
  std::unordered_map<std::string, OrderCost> known_;
};

}  // namespace

Result<OrderCost> asking_order_cost(const CompiledPolicy& compiled, const StateGraph& graph) {
  return AskingOrder(compiled, graph).cost();
}

}  // namespace precall
