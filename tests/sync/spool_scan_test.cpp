// Whatever somebody or something altered in the spool's file is found, and never sent.
#include <doctest/doctest.h>

#include <fstream>

#include "base/digest.hpp"
#include "base/hex.hpp"
#include "spool_support.hpp"
#include "sync/chain.hpp"
#include "sync/packing.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

void store(const TemporaryDirectory& directory, int count) {
  const auto spool = open_spool(directory);
  std::vector<Arrival> arrivals;
  for (int n = 1; n <= count; ++n) {
    arrivals.push_back(arrival_of(spooled(numbered_id(n), "{\"n\":" + std::to_string(n) + "}")));
  }
  REQUIRE(spool->accept(arrivals, {"file"}));
}

ScanReport scan(const TemporaryDirectory& directory, bool quarantine = false) {
  const auto report = open_spool(directory)->scan({.quarantine = quarantine}, test_now);
  REQUIRE(report);
  return report.value();
}

// The last digits of ids, space separated.
std::string numbers(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) {
    if (!id.empty()) text += (text.empty() ? "" : " ") + id.substr(35);
  }
  return text;
}

}  // namespace

TEST_CASE("a link is the digest of five lines, as anybody can work it out") {
  const std::string digest(64, 'a');
  const std::string receipt = R"({"format":"precall.receipt/1"})";
  const std::string first = chain_link(chain_start, id_one, digest, receipt);
  CHECK(first == "4b9db5990f247120b92d61e616580073dd2de9f222ce4fa95abef5ba6cac2e9b");
  CHECK(chain_link(first, id_two, digest, receipt) ==
        "abafd4f5ef469285d70b00b5fad3243381745a19ff822b37069c21789b31b8f5");
}

TEST_CASE("an untouched spool scans clean, and its chain runs over every acceptance") {
  const TemporaryDirectory directory;
  CHECK(scan(directory).chain_head.empty());
  store(directory, 3);
  REQUIRE(accept_one(*open_spool(directory), spooled(id_one)));
  store(directory, 3);  // repetitions
  std::string chain(chain_start);
  for (int n = 1; n <= 4; ++n) {
    const SpooledSubmission one =
        n == 4 ? spooled(id_one) : spooled(numbered_id(n), "{\"n\":" + std::to_string(n) + "}");
    chain = chain_link(chain, one.id, one.sha256, one.receipt);
  }
  const ScanReport report = scan(directory, true);
  CHECK(report.submissions == 4);
  CHECK(report.erased == 0);
  CHECK(report.damaged.empty());
  CHECK(report.unreceipted.empty());
  CHECK(report.chain_broken_at.empty());
  CHECK(report.chain_head == chain);
  CHECK(report.database.empty());
  CHECK(open_spool(directory)->claim("file", test_now).value());
}

TEST_CASE("the same submission twice in one list is stored once") {
  const TemporaryDirectory directory;
  {
    const auto spool = open_spool(directory);
    SpooledSubmission again = spooled(id_one);
    again.receipt = "another";
    const auto outcomes =
        spool->accept({arrival_of(spooled(id_one)), arrival_of(again),
                       arrival_of(spooled(id_one, "other")), arrival_of(spooled(id_two))},
                      {"file"});
    REQUIRE(outcomes);
    REQUIRE(outcomes->size() == 4);
    CHECK_FALSE(std::get<Stored>(outcomes.value()[0]).repeated);
    CHECK(std::get<Stored>(outcomes.value()[1]).repeated);
    CHECK(std::get<Stored>(outcomes.value()[1]).receipt == spooled(id_one).receipt);
    CHECK(std::holds_alternative<IdTaken>(outcomes.value()[2]));
    CHECK_FALSE(std::get<Stored>(outcomes.value()[3]).repeated);
  }
  const ScanReport report = scan(directory);
  CHECK(report.submissions == 2);
  CHECK(report.chain_broken_at.empty());
}

