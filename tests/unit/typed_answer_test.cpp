// Answers that are typed: whole numbers, and dates in the orders people use.
#include <doctest/doctest.h>

#include "base/date.hpp"
#include "form/normalize.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

Checked<std::int64_t> typed(std::string_view id, std::string_view raw) {
  const auto index = find_question(company().policy, id);
  REQUIRE(index.has_value());
  return parse_typed_answer(company().policy.questions[*index], raw);
}

std::string date(std::string_view raw) {
  const auto checked = typed("service_expiry_date", raw);
  const auto* day = std::get_if<std::int64_t>(&checked);
  return day == nullptr ? "issue" : iso_date(static_cast<Day>(*day));
}

std::int64_t number(std::string_view raw) {
  const auto checked = typed("prior_guidance_count", raw);
  const auto* value = std::get_if<std::int64_t>(&checked);
  return value == nullptr ? -1 : *value;
}

Issue issue(std::string_view id, std::string_view raw) {
  const auto checked = typed(id, raw);
  const auto* found = std::get_if<Issue>(&checked);
  return found == nullptr ? Issue{IssueCode::phone_prefix, "no issue", {}} : *found;
}

}  // namespace

TEST_CASE("dates are read in day, month, year order and in ISO order") {
  for (const std::string raw :
       {"22/11/2026", "22-11-2026", "22.11.2026", "22 11 2026", "2026-11-22", "2026/11/22",
        "22112026", " 22/11/2026 ", "22 / 11 / 2026"}) {
    CAPTURE(raw);
    CHECK(date(raw) == "2026-11-22");
  }
  CHECK(date("1/2/2027") == "2027-02-01");
  CHECK(date("01/02/2027") == "2027-02-01");
  CHECK(date("2027-2-1") == "2027-02-01");
  CHECK(date("29/02/2028") == "2028-02-29");
  CHECK(date("01/01/1970") == "1970-01-01");
  CHECK(date("31/12/2199") == "2199-12-31");
}

TEST_CASE("a date that is not in the calendar is named as it was typed") {
  for (const std::string raw : {"31/02/2026", "29/02/2027", "31/04/2026", "00/11/2026",
                                "22/13/2026", "11/22/2026", "31022026", "2026-02-31"}) {
    CAPTURE(raw);
    CHECK(issue("service_expiry_date", raw) == Issue{IssueCode::date_missing, raw, {}});
  }
}

TEST_CASE("a year out of range is refused as such") {
  for (const std::string raw : {"31/12/1969", "01/01/2200", "01/01/0026"}) {
    CAPTURE(raw);
    CHECK(issue("service_expiry_date", raw).code == IssueCode::date_range);
  }
}

TEST_CASE("a date of another form is refused: no year is guessed") {
  for (const std::string raw :
       {"22/11/26", "22/11", "2026", "221126", "ngày 22/11/2026", "22-Nov-2026", "22/11/2026/",
        "22/11/20266", "222/11/2026", "2026/11/2026", "-", "/", "22,11,2026",
        "2026-11-22T00:00:00Z", "unknown"}) {
    CAPTURE(raw);
    CHECK(issue("service_expiry_date", raw).code == IssueCode::date_form);
  }
}

TEST_CASE("whole numbers are read within their range") {
  CHECK(number("0") == 0);
  CHECK(number(" 7 ") == 7);
  CHECK(number("007") == 7);
  CHECK(number("1000") == 1000);
  for (const std::string raw : {"1001", "9999999999", "99999999999", "18446744073709551617"}) {
    CAPTURE(raw);
    CHECK(issue("prior_guidance_count", raw) == Issue{IssueCode::number_range, "0", "1000"});
  }
  for (const std::string raw : {"-1", "+1", "1.0", "1,0", "hai", "1 2", "0x1", "1e2", "２"}) {
    CAPTURE(raw);
    CHECK(issue("prior_guidance_count", raw).code == IssueCode::number_form);
  }
}

TEST_CASE("nothing typed is an answer that is missing") {
  for (const std::string id : {"service_expiry_date", "prior_guidance_count"}) {
    CHECK(issue(id, "").code == IssueCode::required);
    CHECK(issue(id, "  ").code == IssueCode::required);
  }
}
