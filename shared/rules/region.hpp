// For whom a rule fires in one version of a policy and not in the other, or in both: exactly, as a
// few boxes that a person can read, without walking the product of all answers.
#pragma once

#include <optional>
#include <vector>

#include "rules/budget.hpp"
#include "rules/joint.hpp"

namespace precall {

// One question restricted to some of its joint cells, ascending.
struct BoxSide {
  std::size_t question = 0;
  std::vector<std::size_t> cells;
};
// All customers whose answers are within these cells; any answer to the questions not named.
using Box = std::vector<BoxSide>;

// The versions in which the rule fires.
enum class Fires { old_only, new_only, both };

// The customers for whom the rule fires so, as disjoint boxes; `rule` is its index in each
// version's policy. Nothing if the budget ends or there are more than limits::diff_boxes_max.
//
// Decides question by question; customers of whom the same terms are left are decided together,
// and cells that lead to the same decision become one side of a box (a reduced decision diagram:
// Bryant, Graph-Based Algorithms for Boolean Function Manipulation, 1986).
std::optional<std::vector<Box>> region(const Joint& joint,
                                       const ByVersion<std::optional<std::size_t>>& rule,
                                       Fires fires, Budget& budget);

}  // namespace precall
