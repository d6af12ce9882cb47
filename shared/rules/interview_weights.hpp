// How likely each cell of a question is: the assumptions under which interviews are compared.
// Questions are taken as independent of each other.
#pragma once

#include "rules/compiled_policy.hpp"

namespace precall {

// By question and cell: non-negative, at most limits::weights_total_max a question in all.
using CellWeights = std::vector<std::vector<std::int64_t>>;

// The same weight for every cell: where counting begins.
CellWeights even_weights(const RuleMatrix& matrix);

// As the questions of the policy's text say in their member "weights", even where they say nothing.
// An Error at its JSON Pointer where a weight is missing, names no option, or is for answers that
// the rules tell apart. Linear in the text and, for each weight, the question's cells. (The text
// once more, because the browser needs no weights and does not download what reads them.)
Result<CellWeights> policy_weights(const CompiledPolicy& compiled, std::string_view policy_text);

// Counts one line of a file of submissions: an answers object, whose dates are seen from `today`,
// or a submission, whose dates are seen from the day of its "created_at". Each known answer adds
// one to its cell. An Error, at its JSON Pointer, leaves `weights` as they were.
std::optional<Error> count_answers(const CompiledPolicy& compiled, std::string_view line, Day today,
                                   CellWeights& weights);

}  // namespace precall
