// Which answers have to be checked before a verdict is certain: answers given by the act itself are
// facts, while what a customer claims, or what records should show, is only claimed.
#pragma once

#include "base/result.hpp"
#include "rules/evaluate.hpp"

namespace precall {

struct NeededCheck {
  std::size_t question = 0;
  Outcome without;  // the outcome if the others are checked and this one stays open
};

struct Trust {
  Outcome outcome;                  // on all the answers
  std::vector<NeededCheck> verify;  // policy order
  std::vector<std::size_t> taken;   // known answers that are acts, policy order
};

// The fewest known claim and record answers which, with the acts, lead to the same verdict and the
// same `settled` as all the answers do, every other claim and record being open; of several such
// sets the one that comes first in policy order (compared as sorted lists of positions).
//
// An Error names the number of judgements that the search would exceed. Complexity: a judgement an
// answer, and for those of which none is needed by itself at most limits::trust_judgements_max.
Result<Trust> find_trust(const CompiledPolicy& compiled, const Answers& answers, Day today);

std::string_view name_of(Evidence evidence);

// {verdict, settled, today, verify: [{question, evidence, answer}], taken: [ids]}
Json trust_to_json(const Policy& policy, const Trust& trust, const Answers& answers, Day today);

// The ids of the answers to check, as they go into the ticket.
Json ids_to_verify(const Policy& policy, const Trust& trust);

}  // namespace precall
