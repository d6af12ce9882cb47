// Calendar days and instants. Nothing here reads a clock: "now" always comes in as text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace precall {

// Whole days since 1970-01-01 in the proleptic Gregorian calendar.
using Day = std::int32_t;

inline constexpr Day day_min = 0;      // 1970-01-01
inline constexpr Day day_max = 84005;  // 2199-12-31

// The day of a date that exists, within day_min to day_max.
std::optional<Day> make_day(int year, int month, int day);

// "YYYY-MM-DD" (RFC 3339 full-date) of a date that exists, within day_min to day_max.
std::optional<Day> parse_iso_date(std::string_view text);

std::string iso_date(Day day);
// "dd/mm/yyyy", as dates are written in Vietnam.
std::string local_date(Day day);

// A moment, in seconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t seconds = 0;

  bool operator==(const Instant&) const = default;
};

// RFC 3339 date-time, 1970 to 2199. The offset is required: a moment without one is ambiguous.
Result<Instant> parse_timestamp(std::string_view text);

// "Z", "+hh:mm" or "-hh:mm" in minutes east of UTC.
std::optional<int> parse_utc_offset(std::string_view text);

// The calendar day and the wall-clock time "hh:mm" at `offset_minutes` east of UTC.
Day day_at(Instant instant, int offset_minutes);
std::string clock_at(Instant instant, int offset_minutes);

// RFC 3339 at `offset_minutes`, to the second.
std::string timestamp_at(Instant instant, int offset_minutes);

}  // namespace precall
