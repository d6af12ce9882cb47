// What the uploader gets from outside: time, chance and a log. A simulation supplies its own.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/date.hpp"

namespace precall::sync {

enum class LogLevel { info, warning, error };

// Lines (log_line.hpp) carry ids, states and reasons of our own making, never what a customer
// wrote.
using Log = std::function<void(LogLevel, const std::string&)>;
using Clock = std::function<Instant()>;
// A number from 0 up to but not including the argument, which is at least 1.
using RandomBelow = std::function<std::uint64_t(std::uint64_t)>;

struct Edges {
  Clock clock;
  RandomBelow random_below;
  Log log;
  Clock steady;  // from any start, but nobody sets it: for what has to pass, not for dates
};

}  // namespace precall::sync
