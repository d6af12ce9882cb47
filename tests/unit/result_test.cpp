// Errors as people read them, and values that are either there or explained.
#include "base/result.hpp"

#include <doctest/doctest.h>

using namespace precall;

TEST_CASE("an error is one line that names place, problem and remedy") {
  CHECK(to_line(Error{"/rules/0", "no such effect", "write blocks"}) ==
        "/rules/0: no such effect; write blocks");
  CHECK(to_line(Error{"", "not valid JSON", ""}) == "not valid JSON");
  CHECK(to_line(Error{"a\nb", "c\r\nd", "e\nf"}) == "a b: c  d; e f");
}

TEST_CASE("a result holds a value or an error") {
  const Result<std::string> value = std::string("yes");
  CHECK(value);
  CHECK(value.value() == "yes");
  CHECK(value->size() == 3);
  const Result<std::string> error = Error{"here", "wrong", "mend it"};
  CHECK_FALSE(error);
  CHECK(error.error() == Error{"here", "wrong", "mend it"});
}
