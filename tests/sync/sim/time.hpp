// Time in a run: what really passes, and what the machine's clock makes of it.
#pragma once

#include <cstdint>

#include "base/date.hpp"

namespace precall::sync::sim {

struct SimTime {
  std::int64_t passed = 0;  // seconds since the run began; never goes back
  std::int64_t wrong = 0;   // by how much the clock is ahead

  // 2026-11-23T09:00:00+07:00 at the beginning, on a clock that is right.
  Instant clock() const { return Instant{1795399200 + passed + wrong}; }
};

}  // namespace precall::sync::sim
