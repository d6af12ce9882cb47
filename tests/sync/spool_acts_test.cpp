// What people and the end of retention may do in each state, and what is left of it.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "failing_disk.hpp"
#include "spool_support.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

constexpr Instant after{test_now.seconds + 3600};

// Deliveries in every state, one submission each: the nth is in the nth state.
void fill(const TemporaryDirectory& directory) {
  const auto spool = open_spool(directory);
  // The ones that would be claimed or would expire with others come last and first.
  make_in_state(*spool, spooled(numbered_id(8)), DeliveryState::expired);
  for (int n : {1, 3, 4, 5, 6, 7, 2, 0}) {
    make_in_state(*spool, spooled(numbered_id(n)), all_delivery_states[n]);
  }
}

struct Row {
  const char* before;
  const char* released;
  const char* discarded;
  const char* erased;
  const char* expired;
  const char* quarantined;
  const char* recovered;
};

// The whole truth about acts; the order is that of all_delivery_states.
constexpr Row truth[] = {
    {"accepted", "accepted", "discarded", "erased", "expired", "quarantined", "accepted"},
    {"sending", "sending", "sending", "sending", "sending", "sending", "waiting"},
    {"waiting", "waiting", "discarded", "erased", "expired", "quarantined", "waiting"},
    {"delivered", "delivered", "delivered", "erased", "expired", "delivered", "delivered"},
    {"held", "waiting", "discarded", "erased", "expired", "quarantined", "held"},
    {"quarantined", "quarantined", "discarded", "erased", "expired", "quarantined", "quarantined"},
    {"discarded", "discarded", "discarded", "discarded", "discarded", "discarded", "discarded"},
    {"erased", "erased", "erased", "erased", "erased", "erased", "erased"},
    {"expired", "expired", "expired", "expired", "expired", "expired", "expired"},
};

// Fills a spool, acts on every submission, opens it again and compares; then counts by hand.
void check_act(const char* Row::*expected, const std::function<void(Spool&)>& act) {
  const TemporaryDirectory directory;
  fill(directory);
  by_hand(directory, "UPDATE submissions SET bytes = x'00' WHERE bytes IS NOT NULL");
  act(*open_spool(directory));
  {
    const auto spool = open_spool(directory);
    for (int n = 0; n < 9; ++n) {
      CAPTURE(truth[n].before);
      CHECK(state_of(*spool, numbered_id(n)) == truth[n].*expected);
    }
  }
  CHECK(by_hand(directory,
                "SELECT target, state, count FROM counts WHERE count <> 0 EXCEPT"
                " SELECT target, state, count(*) FROM deliveries GROUP BY target, state")
            .empty());
  CHECK(by_hand(directory, "SELECT sum(count) FROM counts") == std::vector<std::string>{"9"});
}

template <class Act>
std::function<void(Spool&)> on_each(Act act) {
  return [act](Spool& spool) {
    for (int n = 0; n < 9; ++n) act(spool, numbered_id(n));
  };
}

}  // namespace

TEST_CASE("each act changes the states it may and no other, and that lasts") {
  SUBCASE("nothing") {
    check_act(&Row::before, [](Spool&) {});
  }
  SUBCASE("release") {
    check_act(&Row::released, on_each([](Spool& spool, const std::string& id) {
      const auto changed = spool.release({id, ""}, "mended", after);
      REQUIRE(changed);
      const bool may = id == numbered_id(2) || id == numbered_id(4);
      CHECK(changed.value() == (may ? 1 : 0));
    }));
  }
  SUBCASE("release of all") {
    check_act(&Row::released, [](Spool& spool) {
      const auto changed = spool.release({}, "mended", after);
      REQUIRE(changed);
      CHECK(changed.value() == 2);
      CHECK(spool.next_due("file").value() == test_now);
    });
  }
  SUBCASE("discard") {
    check_act(&Row::discarded, on_each([](Spool& spool, const std::string& id) {
      REQUIRE(spool.discard({id, ""}, "asked to", after));
    }));
  }
  SUBCASE("erase") {
    check_act(&Row::erased, on_each([](Spool& spool, const std::string& id) {
      const auto erased = spool.erase(id, "asked to", after);
      CHECK(static_cast<bool>(erased) == (id != numbered_id(1)));
      const bool gone = id == numbered_id(7) || id == numbered_id(8);
      if (erased) CHECK(erased.value() == (gone ? 0 : 1));
    }));
  }
  SUBCASE("expire") {
    check_act(&Row::expired, [](Spool& spool) {
      const auto expired = spool.expire(after, after);
      REQUIRE(expired);
      CHECK(expired->submissions == 6);
      CHECK(expired->open == 4);
    });
  }
  SUBCASE("quarantine") {
    check_act(&Row::quarantined, [](Spool& spool) {
      const auto report = spool.scan({.quarantine = true}, after);
      REQUIRE(report);
      CHECK(report->damaged.size() == 7);
      CHECK(report->erased == 2);
    });
  }
  SUBCASE("recover") {
    check_act(&Row::recovered, [](Spool& spool) {
      const auto recovered = spool.recover(after);
      REQUIRE(recovered);
      CHECK(recovered.value() == 1);
    });
  }
}

