// In which order to ask, one question at a time, until the verdict is settled: what the policy's
// order costs, what the next best question at every step costs, and what no order can undercut.
#pragma once

#include "rules/interview_states.hpp"

namespace precall {

// A question of an adaptive order, and what follows on each of its answers.
struct InterviewTree {
  struct Branch {
    std::vector<std::size_t> cells;  // of the question, that lead to the same state
    double chance = 0;
    std::optional<Verdict> settled;
    std::vector<InterviewTree> next;  // the question after it; none where it is settled or cut off
  };
  std::size_t question = 0;
  double expected = 0;  // questions, this one included
  std::vector<Branch> branches;
};

struct Interview {
  std::size_t states = 0;
  OrderCost asking;  // the policy's steps, without what does not matter any more
  OrderCost greedy;  // next: the best chance to settle the verdict at once
  OrderCost best;    // the fewest questions expected
  OrderCost quick;   // the policy's quick_order, as a quick check goes through it
  // The best that a quick_order can be. For most policies, but not for every one, it costs what the
  // best order does.
  std::vector<std::size_t> best_list;
  OrderCost list;
  std::vector<InterviewTree> tree;  // the best order's first questions; none if it asks nothing
};

// Whether two expected numbers of questions are the same but for rounding.
bool same_cost(double a, double b);

// All of it, seen from the day `today`; the tree is `tree_depth` questions deep. Ties go to the
// question that comes first in asking order. The best order is proved by trying every question in
// every state, the best list by trying every one. Errors as explore_interview, best_list and
// asking_order_cost.
Result<Interview> plan_interview(const CompiledPolicy& compiled, const CellWeights& weights,
                                 Day today, std::size_t tree_depth);

}  // namespace precall