TEST_CASE("each way of altering a row is found") {
  struct Tampering {
    std::vector<std::string> statements;
    std::string damaged;
    std::string unreceipted;
    std::string broken_at;
    std::string database;
  };
  const std::string other = sha256_hex("other");
  const std::string packed = pack("other");
  const std::string packed_other =
      to_hex({reinterpret_cast<const std::uint8_t*>(packed.data()), packed.size()});
  const Tampering tamperings[] = {
      {{"UPDATE submissions SET bytes = CAST('other' AS BLOB) WHERE sequence = 2"},
       "2",
       "",
       "",
       ""},
      {{"UPDATE submissions SET bytes = x'" + packed_other + "', sha256 = '" + other +
        "' WHERE sequence = 2"},
       "",
       "2",
       "2",
       ""},
      {{"UPDATE submissions SET receipt = '{}' WHERE sequence = 2"}, "", "2", "2", ""},
      {{"UPDATE submissions SET receipt = 'no JSON' WHERE sequence = 2"}, "", "2", "2", ""},
      {{"UPDATE submissions SET receipt = replace(receipt, 'eligible', 'blocked')"
        " WHERE sequence = 2"},
       "",
       "",
       "2",
       ""},
      {{"UPDATE submissions SET id = replace(id, '0c1b', '0c1c') WHERE sequence = 2"},
       "",
       "2",
       "2",
       ""},
      {{"UPDATE submissions SET chain = '" + other + "' WHERE sequence = 3"}, "", "", "3", ""},
      {{"DELETE FROM deliveries WHERE submission = 1",
        "DELETE FROM submissions WHERE sequence = 1"},
       "",
       "",
       "2",
       ""},
      {{"DELETE FROM deliveries WHERE submission = 2",
        "DELETE FROM submissions WHERE sequence = 2"},
       "",
       "",
       "3",
       ""},
      {{"DELETE FROM deliveries WHERE submission = 4",
        "DELETE FROM submissions WHERE sequence = 4"},
       "",
       "",
       "",
       "submissions missing at the end: 1"},
      {{"DELETE FROM deliveries", "DELETE FROM submissions"},
       "",
       "",
       "",
       "submissions missing at the end: 4"},
      {{"UPDATE submissions SET bytes = NULL WHERE sequence = 3"}, "3", "", "", ""},
  };
  for (const Tampering& tampering : tamperings) {
    CAPTURE(tampering.statements.back());
    const TemporaryDirectory directory;
    store(directory, 4);
    for (const std::string& statement : tampering.statements) by_hand(directory, statement);
    const ScanReport report = scan(directory);
    CHECK(numbers(report.damaged) == tampering.damaged);
    CHECK(numbers(report.unreceipted) == tampering.unreceipted);
    CHECK(numbers({report.chain_broken_at}) == tampering.broken_at);
    CHECK(report.database == tampering.database);
  }
}

TEST_CASE("what the disk did to the file itself is found") {
  const TemporaryDirectory directory;
  store(directory, 4);
  std::string file = raw_files(directory);
  const std::size_t at = file.find(numbered_id(2));
  REQUIRE(at != std::string::npos);
  file[at] ^= 1;
  std::ofstream(directory.path("spool.db"), std::ios::binary) << file;
  CHECK_FALSE(scan(directory).database.empty());
}

TEST_CASE("what does not match is quarantined with a reason, on record, and never claimed") {
  const TemporaryDirectory directory;
  store(directory, 150);
  by_hand(directory, "UPDATE submissions SET bytes = x'00' WHERE sequence IN (1, 140)");
  by_hand(directory, "UPDATE submissions SET receipt = '{}' WHERE sequence = 2");
  CHECK(scan(directory).damaged.size() == 2);
  {
    const auto spool = open_spool(directory);
    CHECK(state_of(*spool, numbered_id(1)) == "accepted");
    REQUIRE(spool->scan({.quarantine = true}, test_now));
  }
  const auto spool = open_spool(directory);
  const auto rows = spool->deliveries({}, "quarantined", 10);
  REQUIRE(rows);
  REQUIRE(rows->size() == 3);
  CHECK(rows.value()[0].reason == "the stored bytes do not match their digest");
  CHECK(rows.value()[1].reason == "the receipt is not one for the stored bytes");
  CHECK(rows.value()[2].id == numbered_id(140));
  REQUIRE(spool->journal(numbered_id(140))->size() == 1);
  CHECK(spool->journal(numbered_id(140))->front().act == "quarantine");
  CHECK(spool->release({}, "test", test_now).value() == 0);
  CHECK(spool->claim("file", test_now).value()->submission.id == numbered_id(3));
  // A second scan has nothing to add.
  REQUIRE(spool->scan({.quarantine = true}, test_now));
  CHECK(spool->journal(numbered_id(140))->size() == 1);
}

TEST_CASE("submissions are handed out in order of arrival, from any point, until somebody stops") {
  const TemporaryDirectory directory;
  store(directory, 150);
  const auto spool = open_spool(directory);
  const auto read = [&](std::int64_t after, std::size_t most) {
    std::vector<std::int64_t> sequences;
    const auto error =
        spool->for_each(after, [&](std::int64_t sequence, const SpooledSubmission& submission) {
          CHECK(submission.id == numbered_id(static_cast<int>(sequence)));
          CHECK(sha256_hex(submission.bytes) == submission.sha256);
          // The spool may be used meanwhile.
          CHECK(spool->next_due("file").value());
          sequences.push_back(sequence);
          return sequences.size() < most;
        });
    CHECK_FALSE(error);
    return sequences;
  };
  CHECK(read(0, 1000).size() == 150);
  CHECK(read(100, 1000).front() == 101);
  CHECK(read(0, 70).back() == 70);
  CHECK(read(150, 1000).empty());
}
