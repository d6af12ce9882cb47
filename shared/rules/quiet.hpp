// Looks for a customer for whom given rules stay silent: exact, and fast where rules hang on few
// questions together.
#pragma once

#include <vector>

#include "rules/budget.hpp"
#include "rules/joint.hpp"

namespace precall {

// By joint question, the cells that an answer may be in, one bit each: never none.
using Domain = std::vector<Bits>;

// Every answer to every question.
Domain full_domain(const Joint& joint);

using RuleList = std::vector<const JointRule*>;

// Narrows `domain` so that none of `rules` fires anywhere in it, and returns true; or returns false
// and leaves it, if there is no such customer (or the budget ended).
//
// Depth first with propagation: where a term hangs on one question alone, the cells that complete
// it are struck out. Branches on the rule that failed most often, so that a contradiction is met
// at once wherever the search goes on (weighted degree: Boussemart et al., ECAI 2004). Exponential
// in the worst case.
bool silence(const Joint& joint, Domain& domain, const RuleList& rules, Budget& budget);

// The same, and besides as many other rules of both versions as can be silenced one by one. For
// showing a change on a customer to whom nothing else happens: it may well fail.
bool silence_others(const Joint& joint, Domain& domain, RuleList rules, Budget& budget);

}  // namespace precall
