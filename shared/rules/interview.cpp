// Puts the orders side by side.
#include "rules/interview.hpp"

#include <algorithm>
#include <cmath>

#include "rules/asking_order.hpp"
#include "rules/interview_list.hpp"
#include "rules/interview_plan.hpp"

namespace precall {
namespace {

std::vector<InterviewTree> tree_from(const StateGraph& graph, const Plan& plan, StateId state,
                                     std::size_t depth) {
  if (StateGraph::is_settled(state) || depth == 0) return {};
  const NextQuestion& asked = graph.next[plan.choice[state]];
  InterviewTree tree{asked.question, plan.expected[state], {}};
  std::vector<StateId> seen;
  for (std::size_t c = 0; c < graph.range[asked.question].size(); ++c) {
    const StateId way = graph.ways[asked.first + c];
    const auto same = std::find(seen.begin(), seen.end(), way);
    const auto index = static_cast<std::size_t>(same - seen.begin());
    if (same == seen.end()) {
      seen.push_back(way);
      tree.branches.push_back({{}, 0, std::nullopt, tree_from(graph, plan, way, depth - 1)});
      if (StateGraph::is_settled(way)) tree.branches.back().settled = StateGraph::settled[way];
    }
    tree.branches[index].cells.push_back(graph.range[asked.question].first + c);
    tree.branches[index].chance += chance_of(graph, asked.question, c);
  }
  return {tree};
}

}  // namespace

bool same_cost(double a, double b) {
  return std::abs(a - b) < 1e-9;
}

Result<Interview> plan_interview(const CompiledPolicy& compiled, const CellWeights& weights,
                                 Day today, std::size_t tree_depth) {
  const Result<StateGraph> graph = explore_interview(compiled, weights, today);
  if (!graph) return graph.error();
  const Result<OrderCost> asking = asking_order_cost(compiled, graph.value());
  if (!asking) return asking.error();
  const Result<std::vector<std::size_t>> list = best_list(graph.value());
  if (!list) return list.error();
  const Plan best = best_plan(graph.value());
  return Interview{graph->states.size(),
                   asking.value(),
                   cost_of(graph.value(), greedy_plan(graph.value())),
                   cost_of(graph.value(), best),
                   cost_of(graph.value(), list_plan(graph.value(), compiled.policy.quick_order)),
                   list.value(),
                   cost_of(graph.value(), list_plan(graph.value(), list.value())),
                   tree_from(graph.value(), best, graph->start, tree_depth)};
}

}  // namespace precall
