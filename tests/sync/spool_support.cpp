// Drives deliveries through the spool's own functions, and opens its file behind its back.
#include "spool_support.hpp"

#include <doctest/doctest.h>

#include "sync/files.hpp"

namespace precall::sync::test {

std::string numbered_id(int number) {
  std::string digits = std::to_string(number);
  digits.insert(0, 6 - digits.size(), '0');
  return "0c1b6a52-6a4e-4f0e-9d53-0f4b1c" + digits;
}

void make_in_state(Spool& spool, const SpooledSubmission& submission, DeliveryState state) {
  REQUIRE(accept_one(spool, submission));
  const Instant now = submission.received_at;
  if (state == DeliveryState::accepted) return;
  if (state == DeliveryState::discarded) {
    REQUIRE(spool.discard({submission.id, ""}, "test", now));
  } else if (state == DeliveryState::erased) {
    REQUIRE(spool.erase(submission.id, "test", now));
  } else if (state == DeliveryState::expired) {
    REQUIRE(spool.expire(Instant{now.seconds + 1}, now));
  } else {
    const auto claim = spool.claim("file", now);
    REQUIRE(claim);
    REQUIRE(claim.value());
    REQUIRE(claim.value()->submission.id == submission.id);
    if (state == DeliveryState::sending) return;
    const Transition transition{state, "test", "", Instant{now.seconds + 600}};
    REQUIRE_FALSE(spool.finish(*claim.value(), transition, now));
  }
}

std::string state_of(Spool& spool, std::string_view id) {
  const auto rows = spool.deliveries({std::string(id), ""}, "", 10);
  REQUIRE(rows);
  REQUIRE(rows->size() == 1);
  return rows->front().state;
}

std::vector<std::string> by_hand(const TemporaryDirectory& directory, const std::string& sql) {
  const auto database = Database::open(directory.path("spool.db"));
  REQUIRE(database);
  std::vector<std::string> rows;
  const auto error = database.value()->transaction([&] {
    database.value()->execute(sql, {}, [&](const SqlRow& row) { rows.push_back(row.bytes(0)); });
  });
  REQUIRE_FALSE(error);
  return rows;
}

std::string raw_files(const TemporaryDirectory& directory) {
  std::string all;
  for (const std::string& name : directory.entries("")) {
    const auto bytes = read_file(directory.path(name), std::size_t{1} << 30);
    REQUIRE(bytes);
    all += bytes.value();
  }
  return all;
}

}  // namespace precall::sync::test
