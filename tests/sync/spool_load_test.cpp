// The spool with many rows and under many hands: no request looks at more than it needs, and what
// threads do at once happens once.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "failing_disk.hpp"
#include "spool_support.hpp"

struct sqlite3_api_routines;

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

// While one lives, it sees the connection that is opened. One at a time.
class Connection {
 public:
  Connection() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(seen)); }
  ~Connection() { sqlite3_reset_auto_extension(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  static sqlite3*& last() {
    static sqlite3* connection = nullptr;
    return connection;
  }

 private:
  static int seen(sqlite3* connection, char**, const sqlite3_api_routines*) {
    last() = connection;
    return SQLITE_OK;
  }
};

// The greatest number of SQLite's steps that one run of each kept statement took since last asked.
std::map<std::string, int> steps_a_run(sqlite3* connection) {
  std::map<std::string, int> steps;
  sqlite3_stmt* statement = nullptr;
  while ((statement = sqlite3_next_stmt(connection, statement)) != nullptr) {
    const int runs = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_RUN, 1);
    const int taken = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
    if (runs > 0) steps[sqlite3_sql(statement)] = taken / runs;
  }
  return steps;
}

std::vector<Arrival> batch(int first, int count) {
  std::vector<Arrival> arrivals;
  for (int n = first; n < first + count; ++n) {
    arrivals.push_back(arrival_of(spooled(numbered_id(n))));
  }
  return arrivals;
}

// Each request and each act once, on few rows.
void use_all(Spool& spool) {
  const std::string id = numbered_id(19000);
  const Instant now{test_now.seconds + 1};
  REQUIRE(spool.accept(batch(20000, 1), {"file", "mail"}));
  REQUIRE(spool.find(id, "x"));
  const auto claim = spool.claim("file", now);
  REQUIRE(claim.value());
  REQUIRE_FALSE(spool.finish(*claim.value(), {DeliveryState::held, "test", "", now}, now));
  REQUIRE(spool.next_due("file").value());
  REQUIRE(spool.counts());
  REQUIRE(spool.deliveries({}, "", 10)->size() == 10);
  REQUIRE(spool.deliveries({}, "held", 10)->size() == 1);
  REQUIRE(spool.deliveries({id, ""}, "", 10)->size() == 2);
  REQUIRE(spool.deliveries({"", "mail"}, "held", 10)->empty());
  REQUIRE(spool.journal(id));
  REQUIRE(spool.release({claim.value()->submission.id, ""}, "test", now).value() == 1);
  REQUIRE(spool.discard({id, ""}, "test", now).value() == 2);
  REQUIRE(spool.erase(numbered_id(19001), "test", now).value() == 1);
  REQUIRE(spool.expire(Instant{test_now.seconds - 1}, now)->submissions == 0);
  REQUIRE(spool.recover(now).value() == 0);
}

}  // namespace

TEST_CASE("no request gets slower with the number of rows") {
  const TemporaryDirectory directory;
  const Connection connection;
  const auto spool = open_spool(directory);
  for (int n = 0; n < 20000; n += 1000) {
    REQUIRE(spool->accept(batch(n, 1000), {"file", "mail"}));
  }
  steps_a_run(connection.last());
  use_all(*spool);
  const auto steps = steps_a_run(connection.last());
  CHECK(steps.size() > 20);
  for (const auto& [sql, taken] : steps) {
    CAPTURE(sql);
    CHECK(taken < 500);
  }
}

TEST_CASE("threads that accept, send, ask and decide at once lose nothing and do nothing twice") {
  const TemporaryDirectory directory;
  constexpr int count = 120;
  const std::vector<std::string> targets = {"file", "mail"};
  std::atomic<int> failures = 0;
  std::atomic<bool> done = false;
  std::map<std::string, std::set<std::string>> sent;
  {
    const auto spool = open_spool(directory);
    const auto send = [&](const std::string& target, std::set<std::string>& ids) {
      while (ids.size() < count) {
        const auto claim = spool->claim(target, test_now);
        if (!claim) ++failures;
        if (!claim || !claim.value()) continue;
        if (!ids.insert(claim.value()->submission.id).second) ++failures;
        const Transition delivered{DeliveryState::delivered, "", "remote", test_now};
        if (spool->finish(*claim.value(), delivered, test_now)) ++failures;
      }
    };
    std::vector<std::thread> threads;
    for (const std::string& target : targets) {
      threads.emplace_back(send, target, std::ref(sent[target]));
    }
    threads.emplace_back([&] {
      while (!done) {
        if (!spool->counts() || !spool->deliveries({}, "delivered", 5)) ++failures;
        if (!spool->release({numbered_id(7), ""}, "test", test_now)) ++failures;
        if (!spool->scan({}, test_now)) ++failures;
      }
    });
    for (int n = 0; n < count; n += 8) {
      if (!spool->accept(batch(n, 8), targets)) ++failures;
    }
    threads[0].join();
    threads[1].join();
    done = true;
    threads[2].join();
  }
  CHECK(failures == 0);
  CHECK(by_hand(directory,
                "SELECT count(*) FROM deliveries WHERE state = 'delivered' AND attempts = 1"
                " AND remote_id = 'remote'") == std::vector<std::string>{"240"});
  const auto report = open_spool(directory)->scan({}, test_now);
  REQUIRE(report);
  CHECK(report->submissions == count);
  CHECK(report->chain_broken_at.empty());
}

TEST_CASE("a checkpoint that fails is no failure of the commit, but of everything after") {
  const TemporaryDirectory directory;
  FailingDisk disk;
  int stored = 0;
  {
    const auto spool = open_spool(directory);
    disk.set(DiskFault::file_sync_fails);
    while (!spool->broken() && stored < 40000) {
      REQUIRE(spool->accept(batch(stored, 500), {"file"}));
      stored += 500;
    }
    CHECK(spool->broken());
    const auto next = spool->accept(batch(stored, 1), {"file"});
    REQUIRE_FALSE(next);
    CHECK(next.error().problem.find("SQLite says: disk I/O error") != std::string::npos);
    disk.set(DiskFault::none);
  }
  const auto report = open_spool(directory)->scan({}, test_now);
  REQUIRE(report);
  CHECK(report->submissions == stored);
}
