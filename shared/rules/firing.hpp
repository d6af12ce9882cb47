// Whether a rule fires: in some completion of what is known, in every one, and by which of its
// questions. Exact, by the rows of the bit matrix; a rule looks only at its own words and
// questions, and nothing is allocated.
#pragma once

#include "rules/matrix.hpp"

namespace precall {

inline bool is_open(const Facts& facts, std::size_t question) {
  return facts[question].size() > 1;
}

// Whether the rule fires in some completion. A term tests each question on its own, so this needs
// no combinations: linear in the cells of the rule's questions.
bool may_fire(const RuleMatrix& matrix, const Facts& facts, std::size_t rule);

// Whether it fires in every completion. Up to the product of the cells of its open questions.
bool always_fires(const RuleMatrix& matrix, const Facts& facts, std::size_t rule);

// Whether two answers to the open `question` decide it differently, for some way of answering the
// rule's other open questions. The same complexity.
bool depends_on(const RuleMatrix& matrix, const Facts& facts, std::size_t rule,
                std::size_t question);

// Whether both leave the rule the same possible terms: it then depends on the questions that are
// open in both in the same way.
bool leaves_same_terms(const RuleMatrix& matrix, const Facts& one, const Facts& other,
                       std::size_t rule);

}  // namespace precall
