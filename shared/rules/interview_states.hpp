// Every state that an interview can be in, whatever it asks next, each once. Two ways of having
// answered are one state if the terms still possible, the open questions that these test, and the
// mildest outcome left are the same: then the same answers lead to the same verdicts. Terms that
// cannot change the verdict any more, refusals once one is certain, do not count.
#pragma once

#include <array>

#include "rules/evaluate.hpp"
#include "rules/interview_weights.hpp"

namespace precall {

using StateId = std::uint32_t;

// One question that could come next, and where each of its cells leads.
struct NextQuestion {
  std::size_t question = 0;
  std::size_t first = 0;  // in StateGraph::ways: one way a cell of the question's range
};

struct InterviewState {
  std::size_t first = 0;  // in StateGraph::next: the questions that can still change the verdict,
  std::size_t end = 0;    // in asking order; none if it is settled
};

// How many questions an order of asking takes, from no answer at all to a settled verdict.
struct OrderCost {
  double expected = 0;
  std::size_t worst = 0;  // over all answers, those of weight 0 included
};

struct StateGraph {
  // The settled states come first, in this order; then each state after those that it leads to.
  static constexpr std::array<Verdict, 3> settled = {Verdict::eligible, Verdict::may_be_refused,
                                                     Verdict::conditions_not_met};
  static bool is_settled(StateId state) { return state < settled.size(); }

  std::vector<InterviewState> states;
  std::vector<NextQuestion> next;
  std::vector<StateId> ways;
  StateId start = 0;
  Facts range;                       // by question: the cells that an answer may be in
  std::vector<std::size_t> order;    // the questions in asking order
  CellWeights weights;               // by question and cell of the range
  std::vector<std::int64_t> totals;  // of the range's weights, by question
};

// All states reachable from every question open on the day `today`. An Error names the limit that
// is exceeded, or the question whose weights leave it no answer on that day. Linear in the ways,
// each of which costs the state's terms.
Result<StateGraph> explore_interview(const CompiledPolicy& compiled, const CellWeights& weights,
                                     Day today);

}  // namespace precall