TEST_CASE("an act is for the target it names, and the journal keeps who, what and why") {
  const TemporaryDirectory directory;
  {
    const auto spool = open_spool(directory);
    REQUIRE(accept_one(*spool, spooled(id_one), {"file", "mail"}));
    REQUIRE(spool->discard({std::string(id_one), "mail"}, "sent by phone", after).value() == 1);
    REQUIRE(spool->discard({std::string(id_one), "mail"}, "again", after).value() == 0);
    REQUIRE(spool->discard({std::string(id_two), ""}, "unknown", after).value() == 0);
  }
  const auto spool = open_spool(directory);
  const auto rows = spool->deliveries({}, "", 10);
  REQUIRE(rows);
  REQUIRE(rows->size() == 2);
  CHECK(rows.value()[0].target == "file");
  CHECK(rows.value()[0].state == "accepted");
  CHECK(rows.value()[1].state == "discarded");
  CHECK(rows.value()[1].reason == "sent by phone");
  CHECK(rows.value()[1].changed_at == after);
  CHECK(rows.value()[1].code.size() == 12);
  const auto entries = spool->journal(id_one);
  REQUIRE(entries);
  REQUIRE(entries->size() == 1);
  CHECK(entries->front().at == after);
  CHECK(entries->front().act == "discard");
  CHECK(entries->front().id == id_one);
  CHECK(entries->front().target == "mail");
  CHECK(entries->front().reason == "sent by phone");
  CHECK(spool->journal(id_two)->empty());
}

TEST_CASE("an act without a reason, or on nothing in particular, is refused") {
  const TemporaryDirectory directory;
  const auto spool = open_spool(directory);
  REQUIRE(accept_one(*spool, spooled(id_one)));
  const std::string id(id_one);
  CHECK(spool->discard({"", "file"}, "all of them", after).error().place == "id");
  CHECK(spool->discard({id, ""}, "", after).error().place == "reason");
  CHECK(spool->release({id, ""}, std::string(501, 'x'), after).error().place == "reason");
  CHECK(spool->erase(id, "", after).error().place == "reason");
  CHECK(spool->deliveries({}, "lost", 10).error().place == "state");
  CHECK(state_of(*spool, id) == "accepted");
  CHECK_FALSE(spool->broken());
}

TEST_CASE(
    "deliveries are listed in order of arrival, by id, target and state, and no more of them") {
  const TemporaryDirectory directory;
  fill(directory);
  const auto spool = open_spool(directory);
  const auto ids = [&](const Selection& selection, std::string_view state, std::size_t most) {
    std::string text;
    const auto rows = spool->deliveries(selection, state, most);
    REQUIRE(rows);
    for (const DeliveryRow& row : rows.value()) text += row.id.back();
    return text;
  };
  CHECK(ids({}, "", 100) == "813456720");
  CHECK(ids({}, "", 3) == "813");
  CHECK(ids({}, "held", 100) == "4");
  CHECK(ids({"", "file"}, "held", 100) == "4");
  CHECK(ids({"", "mail"}, "", 100).empty());
  CHECK(ids({numbered_id(4), "file"}, "held", 100) == "4");
  CHECK(ids({numbered_id(4), ""}, "waiting", 100).empty());
}

TEST_CASE("a claim knows when the delivery was tried before") {
  const TemporaryDirectory directory;
  const auto spool = open_spool(directory);
  REQUIRE(accept_one(*spool, spooled(id_one)));
  for (int attempt = 1; attempt <= 3; ++attempt) {
    const Instant now{test_now.seconds + attempt * 10};
    const auto claim = spool->claim("file", now);
    REQUIRE(claim.value());
    CHECK(claim.value()->attempt == attempt);
    CHECK(claim.value()->first_attempt_at.has_value() == (attempt > 1));
    if (attempt > 1) CHECK(claim.value()->first_attempt_at == Instant{test_now.seconds + 10});
    if (attempt > 1) CHECK(claim.value()->last_attempt_at == Instant{now.seconds - 10});
    REQUIRE_FALSE(spool->finish(*claim.value(), {DeliveryState::waiting, "down", "", now}, now));
  }
}

TEST_CASE("a held delivery that is released starts anew, a waiting one goes on") {
  for (const DeliveryState state : {DeliveryState::held, DeliveryState::waiting}) {
    CAPTURE(name_of(state));
    const TemporaryDirectory directory;
    const auto spool = open_spool(directory);
    REQUIRE(accept_one(*spool, spooled(id_one)));
    const auto first = spool->claim("file", test_now);
    REQUIRE_FALSE(spool->finish(*first.value(), {state, "reason", "", test_now}, test_now));
    REQUIRE(spool->release({std::string(id_one), ""}, "looked into", test_now).value() == 1);
    const auto second = spool->claim("file", test_now);
    REQUIRE(second.value());
    CHECK(second.value()->attempt == 2);
    CHECK(second.value()->first_attempt_at.has_value() == (state == DeliveryState::waiting));
    CHECK(second.value()->last_attempt_at == test_now);
  }
}

