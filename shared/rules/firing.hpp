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

// Whether it fires in every completion. Up to the product of the cells that it cuts its own open
// questions into.
bool always_fires(const RuleMatrix& matrix, const Facts& facts, std::size_t rule);

// Whether two answers to the open `question` decide it differently, for some way of answering the
// rule's other open questions. The same complexity.
bool depends_on(const RuleMatrix& matrix, const Facts& facts, std::size_t rule,
                std::size_t question);

// Whether the rule depends on what is open in the same way under both, for which a question is open
// in one as in the other: it fires always, or by the same terms. May miss that different terms come
// to the same.
bool fires_alike(const RuleMatrix& matrix, const Facts& one, const Facts& other, std::size_t rule);

}  // namespace precall
