// The spool: what was receipted stays, whatever happens; what failed was never receipted.
#include "sync/spool.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "failing_disk.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

const std::vector<std::string> one_target = {"file"};

Stored accept(Spool& spool, const SpooledSubmission& submission) {
  const auto outcome = accept_one(spool, submission, one_target);
  REQUIRE(outcome);
  const auto* stored = std::get_if<Stored>(&outcome.value());
  REQUIRE(stored != nullptr);
  return *stored;
}

// "target state=count", space separated.
std::string counts(Spool& spool) {
  std::string text;
  const auto counts = spool.counts();
  REQUIRE(counts);
  for (const StateCount& item : counts.value()) {
    text += (text.empty() ? "" : " ") + item.target + " " + item.state + "=" +
            std::to_string(item.count);
  }
  return text;
}

}  // namespace

TEST_CASE("the same id with the same bytes gets the receipt it got first") {
  const TemporaryDirectory directory;
  const auto spool = open_spool(directory);
  const SpooledSubmission first = spooled(id_one);
  CHECK_FALSE(accept(*spool, first).repeated);
  SpooledSubmission again = first;
  again.receipt = "another receipt";
  const Stored stored = accept(*spool, again);
  CHECK(stored.repeated);
  CHECK(stored.receipt == first.receipt);
  CHECK(counts(*spool) == "file accepted=1");
}

TEST_CASE("the same id with other bytes is told apart and changes nothing") {
  const TemporaryDirectory directory;
  const auto spool = open_spool(directory);
  const SpooledSubmission first = spooled(id_one);
  accept(*spool, first);
  const SpooledSubmission other = spooled(id_one, "{\"id\":\"y\"}");
  const auto outcome = accept_one(*spool, other, one_target);
  REQUIRE(outcome);
  CHECK(std::holds_alternative<IdTaken>(outcome.value()));
  const auto found = spool->find(id_one, other.sha256);
  REQUIRE(found);
  REQUIRE(found.value());
  CHECK(std::holds_alternative<IdTaken>(*found.value()));
  const auto claim = spool->claim("file", test_now);
  REQUIRE(claim);
  CHECK(claim.value()->submission.bytes == first.bytes);
}

TEST_CASE("what was accepted survives reopening, byte for byte") {
  const TemporaryDirectory directory;
  const std::string bytes = "{\"id\":\"" + std::string(1, '\0') + "\xFF\"}";
  accept(*open_spool(directory), spooled(id_one, bytes));
  const auto spool = open_spool(directory);
  const auto claim = spool->claim("file", test_now);
  REQUIRE(claim);
  REQUIRE(claim.value());
  const SpooledSubmission expected = spooled(id_one, bytes);
  CHECK(claim.value()->submission.bytes == expected.bytes);
  CHECK(claim.value()->submission.sha256 == expected.sha256);
  CHECK(claim.value()->submission.receipt == expected.receipt);
  CHECK(claim.value()->submission.examined == expected.examined);
  CHECK(claim.value()->submission.received_at == test_now);
}

TEST_CASE("a delivery cut off while sending waits after a restart, and its attempt counts") {
  const TemporaryDirectory directory;
  {
    const auto spool = open_spool(directory);
    accept(*spool, spooled(id_one));
    REQUIRE(spool->claim("file", test_now));
    CHECK(counts(*spool) == "file sending=1");
  }
  const auto spool = open_spool(directory);
  CHECK(counts(*spool) == "file sending=1");
  const auto recovered = spool->recover(test_now);
  REQUIRE(recovered);
  CHECK(recovered.value() == 1);
  CHECK(counts(*spool) == "file waiting=1");
  const auto claim = spool->claim("file", test_now);
  REQUIRE(claim);
  REQUIRE(claim.value());
  CHECK(claim.value()->attempt == 2);
}

TEST_CASE("a claimed delivery is not claimed twice, and finished ones never again") {
  const TemporaryDirectory directory;
  const auto spool = open_spool(directory);
  accept(*spool, spooled(id_one));
  const auto claim = spool->claim("file", test_now);
  REQUIRE(claim);
  REQUIRE(claim.value());
  CHECK_FALSE(spool->claim("file", test_now).value());
  const Transition delivered{DeliveryState::delivered, "", "name.json", test_now};
  CHECK_FALSE(spool->finish(*claim.value(), delivered, test_now));
  CHECK(counts(*spool) == "file delivered=1");
  CHECK_FALSE(spool->claim("file", Instant{test_now.seconds + 1000000}).value());
  CHECK_FALSE(spool->next_due("file").value());
}

