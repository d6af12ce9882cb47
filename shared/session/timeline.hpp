// The time line: each day of a window around today, and the verdict it would lead to.
#pragma once

#include "session/live.hpp"

namespace precall {

// Nothing if no rule compares a date, or if that question is not asked. Complexity as make_live.
std::optional<Timeline> make_timeline(const CompiledPolicy& compiled, const Standing& now,
                                      Language language, std::optional<Day> trial);

}  // namespace precall
