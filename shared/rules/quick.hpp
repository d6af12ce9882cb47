// The quick check: it asks one question at a time, and only what can still change the verdict.
#pragma once

#include "rules/evaluate.hpp"

namespace precall {

// Whether two answers to the open `question` lead to different verdicts, for some way of answering
// the other open questions. A question that only adds reasons does not. Complexity: for each of its
// rules at most a judgement for every combination of the rule's other open questions; those after
// which the rule cannot fire, or nothing milder is left, are not gone into.
bool sways(const CompiledPolicy& compiled, Facts facts, std::size_t question);

// What a quick check asks next: the first question in the policy's quick_order that is not
// `answered` and can still change the verdict; nothing at its end. One that is answered with "not
// sure" stays open. What cannot change the verdict any more never will, so that the questions are
// asked in the list's order.
std::optional<std::size_t> quick_question(const CompiledPolicy& compiled, const Answers& answers,
                                          const Flags& answered, Day today);

}  // namespace precall
