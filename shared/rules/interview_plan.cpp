// One pass over the states, those that they lead to first.
#include "rules/interview_plan.hpp"

#include <algorithm>

namespace precall {
namespace {

// Sums of the same numbers in another order differ by less than this.
constexpr double tie = 1e-12;

struct Ahead {
  double expected = 1;
  std::size_t worst = 1;
};

// What is ahead if this question comes next.
Ahead after(const StateGraph& graph, const Plan& plan, const NextQuestion& next) {
  Ahead ahead;
  for (std::size_t c = 0; c < graph.range[next.question].size(); ++c) {
    const StateId way = graph.ways[next.first + c];
    ahead.expected += chance_of(graph, next.question, c) * plan.expected[way];
    ahead.worst = std::max(ahead.worst, 1 + plan.worst[way]);
  }
  return ahead;
}

// `choose(state, plan)` is the position in StateGraph::next of what the state asks; the plan is
// complete for all states that it leads to.
template <class Choose>
Plan plan_by(const StateGraph& graph, const Choose& choose) {
  Plan plan;
  const std::size_t count = graph.states.size();
  plan.choice.resize(count);
  plan.expected.resize(count);
  plan.worst.resize(count);
  for (std::size_t s = StateGraph::settled.size(); s < count; ++s) {
    plan.choice[s] = choose(graph.states[s], plan);
    const Ahead ahead = after(graph, plan, graph.next[plan.choice[s]]);
    plan.expected[s] = ahead.expected;
    plan.worst[s] = ahead.worst;
  }
  return plan;
}

std::int64_t weight_that_settles(const StateGraph& graph, const NextQuestion& next) {
  const CellRange range = graph.range[next.question];
  std::int64_t weight = 0;
  for (std::size_t c = 0; c < range.size(); ++c) {
    if (!StateGraph::is_settled(graph.ways[next.first + c])) continue;
    weight += graph.weights[next.question][range.first + c];
  }
  return weight;
}

}  // namespace

Plan best_plan(const StateGraph& graph) {
  return plan_by(graph, [&](const InterviewState& state, const Plan& plan) {
    std::vector<double> expected;
    for (std::size_t n = state.first; n < state.end; ++n) {
      expected.push_back(after(graph, plan, graph.next[n]).expected);
    }
    const double least = *std::min_element(expected.begin(), expected.end());
    std::size_t n = 0;
    while (expected[n] > least + tie) ++n;
    return state.first + n;
  });
}

Plan greedy_plan(const StateGraph& graph) {
  return plan_by(graph, [&](const InterviewState& state, const Plan&) {
    std::size_t best = state.first;
    std::int64_t best_weight = 0;
    for (std::size_t n = state.first; n < state.end; ++n) {
      const std::int64_t weight = weight_that_settles(graph, graph.next[n]);
      // Exactly: weight / total against best_weight / best_total.
      if (weight * graph.totals[graph.next[best].question] <=
          best_weight * graph.totals[graph.next[n].question]) {
        continue;
      }
      best = n;
      best_weight = weight;
    }
    return best;
  });
}

Plan list_plan(const StateGraph& graph, const std::vector<std::size_t>& list) {
  std::vector<std::size_t> rank(graph.range.size(), list.size());
  for (std::size_t i = 0; i < list.size(); ++i) rank[list[i]] = i;
  return plan_by(graph, [&](const InterviewState& state, const Plan&) {
    std::size_t first = state.first;
    for (std::size_t n = state.first; n < state.end; ++n) {
      if (rank[graph.next[n].question] < rank[graph.next[first].question]) first = n;
    }
    return first;
  });
}

OrderCost cost_of(const StateGraph& graph, const Plan& plan) {
  return {plan.expected[graph.start], plan.worst[graph.start]};
}

double chance_of(const StateGraph& graph, std::size_t question, std::size_t cell) {
  const std::int64_t weight = graph.weights[question][graph.range[question].first + cell];
  return static_cast<double>(weight) / static_cast<double>(graph.totals[question]);
}

}  // namespace precall
