// The support conditions written by hand in C++: what the engine is measured against.
#pragma once

#include <cstdint>

#include "base/date.hpp"
#include "rules/evaluate.hpp"

namespace precall::bench {

// As classify() does for the real policy: the answers are raw 32-bit values in the policy's order.
// Sets bit r of `fired` iff rule r fires. A function of its own file, called like classify().
Verdict by_hand(const std::int32_t* answers, Day today, std::uint64_t* fired);

// The same with each if as arithmetic: what somebody writes who has measured that the branches of
// the ifs are what costs, where customers differ.
Verdict without_branches(const std::int32_t* answers, Day today, std::uint64_t* fired);

}  // namespace precall::bench
