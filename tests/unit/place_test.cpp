// Places in documents, written as JSON Pointers.
#include "base/place.hpp"

#include <doctest/doctest.h>

using namespace precall;

TEST_CASE("a place is written as a pointer that escapes what RFC 6901 escapes") {
  CHECK(Place("").text().empty());
  CHECK(Place("/rules").text() == "/rules");
  CHECK(child("", "a").text() == "/a");
  CHECK(child("/a", std::size_t{12}).text() == "/a/12");
  CHECK(child("/a", "b/c~d").text() == "/a/b~1c~0d");
  CHECK(child("", "").text() == "/");
}

TEST_CASE("a place below another is written after it") {
  const Place rules = child("", "rules");
  const Place rule = child(rules, std::size_t{3});
  const Place when = child(rule, "when");
  CHECK(when.text() == "/rules/3/when");
  CHECK(child(when, "!").text() == "/rules/3/when/!");
}