TEST_CASE("what finishes an attempt that was recovered and tried again changes nothing") {
  const TemporaryDirectory directory;
  const auto spool = open_spool(directory);
  REQUIRE(accept_one(*spool, spooled(id_one)));
  const auto first = spool->claim("file", test_now);
  REQUIRE(spool->recover(test_now).value() == 1);
  const auto second = spool->claim("file", test_now);
  const Transition held{DeliveryState::held, "refused", "", test_now};
  CHECK_FALSE(spool->finish(*first.value(), held, test_now));
  CHECK(state_of(*spool, id_one) == "sending");
  CHECK_FALSE(spool->finish(*second.value(), held, test_now));
  CHECK(state_of(*spool, id_one) == "held");
}

TEST_CASE("what falls due together goes in order of arrival") {
  const TemporaryDirectory directory;
  const auto spool = open_spool(directory);
  for (int n : {5, 2, 9, 1}) REQUIRE(accept_one(*spool, spooled(numbered_id(n))));
  std::string order;
  for (int n = 0; n < 4; ++n) {
    order += spool->claim("file", test_now).value()->submission.id.back();
  }
  CHECK(order == "5291");
}

TEST_CASE("nothing of what was erased or expired is left in the spool's files") {
  const TemporaryDirectory directory;
  constexpr int count = 120;
  std::mt19937 random(7);
  const auto marker = [](int n) { return "Nguyễn Văn " + std::to_string(1000 + n) + ";"; };
  const auto spool = open_spool(directory);
  for (int n = 0; n < count; ++n) {
    // From several to a page to several pages each.
    std::string bytes;
    for (auto times = 1 + random() % 250; times > 0; --times) bytes += marker(n);
    SpooledSubmission submission = spooled(numbered_id(n), bytes);
    submission.examined = "found of " + marker(n);
    if (n % 4 == 0) submission.received_at.seconds -= 100000;
    REQUIRE(accept_one(*spool, submission));
  }
  std::vector<int> order;
  for (int n = 0; n < count; ++n) order.push_back(n);
  std::shuffle(order.begin(), order.end(), random);
  for (const int n : order) {
    if (n % 4 != 0 && n % 3 != 0) REQUIRE(spool->erase(numbered_id(n), "asked to", after));
  }
  REQUIRE(spool->expire(Instant{test_now.seconds - 1}, after)->submissions == count / 4);
  const std::string files = raw_files(directory);
  for (int n = 0; n < count; ++n) {
    CAPTURE(n);
    const bool kept = n % 4 != 0 && n % 3 == 0;
    CHECK((files.find(marker(n)) != std::string::npos) == kept);
  }
  CHECK(spool->journal(numbered_id(4))->front().act == "expire");
  CHECK(spool->journal(numbered_id(1))->front().act == "erase");
  const auto report = spool->scan({}, after);
  REQUIRE(report);
  CHECK(report->erased == count - count / 4);
  CHECK(report->chain_broken_at.empty());
  CHECK(report->unreceipted.empty());
  // The receipt is still given to whoever sends the same again.
  const auto again = accept_one(*spool, spooled(numbered_id(1)));
  CHECK(std::holds_alternative<IdTaken>(again.value()));
}

TEST_CASE("a failing disk undoes an act as a whole and breaks the spool; a full one only undoes") {
  const std::function<bool(Spool&)> acts[] = {
      [](Spool& spool) { return !!spool.release({}, "test", after); },
      [](Spool& spool) {
        return !!spool.discard({numbered_id(0), ""}, "test", after);
      },
      [](Spool& spool) { return !!spool.erase(numbered_id(0), "test", after); },
      [](Spool& spool) { return !!spool.expire(after, after); },
      [](Spool& spool) { return !!spool.scan({.quarantine = true}, after); },
      [](Spool& spool) { return !!spool.recover(after); },
      [](Spool& spool) { return !!spool.claim("file", after); },
  };
  for (std::size_t n = 0; n < std::size(acts); ++n) {
    for (const auto fault : {DiskFault::write_fails, DiskFault::sync_fails, DiskFault::disk_full}) {
      CAPTURE(n);
      CAPTURE(static_cast<int>(fault));
      const TemporaryDirectory directory;
      fill(directory);
      by_hand(directory, "UPDATE submissions SET bytes = x'00' WHERE bytes IS NOT NULL");
      FailingDisk disk;
      auto spool = open_spool(directory);
      disk.set(fault);
      CHECK_FALSE(acts[n](*spool));
      CHECK(spool->broken() == (fault != DiskFault::disk_full));
      disk.set(DiskFault::none);
      if (spool->broken()) {
        CHECK_FALSE(acts[n](*spool));
        spool.reset();
        spool = open_spool(directory);
      }
      CHECK(spool->journal(numbered_id(0))->empty());
      CHECK(spool->journal("")->empty());
      for (int m = 0; m < 9; ++m) CHECK(state_of(*spool, numbered_id(m)) == truth[m].before);
      // With the statements that failed, where the spool was only full.
      CHECK(acts[n](*spool));
    }
  }
}