TEST_CASE("a waiting delivery is claimed when it is due and not before") {
  const TemporaryDirectory directory;
  const auto spool = open_spool(directory);
  accept(*spool, spooled(id_one));
  const Instant later{test_now.seconds + 60};
  const auto claim = spool->claim("file", test_now);
  REQUIRE(claim.value());
  CHECK_FALSE(spool->finish(*claim.value(), {DeliveryState::waiting, "down", "", later}, test_now));
  CHECK_FALSE(spool->claim("file", test_now).value());
  CHECK(spool->next_due("file").value() == later);
  CHECK(spool->claim("file", later).value());
}

TEST_CASE("every target has a delivery of its own") {
  const TemporaryDirectory directory;
  const auto spool = open_spool(directory);
  REQUIRE(accept_one(*spool, spooled(id_one), {"file", "mail"}));
  REQUIRE(spool->claim("mail", test_now).value());
  CHECK(counts(*spool) == "file accepted=1 mail sending=1");
}

TEST_CASE("a spool in use is not opened a second time") {
  const TemporaryDirectory directory;
  const auto spool = open_spool(directory);
  const auto second = SqliteSpool::open(directory.path("spool.db"));
  REQUIRE_FALSE(second);
  CHECK(second.error().problem == "another process is using the spool");
}

TEST_CASE("all that open a spool at once get it in turn") {
  const TemporaryDirectory directory;
  open_spool(directory);
  std::atomic<int> refused = 0;
  const auto look = [&] {
    for (int round = 0; round < 10; ++round) {
      if (!SqliteSpool::open(directory.path("spool.db"))) ++refused;
    }
  };
  std::vector<std::thread> processes;
  for (int at = 0; at < 3; ++at) processes.emplace_back(look);
  for (std::thread& process : processes) process.join();
  CHECK(refused == 0);
}

TEST_CASE("nobody else can read the spool") {
  const TemporaryDirectory directory;
  const auto spool = open_spool(directory);
  accept(*spool, spooled(id_one));
  for (const char* name : {"spool.db", "spool.db-wal"}) {
    struct stat status = {};
    CHECK(::stat(directory.path(name).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
  }
}

TEST_CASE("a file that is no spool is refused and left alone") {
  const TemporaryDirectory directory;
  const auto missing = SqliteSpool::open(directory.path("missing/spool.db"));
  REQUIRE_FALSE(missing);
  CHECK(missing.error().place == directory.path("missing/spool.db"));
  {
    const auto other = Database::open(directory.path("other.db"));
    REQUIRE(other);
    CHECK_FALSE(other.value()->transaction([&] { other.value()->execute("CREATE TABLE t (x)"); }));
  }
  const auto other = SqliteSpool::open(directory.path("other.db"));
  REQUIRE_FALSE(other);
  CHECK(other.error().problem == "is a database, but not a spool");
}

TEST_CASE("a disk that cannot write or sync gives an error, no receipt, and breaks the spool") {
  for (const DiskFault fault : {DiskFault::write_fails, DiskFault::sync_fails}) {
    CAPTURE(static_cast<int>(fault));
    const TemporaryDirectory directory;
    FailingDisk disk;
    {
      const auto spool = open_spool(directory);
      accept(*spool, spooled(id_one));
      disk.set(fault);
      CHECK_FALSE(accept_one(*spool, spooled(id_two), one_target));
      CHECK(spool->broken());
      disk.set(DiskFault::none);
      // A sync that failed may have lost pages for good: a healthy disk does not heal this process.
      CHECK_FALSE(accept_one(*spool, spooled(id_two), one_target));
      CHECK_FALSE(spool->claim("file", test_now));
    }
    const auto spool = open_spool(directory);
    CHECK(counts(*spool) == "file accepted=1");
  }
}

TEST_CASE("a full disk refuses new work, keeps the old, and goes on when there is space") {
  const TemporaryDirectory directory;
  FailingDisk disk;
  const auto spool = open_spool(directory);
  accept(*spool, spooled(id_one));
  disk.set(DiskFault::disk_full);
  CHECK_FALSE(accept_one(*spool, spooled(id_two), one_target));
  CHECK_FALSE(spool->broken());
  CHECK(counts(*spool) == "file accepted=1");
  disk.set(DiskFault::none);
  accept(*spool, spooled(id_two));
  CHECK(counts(*spool) == "file accepted=2");
}
