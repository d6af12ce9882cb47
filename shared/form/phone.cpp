// Reads a phone number the way people in Vietnam write one.
#include "form/phone.hpp"

#include <algorithm>
#include <optional>

#include "form/text.hpp"

namespace precall {
namespace {

constexpr std::size_t mobile_digits = 10;
constexpr std::size_t landline_digits = 11;
constexpr std::size_t international_digits_min = 8;
constexpr std::size_t international_digits_max = 15;

struct ChangedPrefix {
  std::string_view before;
  std::string_view after;
};

// The change of 11-digit mobile numbers to 10 digits, 15 September to 15 November 2018.
constexpr ChangedPrefix changed_mobiles[] = {
    {"0120", "070"}, {"0121", "079"}, {"0122", "077"}, {"0126", "076"}, {"0128", "078"},
    {"0123", "083"}, {"0124", "084"}, {"0125", "085"}, {"0127", "081"}, {"0129", "082"},
    {"0162", "032"}, {"0163", "033"}, {"0164", "034"}, {"0165", "035"}, {"0166", "036"},
    {"0167", "037"}, {"0168", "038"}, {"0169", "039"}, {"0186", "056"}, {"0188", "058"},
    {"0199", "059"}};

// Area codes of the provinces since 2017 (Hanoi's 024 and Ho Chi Minh City's 028 are apart).
constexpr std::string_view area_codes =
    "203 204 205 206 207 208 209 210 211 212 213 214 215 216 218 219 220 221 222 225 226 227 228 "
    "229 232 233 234 235 236 237 238 239 251 252 254 255 256 257 258 259 260 261 262 263 269 270 "
    "271 272 273 274 275 276 277 290 291 292 293 294 296 297 299";

bool is_area_code(std::string_view number) {
  return number.starts_with("024") || number.starts_with("028") ||
         area_codes.find(number.substr(1, 3)) != std::string_view::npos;
}

bool is_mobile_prefix(char second, char third) {
  switch (second) {
    case '3':
      return third >= '2';
    case '5':
      return std::string_view("25689").find(third) != std::string_view::npos;
    case '7':
      return third == '0' || third >= '6';
    case '8':
      return third >= '1';
    default:
      return second == '9';
  }
}

// Copied numbers bring typographic spaces and dashes along.
std::string with_plain_separators(std::string_view raw) {
  std::string plain(raw);
  for (const std::string_view mark : {"\u00a0", "\u2009", "\u202f", "\u2010", "\u2011", "\u2013"}) {
    for (auto at = plain.find(mark); at != std::string::npos; at = plain.find(mark)) {
      plain.replace(at, mark.size(), " ");
    }
  }
  return plain;
}

// Digits with a + kept in front; nothing if there is any other character than separators.
std::optional<std::string> strip_separators(std::string_view raw) {
  std::string digits;
  for (const char c : with_plain_separators(raw)) {
    if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) {
      digits += c;
    } else if (std::string_view(" .-()/\t").find(c) == std::string_view::npos) {
      return std::nullopt;
    }
  }
  return digits;
}

// The national form, starting with 0, of a number written with Vietnam's country code.
std::optional<std::string> national_form(std::string_view number) {
  std::string_view rest;
  if (number.starts_with("+84")) {
    rest = number.substr(3);
  } else if (number.starts_with("0084")) {
    rest = number.substr(4);
  } else if (number.starts_with("84") && number.size() >= 11) {
    rest = number.substr(2);
  } else {
    return std::nullopt;
  }
  return (rest.starts_with("0") ? "" : "0") + std::string(rest);
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Checked<std::string> normalize_foreign(std::string_view digits) {
  if (digits.size() < international_digits_min || digits.size() > international_digits_max ||
      digits[0] == '0' || !all_digits(digits)) {
    return Issue{IssueCode::phone_foreign, {}, {}};
  }
  return "+" + std::string(digits);
}

// Numbers as they were before the changes of 2017 and 2018, told apart from today's by length.
std::optional<Issue> find_old_number(const std::string& number) {
  if (number.size() == landline_digits) {
    for (const ChangedPrefix& changed : changed_mobiles) {
      if (number.starts_with(changed.before)) {
        return Issue{IssueCode::phone_old_mobile,
                     std::string(changed.after) + number.substr(changed.before.size()),
                     std::string(changed.before)};
      }
    }
    // Provinces had four-digit codes such as 0511; mobiles with these starts have 10 digits.
    if (number[1] == '3' || number[1] == '5' || number[1] == '7') {
      return Issue{IssueCode::phone_old_landline, {}, {}};
    }
  }
  if (number.size() == mobile_digits && number.starts_with("04")) {
    return Issue{IssueCode::phone_old_hanoi, "024" + number.substr(2), {}};
  }
  const bool complete = number.size() == mobile_digits || number.size() == landline_digits;
  if (number.starts_with("02") && complete && !is_area_code(number))
    return Issue{IssueCode::phone_old_landline, {}, {}};
  if (number.starts_with("06")) return Issue{IssueCode::phone_old_landline, {}, {}};
  return std::nullopt;
}

Checked<std::string> normalize_national(const std::string& number) {
  if (auto old = find_old_number(number)) return *std::move(old);
  const char second = number.size() > 1 ? number[1] : ' ';
  const bool mobile =
      second == '3' || second == '5' || second == '7' || second == '8' || second == '9';
  if (mobile && number.size() != mobile_digits) {
    return Issue{IssueCode::phone_mobile_length, std::to_string(number.size()), {}};
  }
  if (second == '2' && number.size() != landline_digits) {
    return Issue{IssueCode::phone_landline_length, std::to_string(number.size()), {}};
  }
  if (mobile ? !is_mobile_prefix(second, number[2]) : second != '2') {
    return Issue{IssueCode::phone_prefix, number.substr(0, 3), {}};
  }
  return "+84" + number.substr(1);
}

}  // namespace

std::string grouped_phone(const std::string& e164) {
  if (!e164.starts_with("+84")) return e164;
  std::string number = "0" + e164.substr(3);
  if (number.size() == mobile_digits) return number.insert(7, " ").insert(4, " ");
  // Hanoi and Ho Chi Minh City have three-digit codes before eight digits, the provinces four.
  const bool city = number.starts_with("024") || number.starts_with("028");
  return number.insert(7, " ").insert(city ? 3 : 4, " ");
}

Checked<std::string> normalize_phone(std::string_view raw) {
  const std::string_view trimmed = trim(raw);
  if (trimmed.empty()) return std::string();
  const auto number = strip_separators(trimmed);
  if (!number || number->empty() || *number == "+") {
    return Issue{IssueCode::phone_characters, {}, {}};
  }
  if (const auto national = national_form(*number)) return normalize_national(*national);
  if (number->starts_with("+")) return normalize_foreign(std::string_view(*number).substr(1));
  if (number->starts_with("00")) return normalize_foreign(std::string_view(*number).substr(2));
  if (number->starts_with("0")) return normalize_national(*number);
  // Nine digits that make a mobile number once the 0 is there: the most common slip.
  const std::string with_zero = "0" + *number;
  if (std::holds_alternative<std::string>(normalize_national(with_zero))) {
    return Issue{IssueCode::phone_no_zero, with_zero, {}};
  }
  return Issue{IssueCode::phone_prefix, number->substr(0, 3), {}};
}

}  // namespace precall
