// Phone numbers as people in Vietnam write them: today's, yesterday's, and foreign ones.
#include "form/phone.hpp"

#include <doctest/doctest.h>

#include "form_support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

std::string phone(std::string_view raw) {
  const std::string value = value_of(normalize_phone(raw));
  // What was normalized stays as it is.
  if (value != "issue") CHECK(value_of(normalize_phone(value)) == value);
  return value;
}

Issue issue(std::string_view raw) {
  return issue_of(normalize_phone(raw));
}

}  // namespace

TEST_CASE("every mobile prefix in use is a mobile number of ten digits") {
  for (const std::string prefix :
       {"032", "033", "034", "035", "036", "037", "038", "039", "052", "055", "056", "058",
        "059", "070", "076", "077", "078", "079", "081", "082", "083", "084", "085", "086",
        "087", "088", "089", "090", "091", "092", "093", "094", "096", "097", "098", "099"}) {
    CAPTURE(prefix);
    CHECK(phone(prefix + "1234567") == "+84" + prefix.substr(1) + "1234567");
    CHECK(issue(prefix + "123456") == Issue{IssueCode::phone_mobile_length, "9", {}});
  }
  CHECK(issue("09123456789") == Issue{IssueCode::phone_mobile_length, "11", {}});
  CHECK(issue("0912") == Issue{IssueCode::phone_mobile_length, "4", {}});
}

TEST_CASE("a landline is eleven digits with its area code") {
  CHECK(phone("02839743179") == "+842839743179");
  CHECK(phone("02439743179") == "+842439743179");
  CHECK(phone("02363123456") == "+842363123456");
  CHECK(phone("02923123456") == "+842923123456");
  CHECK(issue("0283974317") == Issue{IssueCode::phone_landline_length, "10", {}});
  CHECK(issue("028397431790") == Issue{IssueCode::phone_landline_length, "12", {}});
}

TEST_CASE("the company's old hotline is a mobile number today and is never rewritten") {
  CHECK(phone("08.3974 3179") == "+84839743179");
  CHECK(phone("0839743179") == "+84839743179");
  CHECK(phone("+84 83 974 3179") == "+84839743179");
}

TEST_CASE("the country code may be written in any way") {
  for (const std::string raw :
       {"0912345678", "+84912345678", "84912345678", "0084912345678", "+84 (0)912 345 678",
        "+840912345678", "0912.345.678", "0912-345-678", "(0912) 345 678", " 0912 345 678\t",
        "0912/345/678", "+84-912-345-678", "00 84 912 345 678", "84 0912 345 678"}) {
    CAPTURE(raw);
    CHECK(phone(raw) == "+84912345678");
  }
  CHECK(phone("+84 28 3974 3179") == "+842839743179");
  CHECK(phone("842839743179") == "+842839743179");
}

TEST_CASE("eleven-digit mobiles from before 2018 are shown with today's prefix") {
  const std::pair<std::string, std::string> changed[] = {
      {"0120", "070"}, {"0121", "079"}, {"0122", "077"}, {"0126", "076"}, {"0128", "078"},
      {"0123", "083"}, {"0124", "084"}, {"0125", "085"}, {"0127", "081"}, {"0129", "082"},
      {"0162", "032"}, {"0163", "033"}, {"0164", "034"}, {"0165", "035"}, {"0166", "036"},
      {"0167", "037"}, {"0168", "038"}, {"0169", "039"}, {"0186", "056"}, {"0188", "058"},
      {"0199", "059"}};
  for (const auto& [before, after] : changed) {
    CAPTURE(before);
    const Issue expected{IssueCode::phone_old_mobile, after + "4567890", before};
    CHECK(issue(before + "4567890") == expected);
    CHECK(issue("+84" + before.substr(1) + "4567890") == expected);
    CHECK(phone(expected.detail) != "issue");
  }
  // Prefixes that were never given out, and other lengths, are no old mobiles.
  CHECK(issue("01604567890").code == IssueCode::phone_prefix);
  CHECK(issue("0168456789").code == IssueCode::phone_prefix);
}

