// Calendar days and moments, at the edges of the calendar and of the day.
#include "base/date.hpp"

#include <doctest/doctest.h>

#include <string>

#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr int vietnam_minutes = 7 * 60;

std::string today_in_vietnam(std::string_view now) {
  return iso_date(day_at(instant_of(now), vietnam_minutes));
}

}  // namespace

TEST_CASE("the range of dates begins and ends where it says") {
  CHECK(parse_iso_date("1970-01-01") == day_min);
  CHECK(parse_iso_date("2199-12-31") == day_max);
  CHECK_FALSE(parse_iso_date("1969-12-31"));
  CHECK_FALSE(parse_iso_date("2200-01-01"));
  CHECK_FALSE(parse_iso_date("0000-01-01"));
  CHECK_FALSE(parse_iso_date("9999-12-31"));
}

TEST_CASE("every day of the range is written and read back") {
  for (Day day = day_min; day <= day_max; ++day) {
    if (parse_iso_date(iso_date(day)) != day) FAIL("day ", day);
  }
  CHECK(iso_date(20779) == "2026-11-22");
  CHECK(local_date(20779) == "22/11/2026");
  CHECK(local_date(day_min) == "01/01/1970");
}

TEST_CASE("leap days exist in leap years only") {
  for (const std::string date :
       {"1972-02-29", "2000-02-29", "2024-02-29", "2028-02-29", "2096-02-29"}) {
    CAPTURE(date);
    CHECK(parse_iso_date(date));
  }
  for (const std::string date :
       {"1970-02-29", "2023-02-29", "2026-02-29", "2100-02-29", "2026-02-30"}) {
    CAPTURE(date);
    CHECK_FALSE(parse_iso_date(date));
  }
  CHECK(*parse_iso_date("2100-03-01") - *parse_iso_date("2100-02-28") == 1);
  CHECK(*parse_iso_date("2000-03-01") - *parse_iso_date("2000-02-28") == 2);
}

TEST_CASE("dates that do not exist or are written otherwise are refused") {
  for (const std::string date :
       {"2026-04-31", "2026-13-01", "2026-00-10", "2026-11-00", "2026-11-32", "2026-1-1",
        "22/11/2026", "2026/11/22", "20261122", "2026-11-22 ", " 2026-11-22", "2026-11-2x",
        "-026-11-22", "2026-11-22T00:00:00Z", ""}) {
    CAPTURE(date);
    CHECK_FALSE(parse_iso_date(date));
  }
}

TEST_CASE("numbers far out of range do not make a date") {
  CHECK(make_day(2026, 11, 22) == 20779);
  CHECK_FALSE(make_day(2026, 257, 1));  // 1 in a byte
  CHECK_FALSE(make_day(2026, 1, 257));
  CHECK_FALSE(make_day(2026, 13, 1));
  CHECK_FALSE(make_day(2026, 0, 1));
  CHECK_FALSE(make_day(2026, -1, 1));
  CHECK_FALSE(make_day(2026 + 65536, 1, 1));
}

TEST_CASE("offsets are hours and minutes east of UTC") {
  CHECK(parse_utc_offset("Z") == 0);
  CHECK(parse_utc_offset("z") == 0);
  CHECK(parse_utc_offset("+00:00") == 0);
  CHECK(parse_utc_offset("-00:00") == 0);
  CHECK(parse_utc_offset("+07:00") == 420);
  CHECK(parse_utc_offset("-03:30") == -210);
  CHECK(parse_utc_offset("+23:59") == 1439);
  for (const std::string text : {"", "+7", "+7:00", "+0700", "07:00", "+24:00", "+07:60", "+07-00",
                                 "+07:00 ", "UTC", "+-7:00"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_utc_offset(text));
  }
}

TEST_CASE("today in Vietnam changes at 17:00 UTC") {
  CHECK(today_in_vietnam("2026-11-21T16:59:59Z") == "2026-11-21");
  CHECK(today_in_vietnam("2026-11-21T17:00:00Z") == "2026-11-22");
  CHECK(today_in_vietnam("2026-11-22T00:00:00+07:00") == "2026-11-22");
  CHECK(today_in_vietnam("2026-11-21T23:59:59.999+07:00") == "2026-11-21");
  CHECK(today_in_vietnam("2026-11-21T12:00:00-05:00") == "2026-11-22");
  CHECK(today_in_vietnam("2026-11-22T06:59:59+14:00") == "2026-11-21");
  CHECK(today_in_vietnam("2024-02-28T17:00:00Z") == "2024-02-29");
  CHECK(today_in_vietnam("2026-12-31T17:00:00Z") == "2027-01-01");
}

TEST_CASE("moments before 1970 fall on the day they are in") {
  CHECK(day_at(Instant{-1}, 0) == -1);
  CHECK(day_at(Instant{-86400}, 0) == -1);
  CHECK(day_at(Instant{-86401}, 0) == -2);
  CHECK(instant_of("1970-01-01T00:00:00+07:00") == Instant{-25200});
  CHECK(clock_at(Instant{-60}, 0) == "23:59");
}

TEST_CASE("a moment is read with its offset, whatever its notation") {
  const Instant moment = instant_of("2026-11-22T09:00:00+07:00");
  CHECK(moment.seconds == 1795312800);
  CHECK(instant_of("2026-11-22t02:00:00z") == moment);
  CHECK(instant_of("2026-11-22T02:00:00.000000Z") == moment);
  CHECK(instant_of("2026-11-21T22:30:00-03:30") == moment);
  // A leap second counts as the last second of its minute.
  CHECK(instant_of("2016-12-31T23:59:60Z") == instant_of("2016-12-31T23:59:59Z"));
}

TEST_CASE("a time without an offset, or of another form, is refused with an example") {
  for (const std::string text :
       {"2026-11-22T09:00:00", "2026-11-22", "2026-11-22T09:00:00+7", "2026-11-22T09:00:00+0700",
        "2026-11-22 09:00:00Z", "2026-11-22T09:00Z", "2026-11-22T24:00:00Z", "2026-11-22T09:60:00Z",
        "2026-11-22T09:00:61Z", "2026-02-30T09:00:00Z", "2026-11-22T09:00:00.Z",
        "2026-11-22T09:00:00,5Z", "2026-11-22T9:00:00+07:00", "1969-12-31T23:59:59Z",
        "2200-01-01T00:00:00Z", "2026-11-22T09:00:00Zx", "now", ""}) {
    CAPTURE(text);
    const auto instant = parse_timestamp(text);
    REQUIRE_FALSE(instant);
    CHECK(instant.error().problem.find("offset") != std::string::npos);
    CHECK(instant.error().remedy.find("+07:00") != std::string::npos);
  }
}

TEST_CASE("a moment is written with its offset and read back as itself") {
  const Instant moment = instant_of("2026-11-22T09:05:07+07:00");
  CHECK(timestamp_at(moment, vietnam_minutes) == "2026-11-22T09:05:07+07:00");
  CHECK(timestamp_at(moment, 0) == "2026-11-22T02:05:07Z");
  CHECK(timestamp_at(moment, -210) == "2026-11-21T22:35:07-03:30");
  CHECK(clock_at(moment, vietnam_minutes) == "09:05");
  for (const int offset : {-720, -210, 0, 345, 420, 840}) {
    CHECK(instant_of(timestamp_at(moment, offset)) == moment);
  }
}
