// What a line of the log looks like, whatever its values hold.
#include "sync/log_line.hpp"

#include <doctest/doctest.h>

using namespace precall;
using namespace precall::sync;

TEST_CASE("a bare word stands as it is, everything else in quotes, nothing not at all") {
  CHECK(log_line("accepted", {{"id", "a-1"}, {"form", ""}, {"target", "mail box"}}) ==
        "event=accepted id=a-1 target=\"mail box\"");
  CHECK(log_line("spool scanned") == "event=\"spool scanned\"");
}

TEST_CASE("no value begins another field or another line") {
  CHECK(log_line("delivery", {{"reason", "503 \"busy\" state=delivered\nevent=accepted"}}) ==
        R"(event=delivery reason="503 \"busy\" state=delivered\nevent=accepted")");
  CHECK(log_line("x", {{"reason", "a=b"}}) == "event=x reason=\"a=b\"");
}

TEST_CASE("an error is told with its place and what to do") {
  CHECK(log_line("nothing stored", Error{"/var/spool.db", "disk full", "free space"}) ==
        "event=\"nothing stored\" place=/var/spool.db problem=\"disk full\" remedy=\"free space\"");
}
