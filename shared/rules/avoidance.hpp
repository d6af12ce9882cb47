// Whether rules that each may stay quiet can all stay quiet at once.
#pragma once

#include <optional>
#include <vector>

#include "rules/matrix.hpp"

namespace precall {

// Whether some completion makes none of `rules` fire, of which none fires always. Exact; nothing if
// that takes more than limits::avoidance_steps_max steps, since the question is as hard as
// satisfiability. Rules that share no open question are looked at apart, so that ordinary policies
// take no search at all.
std::optional<bool> avoidable(const RuleMatrix& matrix, const Facts& facts,
                              const std::vector<std::size_t>& rules);

}  // namespace precall
