// Where a session stands: which questions are asked, which are answered, what is wrong with the
// current step, and which step can be reached.
#pragma once

#include <string>
#include <vector>

#include "form/normalize.hpp"
#include "rules/evaluate.hpp"
#include "session/session.hpp"

namespace precall {

struct Standing {
  Day today = 0;
  Flags asked;         // by question
  Flags shown;         // by question: asked, and no open question before it can still rule it out
  Flags answered;      // by question: answered, "not sure" included
  Answers used;        // known answers to the questions that are asked
  bool early = false;  // a quick check without an answer to some that are asked
};

struct StepIssue {
  std::string id;  // question or field
  Issue issue;
};

Standing standing(const CompiledPolicy& compiled, const Session& session, Day today);

// The raw input of a question or field; empty if there is none.
const std::string& input_of(const Session& session, const std::string& id);

// Whether a face can have sent this input to the question: one of its choices, "not sure" where
// that is offered, or anything typed.
bool may_be_input(const Question& question, std::string_view value);

// What keeps the customer from leaving the step, in the order of the screen.
std::vector<StepIssue> step_issues(const CompiledPolicy& compiled, const Session& session,
                                   const Standing& now, std::string_view step);

// The steps of the session's flow, without those that have nothing to ask.
std::vector<std::string> step_sequence(const CompiledPolicy& compiled, const Session& session,
                                       const Standing& now);

// `target`, or the first step before it that is not complete.
std::string reachable_step(const CompiledPolicy& compiled, const Session& session,
                           const Standing& now, const std::string& target);

// Whether a request may leave the device as far as the questions say: every consent that the form
// requires and a question asks for is given, or is still to be asked for before anything is sent.
bool may_send(const CompiledPolicy& compiled, const Session& session, const Standing& now);

}  // namespace precall
