// The start, retention and the watch, over the real spool with one that is damaged on purpose.
#include "sync/upkeep.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "support.hpp"
#include "sync/receipt.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;
using std::chrono::seconds;

namespace {

void change(const TemporaryDirectory& directory, const std::string& sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(directory.path("spool.db").c_str(), &database) == SQLITE_OK);
  CHECK(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  CHECK(sqlite3_changes(database) > 0);
  sqlite3_close(database);
}

std::string state_of(Spool& spool, std::string_view id) {
  const auto rows = spool.deliveries(Selection{std::string(id), {}}, "", 10);
  REQUIRE(rows);
  REQUIRE(rows->size() == 1);
  return rows->front().state;
}

bool logged(const TestEdges& outside, const std::string& text) {
  return std::any_of(outside.log->begin(), outside.log->end(),
                     [&](const std::string& line) { return line.find(text) != std::string::npos; });
}

struct Parts {
  TemporaryDirectory directory;
  TestEdges outside;
  PolicyBook policies = test_policies();
  std::unique_ptr<Spool> spool = open_spool(directory);
  Metrics metrics;
  Intake intake{*spool, policies, {"file"}, [](const Receipt&) { return "{}"; }, outside.edges()};
};

constexpr std::int64_t day = 86400;

// A running process, as far as retention goes.
struct Retaining {
  Retaining(Parts& parts, const Config& config, const Edges& edges)
      : spool(*parts.spool),
        committer(parts.intake, parts.metrics, [] {}),
        upkeep(spool, committer, background, config, edges) {}
  // What it had to do is done then; for the end of a test.
  std::string state_after_look() {
    upkeep.look({});
    background.stop();
    return state_of(spool, id_one);
  }

  Spool& spool;
  Committer committer;
  Background background;
  Upkeep upkeep;
};

}  // namespace

TEST_CASE("at the start damaged requests are quarantined and named in the log") {
  const TemporaryDirectory directory;
  {
    const auto spool = open_spool(directory);
    REQUIRE(accept_one(*spool, spooled(id_one)));
    REQUIRE(accept_one(*spool, spooled(id_two, "{\"id\":\"y\"}")));
  }
  change(directory, "UPDATE submissions SET bytes = CAST('{}' AS BLOB) WHERE id = '" +
                        std::string(id_one) + "'");
  const auto spool = open_spool(directory);
  TestEdges outside;
  CHECK_FALSE(prepare(*spool, test_config(directory), outside.edges()));
  CHECK(state_of(*spool, id_one) == "quarantined");
  CHECK(state_of(*spool, id_two) == "accepted");
  CHECK(logged(outside, "event=\"quarantined: its bytes do not match their digest\" id=" +
                            std::string(id_one)));
  CHECK_FALSE(logged(outside, std::string(id_two)));
}

TEST_CASE("retention erases what is older, and nothing without it") {
  for (const std::int64_t days : {0, 21, 19}) {
    CAPTURE(days);
    Parts parts;
    Config config = test_config(parts.directory);
    if (days > 0) config.retention_days = days;
    REQUIRE(accept_one(*parts.spool, spooled(id_one)));
    *parts.outside.now = Instant{test_now.seconds + 20 * day - 3600};
    Retaining retaining(parts, config, parts.outside.edges());
    *parts.outside.now = Instant{test_now.seconds + 20 * day};
    CHECK(retaining.state_after_look() == (days == 19 ? "expired" : "accepted"));
    CHECK(logged(parts.outside, "event=\"retention ended before delivery\" deliveries=1") ==
          (days == 19));
  }
}

TEST_CASE("a clock that is ahead at the start ends nothing until it has run for an hour") {
  Parts parts;
  Config config = test_config(parts.directory);
  config.retention_days = 14;
  REQUIRE(accept_one(*parts.spool, spooled(id_one)));
  *parts.outside.now = Instant{test_now.seconds + 20 * day};
  CHECK_FALSE(prepare(*parts.spool, config, parts.outside.edges()));
  Retaining retaining(parts, config, parts.outside.edges());
  *parts.outside.now = Instant{test_now.seconds + 20 * day + 3599};
  retaining.upkeep.look({});
  CHECK(state_of(*parts.spool, id_one) == "accepted");
  *parts.outside.now = Instant{test_now.seconds + 20 * day + 3600};
  CHECK(retaining.state_after_look() == "expired");
}

TEST_CASE("a clock that jumps while it runs ends nothing until it has run evenly for an hour") {
  Parts parts;
  Config config = test_config(parts.directory);
  config.retention_days = 365;
  REQUIRE(accept_one(*parts.spool, spooled(id_one)));
  Edges edges = parts.outside.edges();
  Instant steady{0};
  edges.steady = [&steady] { return steady; };
  Retaining retaining(parts, config, edges);
  const auto look_at = [&](std::int64_t ahead, std::int64_t since_start) {
    *parts.outside.now = Instant{test_now.seconds + ahead + since_start};
    steady = Instant{since_start};
    retaining.upkeep.look({});
  };
  look_at(0, 100000);
  // Wrong for some seconds, right again, and then wrong for good.
  look_at(400 * day, 100001 + 86400);
  look_at(0, 100005 + 86400);
  look_at(0, 200000 + 86400);
  look_at(400 * day, 380000);
  look_at(400 * day, 383599);
  CHECK(state_of(*parts.spool, id_one) == "accepted");
  look_at(400 * day, 383601);
  CHECK(retaining.state_after_look() == "expired");
  CHECK(logged(parts.outside,
               "event=\"the clock jumped: nothing expires for an hour\" seconds=34560000"));
}

TEST_CASE("while it runs, retention is looked at once a day") {
  Parts parts;
  Config config = test_config(parts.directory);
  config.retention_days = 1;
  REQUIRE(accept_one(*parts.spool, spooled(id_one)));
  Retaining retaining(parts, config, parts.outside.edges());
  for (const std::int64_t after : {std::int64_t{3600}, day + 1, day + 3599}) {
    *parts.outside.now = Instant{test_now.seconds + after};
    CHECK(retaining.upkeep.look({}).getting_on);
    // What it began in the background reads the clock before the test goes on.
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
  }
  CHECK(state_of(*parts.spool, id_one) == "accepted");
  *parts.outside.now = Instant{test_now.seconds + day + 3601};
  CHECK(retaining.state_after_look() == "expired");
}

TEST_CASE("a committer that answers nobody for long is not getting on; an idle one is") {
  Parts parts;
  std::atomic<bool> held = true;
  Edges edges = parts.outside.edges();
  edges.log = [&](LogLevel, const std::string&) {
    while (held) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  Intake intake(
      *parts.spool, parts.policies, {"file"}, [](const Receipt&) { return "{}"; }, edges);
  Committer committer(intake, parts.metrics, [] {});
  Background background;
  Upkeep upkeep(*parts.spool, committer, background, test_config(parts.directory),
                parts.outside.edges());
  const Upkeep::SteadyTime start{};
  CHECK(upkeep.look(start).getting_on);
  CHECK(upkeep.look(start + seconds(1000)).getting_on);
  REQUIRE(committer.take(support_request(parts.policies, id_one), [](const IntakeOutcome&) {}));
  CHECK(upkeep.look(start + seconds(1001)).getting_on);
  CHECK(upkeep.look(start + seconds(1030)).getting_on);
  CHECK_FALSE(upkeep.look(start + seconds(1031)).getting_on);
  held = false;
  committer.stop();
  CHECK(upkeep.look(start + seconds(1032)).getting_on);
}
