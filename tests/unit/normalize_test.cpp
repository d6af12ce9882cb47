// Fields by kind: which rule applies to which, and that normalizing twice changes nothing.
#include "form/normalize.hpp"

#include <doctest/doctest.h>

#include "form_support.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr FieldKind all_kinds[] = {FieldKind::name,    FieldKind::phone, FieldKind::email,
                                   FieldKind::website, FieldKind::line,  FieldKind::text,
                                   FieldKind::consent};

}  // namespace

TEST_CASE("every kind of field is normalized by its own rule") {
  CHECK(value_of(normalize_field(FieldKind::name, " Lan ")) == "Lan");
  CHECK(value_of(normalize_field(FieldKind::line, " HĐ-12 ")) == "HĐ-12");
  CHECK(value_of(normalize_field(FieldKind::phone, "0912 345 678")) == "+84912345678");
  CHECK(value_of(normalize_field(FieldKind::email, " a@b.vn ")) == "a@b.vn");
  CHECK(value_of(normalize_field(FieldKind::website, "HTTP//A.vn/")) == "http://a.vn");
  CHECK(value_of(normalize_field(FieldKind::text, "a\r\nb")) == "a\nb");
  CHECK(issue_of(normalize_field(FieldKind::line, "a\nb")).code == IssueCode::control_characters);
}

TEST_CASE("a consent is given by the one word true") {
  CHECK(value_of(normalize_field(FieldKind::consent, "true")) == "true");
  for (const std::string raw : {"", "false", "True", "yes", "1", " true", "unknown"}) {
    CAPTURE(raw);
    CHECK(value_of(normalize_field(FieldKind::consent, raw)).empty());
  }
}

TEST_CASE("an empty field of any kind is empty, not wrong") {
  for (const FieldKind kind : all_kinds) {
    CHECK(value_of(normalize_field(kind, "")).empty());
    CHECK(value_of(normalize_field(kind, " \t")).empty());
  }
}

TEST_CASE("what was normalized normalizes to itself, whatever was typed") {
  constexpr std::uint64_t seed = 77;
  CAPTURE(seed);
  Random random(seed);
  const std::vector<std::string> pieces = {
      "0912", "345", "678", "+84",     "84",  " ",    ".",     "-",    "/",    "(0)",
      "a",    "B",   "@",   "example", ".vn", "http", "https", ":",    "//",   "\\",
      ";",    "ệ",   "Đ",   "\r\n",    "\t",  "?",    "#",     "8080", "true", "_"};
  std::size_t accepted = 0;
  for (int i = 0; i < 200000; ++i) {
    std::string raw;
    for (std::size_t length = 1 + random.below(7); length > 0; --length) raw += random.pick(pieces);
    for (const FieldKind kind : all_kinds) {
      const auto first = normalize_field(kind, raw);
      const auto* value = std::get_if<std::string>(&first);
      if (value == nullptr) continue;
      ++accepted;
      const auto again = normalize_field(kind, *value);
      if (value_of(again) != *value) FAIL(raw, " gave ", *value, " and then ", value_of(again));
    }
  }
  CHECK(accepted > 100000);
}
