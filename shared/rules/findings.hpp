// What is proved about a policy for its author: findings, each with answers that show it, and for
// every rule answers under which it fires. Exact, for one day (a date counts by the days since it).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/evaluate.hpp"

namespace precall {

enum class Severity { error, warning, information };

// In the order in which findings are listed, the gravest first.
enum class FindingKind {
  never_fires,         // a rule fires for no answers
  always_fires,        // a rule fires whatever is answered
  never_eligible,      // no answers are eligible
  text_missing,        // a text lacks words in a language of the policy
  same_condition,      // two rules fire for exactly the same answers
  masked,              // a rule fires only where another does that is at least as grave
  cannot_matter,       // no rule hangs on a question
  clause_not_encoded,  // no rule, question or notice refers to a clause
  stale_acceptance,    // an accepted finding that is not found
  no_remedy            // a rule that, for some answers, nothing changeable clears
};

std::string_view name_of(FindingKind kind);
std::string_view name_of(Severity severity);
Severity severity_of(FindingKind kind);

// An answer to every question, and what `precall check` says of them.
struct Witness {
  Answers answers;
  Verdict verdict = Verdict::eligible;
  std::vector<std::size_t> reasons;  // rules, in policy order
};

struct Finding {
  FindingKind kind = FindingKind::never_fires;
  std::string pointer;             // JSON Pointer of the part that it is about
  std::vector<std::string> about;  // ids, the part's own first
  std::string message;             // one English sentence
  std::vector<Witness> witnesses;  // always_fires, same_condition, no_remedy: one, where it fires;
                                   // masked: another one, where only the masking rule does
  std::string accepted;            // the author's reason, or empty
};

// "kind:id", with further ids behind it: how `accepted_findings` names a finding.
std::string name_of(const Finding& finding);

struct Proof {
  Day today = 0;
  std::vector<Finding> findings;
  // By rule: answers under which it fires, alone if such were found; nothing if it never fires.
  std::vector<std::optional<Witness>> witnesses;
};

// Whether the policy must not be used: some error is not accepted.
bool is_refused(const Finding& finding);
bool is_refused(const Proof& proof);

// Proves the policy on the day `today`. `text` is the document that `compiled` was made of. An
// Error if it would take more than limits::proof_steps_max steps. Pairs of rules are compared
// only where both fire for some known answers, and by the terms of one against the other's.
Result<Proof> prove(const CompiledPolicy& compiled, std::string_view text, Day today);

}  // namespace precall
