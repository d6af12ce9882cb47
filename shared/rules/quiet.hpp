// Looks for a customer for whom given rules stay silent: exact, and fast where rules hang on few
// questions together.
#pragma once

#include <vector>

#include "rules/budget.hpp"
#include "rules/joint.hpp"

namespace precall {

// By joint question, the cells that an answer may be in: never empty, ascending.
using Domain = std::vector<std::vector<std::size_t>>;

// Every answer to every question.
Domain full_domain(const Joint& joint);

using RuleList = std::vector<const JointRule*>;

// Narrows `domain` so that none of `rules` fires anywhere in it, and returns true; or returns false
// and leaves it, if there is no such customer (or the budget ended).
//
// Depth first over the questions of the rules that can still fire; rules that share no open
// question are silenced apart from each other, so that one's failure does not repeat the other's
// search. Exponential only in questions that are linked.
bool silence(const Joint& joint, Domain& domain, const RuleList& rules, Budget& budget);

// The same, and besides as many other rules of both versions as can be silenced one by one. For
// showing a change on a customer to whom nothing else happens: it may well fail.
bool silence_others(const Joint& joint, Domain& domain, RuleList rules, Budget& budget);

}  // namespace precall