TEST_CASE("area codes from before 2017 are explained, with today's number where it is certain") {
  CHECK(issue("0439743179") == Issue{IssueCode::phone_old_hanoi, "02439743179", {}});
  CHECK(issue("05113123456") == Issue{IssueCode::phone_old_landline, {}, {}});
  CHECK(issue("03203123456") == Issue{IssueCode::phone_old_landline, {}, {}});
  CHECK(issue("07103123456") == Issue{IssueCode::phone_old_landline, {}, {}});
  CHECK(issue("0613123456") == Issue{IssueCode::phone_old_landline, {}, {}});
}

TEST_CASE("a forgotten zero is noticed and the number with it proposed") {
  CHECK(issue("912345678") == Issue{IssueCode::phone_no_zero, "0912345678", {}});
  CHECK(issue("2839743179") == Issue{IssueCode::phone_no_zero, "02839743179", {}});
  CHECK(issue("847654321") == Issue{IssueCode::phone_no_zero, "0847654321", {}});
}

TEST_CASE("foreign numbers keep their country code") {
  CHECK(phone("+1 212 555 0100") == "+12125550100");
  CHECK(phone("0044 20 7946 0000") == "+442079460000");
  CHECK(phone("+65 6123 4567") == "+6561234567");
  CHECK(issue("+1234567").code == IssueCode::phone_foreign);
  CHECK(phone("+12345678") == "+12345678");
  CHECK(phone("+123456789012345") == "+123456789012345");
  CHECK(issue("+1234567890123456").code == IssueCode::phone_foreign);
  CHECK(issue("+0123456789").code == IssueCode::phone_foreign);
  CHECK(issue("00").code == IssueCode::phone_foreign);
}

TEST_CASE("numbers that do not exist in Vietnam are refused by their first digits") {
  CHECK(issue("0112345678") == Issue{IssueCode::phone_prefix, "011", {}});
  CHECK(issue("113") == Issue{IssueCode::phone_prefix, "113", {}});
  CHECK(issue("19001234") == Issue{IssueCode::phone_prefix, "190", {}});
  CHECK(issue("0").code == IssueCode::phone_prefix);
  CHECK(issue("+84").code == IssueCode::phone_prefix);
}

TEST_CASE("anything but digits and separators is refused") {
  for (const std::string raw : {"khong co", "0912345678a", "0912 345 678 (Lan)", "tel:0912345678",
                                "0912345678 / Lan", "+", "++84912345678", "0912+345678",
                                "09①2345678", "---", "0912,345,678", "０９１２３４５６７８"}) {
    CAPTURE(raw);
    CHECK(issue(raw).code == IssueCode::phone_characters);
  }
}

TEST_CASE("an empty phone field is empty") {
  CHECK(phone("").empty());
  CHECK(phone(" \t ").empty());
}

TEST_CASE("a number is shown in the groups in which people write it") {
  const std::pair<const char*, const char*> cases[] = {
      {"0912345678", "0912 345 678"},       {"+84 912345678", "0912 345 678"},
      {"0084.38.555.1234", "0385 551 234"}, {"02838221234", "028 3822 1234"},
      {"+842438251234", "024 3825 1234"},   {"02363821234", "0236 382 1234"},
      {"0203.3825.123", "0203 382 5123"},   {"+1 650 253 0000", "+16502530000"},
      {"+4930123456", "+4930123456"}};
  for (const auto& [typed, shown] : cases) {
    CAPTURE(typed);
    const auto number = normalize_phone(typed);
    REQUIRE(std::holds_alternative<std::string>(number));
    CHECK(grouped_phone(std::get<std::string>(number)) == shown);
    // What is shown can be typed again.
    CHECK(normalize_phone(shown) == number);
  }
}
