// Orders of asking that look at the answers so far: what to ask in every state, and what it costs.
#pragma once

#include "rules/interview_states.hpp"

namespace precall {

// By state.
struct Plan {
  std::vector<std::size_t> choice;  // in StateGraph::next; nothing meaningful where it is settled
  std::vector<double> expected;     // questions still to be asked
  std::vector<std::size_t> worst;
};

// Each is linear in the ways of the graph. Ties go to the question that is asked first.

// The fewest questions expected, by dynamic programming over every choice in every state.
Plan best_plan(const StateGraph& graph);

// Always the question with the best chance to settle the verdict at once.
Plan greedy_plan(const StateGraph& graph);

// Always the first question of `list` that can still change the verdict; those that are not in it
// come last, in asking order.
Plan list_plan(const StateGraph& graph, const std::vector<std::size_t>& list);

OrderCost cost_of(const StateGraph& graph, const Plan& plan);

// The chance that the answer to a question is in this cell, which is counted within its range.
double chance_of(const StateGraph& graph, std::size_t question, std::size_t cell);

}  // namespace precall
