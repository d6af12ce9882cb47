// From answers to a verdict, exactly as the reading of the conditions defines it, open answers
// included: what holds in every completion, in some completion, and which questions still matter.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "rules/compiled_policy.hpp"

namespace precall {

enum class Verdict { eligible, may_be_refused, conditions_not_met, undetermined };

std::string_view name_of(Verdict verdict);
std::optional<Verdict> parse_verdict(std::string_view name);

// The rules that can fire, and of these the ones that fire in every completion. By rule.
struct Firing {
  Flags possible;
  Flags always;
};

struct Outcome {
  Verdict verdict = Verdict::undetermined;
  bool settled = false;  // no open answer can change the verdict
  bool decided = true;   // false: too hard to find out; the verdict stands at undetermined then

  bool operator==(const Outcome&) const = default;
};

// Complexity: one pass over the rows, plus for each rule with open questions the product of their
// cells (at most limits::rule_combinations_max).
Firing firing_rules(const RuleMatrix& matrix, const Facts& facts);

// The verdict on all completions of `facts`, whose `firing` it is.
Outcome judge(const CompiledPolicy& compiled, const Facts& facts, const Firing& firing);

struct Evaluation {
  Verdict verdict = Verdict::undetermined;
  bool settled = false;              // no open answer can change the verdict
  bool decided = true;               // as in Outcome
  std::vector<std::size_t> reasons;  // rules that fire in every completion, policy order
  std::vector<std::size_t> unknown;  // open questions that still matter, policy order
  Flags possible;                    // by rule: fires in some completion
  std::optional<Day> valid_until;
};

// Everything that answers lead to on the day `today`. Complexity as firing_rules.
Evaluation evaluate(const CompiledPolicy& compiled, const Answers& answers, Day today);

// Whether two answers to the open `question` make different rules fire, for some way of answering
// the other open questions.
bool matters(const RuleMatrix& matrix, const Facts& facts, std::size_t question);

// Whether some answer to the open `gate` would make the open `question` matter no more.
bool gated(const RuleMatrix& matrix, const Facts& facts, std::size_t question, std::size_t gate);

// The answers that count: walking the questions in asking order, each that matters given those
// before it, all others open. True for the questions to ask.
Flags asked_questions(const CompiledPolicy& compiled, const Answers& answers, Day today);

}  // namespace precall
