// Lines and longer texts: white space, length in characters, and characters without a place.
#include "form/text.hpp"

#include <doctest/doctest.h>

#include "base/limits.hpp"
#include "form_support.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

TEST_CASE("a line is trimmed and may be as long as the limit in characters, not bytes") {
  CHECK(value_of(normalize_line("  Nguyễn Thị Ánh \t")) == "Nguyễn Thị Ánh");
  CHECK(value_of(normalize_line("")).empty());
  for (const std::string letter : {"a", "ệ", "😀"}) {
    CAPTURE(letter);
    const std::string longest = repeated(letter, limits::line_characters_max);
    CHECK(value_of(normalize_line(" " + longest + " ")) == longest);
    CHECK(issue_of(normalize_line(longest + letter)) == Issue{IssueCode::too_long, "200", "201"});
  }
}

TEST_CASE("a text may be as long as its limit in characters, its line ends counted once") {
  const std::string longest = repeated("ữ", limits::text_characters_max);
  CHECK(value_of(normalize_text(longest)) == longest);
  CHECK(issue_of(normalize_text(longest + "a")) == Issue{IssueCode::too_long, "4000", "4001"});
  const std::string lines = repeated("a\r\n", limits::text_characters_max / 2 - 1) + "ab";
  CHECK(count_characters(value_of(normalize_text(lines))) == limits::text_characters_max);
}

TEST_CASE("line ends of every kind become one newline") {
  CHECK(value_of(normalize_text("a\r\nb\rc\nd\r\r\ne")) == "a\nb\nc\nd\n\ne");
  CHECK(value_of(normalize_text("\r\n a\tb \r\n")) == "a\tb");
}

TEST_CASE("control characters have no place in lines and texts") {
  for (const char c : {'\x01', '\x07', '\x0b', '\x1b', '\x7f'}) {
    const std::string text = std::string("a") + c + "b";
    CHECK(issue_of(normalize_line(text)).code == IssueCode::control_characters);
    CHECK(issue_of(normalize_text(text)).code == IssueCode::control_characters);
  }
  CHECK(issue_of(normalize_line(std::string_view("a\0b", 3))).code ==
        IssueCode::control_characters);
  CHECK(issue_of(normalize_line("a\nb")).code == IssueCode::control_characters);
  CHECK(issue_of(normalize_line("a\tb")).code == IssueCode::control_characters);
}

TEST_CASE("characters are counted and taken whole") {
  CHECK(count_characters("") == 0);
  CHECK(count_characters("Điều 6") == 6);
  CHECK(count_characters("😀é") == 2);
  CHECK(first_character("điều") == "đ");
  CHECK(first_character("😀x") == "😀");
  CHECK(first_character("a") == "a");
}

TEST_CASE("only ASCII white space is trimmed and only ASCII letters are lowered") {
  CHECK(trim(" \t\r\n\f a b \n") == "a b");
  CHECK(trim("") == "");
  CHECK(trim(" \n ") == "");
  CHECK(trim("\u00a0a") == "\u00a0a");
  CHECK(lower_ascii("AZaz09Đ") == "azaz09Đ");
}
