// Dates by the standard library's calendar; only the fixed-width texts are read here.
#include "base/date.hpp"

#include <chrono>

namespace precall {
namespace {

constexpr std::int64_t seconds_per_day = 86400;

// The number written in exactly `count` digits at `position`, or -1.
int digits(std::string_view text, std::size_t position, std::size_t count) {
  if (position + count > text.size()) return -1;
  int value = 0;
  for (const char c : text.substr(position, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::string padded(int value, std::size_t width) {
  std::string text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

std::chrono::year_month_day calendar(Day day) {
  return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(day)));
}

int year_of(std::chrono::year_month_day date) {
  return static_cast<int>(date.year());
}
int month_of(std::chrono::year_month_day date) {
  return static_cast<int>(static_cast<unsigned>(date.month()));
}
int day_of(std::chrono::year_month_day date) {
  return static_cast<int>(static_cast<unsigned>(date.day()));
}

std::int64_t local_seconds(Instant instant, int offset_minutes) {
  return instant.seconds + std::int64_t{offset_minutes} * 60;
}

// Division that rounds down, so that moments before 1970 fall on the right day.
Day day_of_seconds(std::int64_t seconds) {
  const std::int64_t quotient = seconds / seconds_per_day;
  return static_cast<Day>(seconds % seconds_per_day < 0 ? quotient - 1 : quotient);
}

Error timestamp_error() {
  return Error{"", "not an RFC 3339 time with an offset",
               "write it like 2026-11-22T09:00:00+07:00"};
}

}  // namespace

std::optional<Day> make_day(int year, int month, int day) {
  // Checked here, because the library's month and day are a byte and would wrap around.
  if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return static_cast<Day>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::optional<Day> parse_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return make_day(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
}

std::string iso_date(Day day) {
  const auto date = calendar(day);
  return padded(year_of(date), 4) + "-" + padded(month_of(date), 2) + "-" + padded(day_of(date), 2);
}

std::string local_date(Day day) {
  const auto date = calendar(day);
  return padded(day_of(date), 2) + "/" + padded(month_of(date), 2) + "/" + padded(year_of(date), 4);
}

std::optional<int> parse_utc_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') {
    return std::nullopt;
  }
  const int hours = digits(text, 1, 2);
  const int minutes = digits(text, 4, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
  const int total = hours * 60 + minutes;
  return text[0] == '-' ? -total : total;
}

Result<Instant> parse_timestamp(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' ||
      text[16] != ':') {
    return timestamp_error();
  }
  const auto day = parse_iso_date(text.substr(0, 10));
  const int hours = digits(text, 11, 2);
  const int minutes = digits(text, 14, 2);
  const int seconds = digits(text, 17, 2);
  std::size_t end = 19;
  if (text[end] == '.') {
    const std::size_t first = ++end;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    if (end == first) return timestamp_error();
  }
  const auto offset = parse_utc_offset(text.substr(end));
  // 60 is a leap second (RFC 3339, 5.6); it counts as the last second of its minute.
  if (!day || !offset || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 ||
      seconds > 60) {
    return timestamp_error();
  }
  return Instant{*day * seconds_per_day + std::int64_t{hours} * 3600 + std::int64_t{minutes} * 60 +
                 (seconds == 60 ? 59 : seconds) - std::int64_t{*offset} * 60};
}

Day day_at(Instant instant, int offset_minutes) {
  return day_of_seconds(local_seconds(instant, offset_minutes));
}

std::string clock_at(Instant instant, int offset_minutes) {
  const std::int64_t local = local_seconds(instant, offset_minutes);
  const auto second = static_cast<int>(local - day_of_seconds(local) * seconds_per_day);
  return padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2);
}

std::string timestamp_at(Instant instant, int offset_minutes) {
  const std::int64_t local = local_seconds(instant, offset_minutes);
  const auto second = static_cast<int>(local - day_of_seconds(local) * seconds_per_day);
  std::string text = iso_date(day_of_seconds(local)) + "T" + clock_at(instant, offset_minutes) +
                     ":" + padded(second % 60, 2);
  if (offset_minutes == 0) return text + "Z";
  const int magnitude = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  return text + (offset_minutes < 0 ? "-" : "+") + padded(magnitude / 60, 2) + ":" +
         padded(magnitude % 60, 2);
}

}  // namespace precall
