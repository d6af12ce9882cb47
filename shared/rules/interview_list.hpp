// The best way to ask from a list: always the first question in it that can still change the
// verdict. That is what a policy's quick_order can say.
#pragma once

#include "rules/interview_states.hpp"

namespace precall {

// The list that expects the fewest questions, the first such one in asking order, proved by trying
// all: which questions remain to be asked after the first ones of a list does not depend on their
// order, so that every set of first questions is looked at once. Questions that are never asked
// are left out. An Error names the limit that the number of sets exceeds.
Result<std::vector<std::size_t>> best_list(const StateGraph& graph);

}  // namespace precall
