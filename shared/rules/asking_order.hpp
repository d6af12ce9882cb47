// What the policy's own order of asking costs if it stops as soon as the verdict is settled.
#pragma once

#include "rules/interview_states.hpp"

namespace precall {

// The steps in order, without the questions that do not matter any more, as asked_questions leaves
// them out: a question that only adds reasons to a certain verdict ahead of a graver one is asked.
// An Error names the limit on states. `graph` is the policy's, for its weights and range.
Result<OrderCost> asking_order_cost(const CompiledPolicy& compiled, const StateGraph& graph);

}  // namespace precall
