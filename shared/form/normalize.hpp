// What people type into a field, brought into one form, or an issue that says what is wrong with
// it. Language plays no part here: the session puts an issue into words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "policy/policy.hpp"

namespace precall {

enum class IssueCode {
  required,
  control_characters,     // characters that no keyboard means
  too_long,               // detail: the most characters allowed; extra: characters given
  phone_characters,       // something besides digits and separators
  phone_mobile_length,    // detail: digits given (a mobile number has 10)
  phone_landline_length,  // detail: digits given (a landline number has 11)
  phone_old_mobile,       // detail: the number with today's prefix; extra: the old prefix
  phone_old_landline,
  phone_old_hanoi,  // detail: the number with today's area code
  phone_prefix,     // no Vietnamese number starts so; detail: the first digits
  phone_no_zero,    // detail: the number with 0 before it
  phone_foreign,    // an international number that is too short or too long
  email_at,         // no @, or several; nothing before or after it
  email_space,
  email_characters,  // detail: the offending character
  email_domain,      // detail: the domain
  website_space,
  website_dot,         // no dot in the name
  website_characters,  // detail: the offending character
  website_form,        // anything else, like an empty label
  date_form,
  date_missing,  // the date does not exist; detail: as typed
  date_range,
  number_form,
  number_range,  // detail: least; extra: greatest
};

struct Issue {
  IssueCode code = IssueCode::required;
  std::string detail;
  std::string extra;

  bool operator==(const Issue&) const = default;
};

template <class T>
using Checked = std::variant<T, Issue>;

// The value of a text field as it is sent. Empty input gives an empty value: whether it may be
// empty is the form's business. Idempotent: a normalized value normalizes to itself.
// Precondition: `raw` is valid UTF-8 in NFC.
Checked<std::string> normalize_field(FieldKind kind, std::string_view raw);

// An answer typed as text: a whole number, or a date in day, month, year order or ISO 8601.
Checked<std::int64_t> parse_typed_answer(const Question& question, std::string_view raw);

}  // namespace precall
