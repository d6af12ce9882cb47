// The sender: which states a delivery passes through, and when it is tried again.
#include "sync/sender.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "failing_disk.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

// Answers as the test tells it, and may look around while an attempt is under way.
class ScriptedTarget : public Target {
 public:
  using Script = std::function<DeliveryOutcome(const SpooledSubmission&)>;
  explicit ScriptedTarget(Script script) : script_(std::move(script)) {}
  const std::string& id() const override { return id_; }
  DeliveryOutcome deliver(const Claim& claim) override { return script_(claim.submission); }

 private:
  std::string id_ = "file";
  Script script_;
};

struct Fixture {
  TemporaryDirectory directory;
  TestEdges outside;
  std::unique_ptr<Spool> spool = open_spool(directory);

  Sender sender(ScriptedTarget::Script script) {
    return Sender(*spool, std::make_unique<ScriptedTarget>(std::move(script)), outside.edges());
  }
  void accept(const SpooledSubmission& submission) { REQUIRE(accept_one(*spool, submission)); }
  std::string state() {
    const auto counts = spool->counts();
    REQUIRE(counts);
    REQUIRE(counts->size() == 1);
    return counts.value()[0].state;
  }
};

}  // namespace

TEST_CASE("the attempt is on record before it is made, and its outcome after it") {
  Fixture fixture;
  fixture.accept(spooled(id_one));
  std::string during;
  Sender sender = fixture.sender([&](const SpooledSubmission&) {
    during = fixture.state();
    return Delivered{"name"};
  });
  CHECK_FALSE(sender.step());
  CHECK(during == "sending");
  CHECK(fixture.state() == "delivered");
}

TEST_CASE("a failed attempt is repeated after a growing wait with the same bytes") {
  Fixture fixture;
  fixture.accept(spooled(id_one));
  std::vector<std::string> sent;
  Sender sender = fixture.sender([&](const SpooledSubmission& submission) -> DeliveryOutcome {
    sent.push_back(submission.bytes);
    if (sent.size() < 4) return TryLater{"down", {}};
    return Delivered{"name"};
  });
  std::vector<std::int64_t> waits;
  while (const auto due = sender.step()) {
    CHECK(fixture.state() == "waiting");
    waits.push_back(due->seconds - fixture.outside.now->load().seconds);
    CHECK(sender.step() == due);  // too early: nothing is attempted
    *fixture.outside.now = *due;
  }
  CHECK(waits == std::vector<std::int64_t>{2, 4, 8});
  CHECK(sent == std::vector<std::string>(4, spooled(id_one).bytes));
  CHECK(fixture.state() == "delivered");
}

TEST_CASE("the wait has full jitter under a ceiling that doubles up to a quarter of an hour") {
  const RandomBelow least = [](std::uint64_t) { return std::uint64_t{0}; };
  const RandomBelow most = [](std::uint64_t bound) { return bound - 1; };
  CHECK(backoff_seconds(1, least) == 1);
  CHECK(backoff_seconds(100, least) == 1);
  CHECK(backoff_seconds(1, most) == 2);
  CHECK(backoff_seconds(8, most) == 256);
  CHECK(backoff_seconds(10, most) == 900);
  CHECK(backoff_seconds(2000000000, most) == 900);
}

TEST_CASE("a refused delivery is held and not sent again") {
  Fixture fixture;
  fixture.accept(spooled(id_one));
  int attempts = 0;
  Sender sender = fixture.sender([&](const SpooledSubmission&) {
    ++attempts;
    return Refused{"wrong field"};
  });
  CHECK_FALSE(sender.step());
  *fixture.outside.now = Instant{test_now.seconds + 1000000};
  CHECK_FALSE(sender.step());
  CHECK(attempts == 1);
  CHECK(fixture.state() == "held");
}

TEST_CASE("a delivery that has to wait for itself does not keep others waiting") {
  Fixture fixture;
  fixture.accept(spooled(id_one));
  fixture.accept(spooled(id_two));
  std::vector<std::string> asked;
  Sender sender = fixture.sender([&](const SpooledSubmission& submission) -> DeliveryOutcome {
    asked.push_back(submission.id);
    if (asked.size() == 1) return NotYet{"the search lags", 40};
    return Delivered{"name"};
  });
  CHECK(sender.step() == test_now);
  CHECK_FALSE(sender.paused());
  const auto due = sender.step();
  REQUIRE(due);
  CHECK(due->seconds == test_now.seconds + 40);
  *fixture.outside.now = *due;
  CHECK_FALSE(sender.step());
  CHECK(asked ==
        std::vector<std::string>{std::string(id_one), std::string(id_two), std::string(id_one)});
}

TEST_CASE("a target that is down is left alone: a queue does not fall upon it") {
  Fixture fixture;
  for (int i = 0; i < 50; ++i) {
    fixture.accept(spooled("00000000-0000-4000-8000-0000000000" + std::to_string(10 + i)));
  }
  int attempts = 0;
  Sender sender = fixture.sender([&](const SpooledSubmission&) {
    ++attempts;
    return TryLater{"down", {}};
  });
  const std::int64_t start = test_now.seconds;
  while (fixture.outside.now->load().seconds < start + 3600) {
    const auto due = sender.step();
    REQUIRE(due);
    if (due->seconds > fixture.outside.now->load().seconds) *fixture.outside.now = *due;
  }
  // Waits of 2, 4, … 512, then 900 seconds: the greatest that chance can give.
  CHECK(attempts <= 13);
  CHECK(sender.paused()->reason == "down");
  CHECK_FALSE(sender.paused()->unusable);
}

TEST_CASE("a time that the target names is kept to") {
  Fixture fixture;
  fixture.accept(spooled(id_one));
  Sender sender = fixture.sender([&](const SpooledSubmission&) { return TryLater{"busy", 120}; });
  CHECK(sender.step()->seconds == test_now.seconds + 120);
}

TEST_CASE("nothing waits for the time of a clock that was ahead") {
  Fixture fixture;
  int sent = 0;
  bool down = true;
  Sender sender = fixture.sender([&](const SpooledSubmission&) -> DeliveryOutcome {
    ++sent;
    return down ? DeliveryOutcome(TryLater{"down", {}}) : Delivered{"name"};
  });
  const Instant ahead{test_now.seconds + std::int64_t{365} * 86400};
  *fixture.outside.now = ahead;
  SpooledSubmission early = spooled(id_one);
  early.received_at = ahead;
  fixture.accept(early);
  REQUIRE(sender.step());
  *fixture.outside.now = test_now;
  fixture.accept(spooled(id_two));
  down = false;
  sender.step();
  sender.step();
  CHECK(sent == 3);
  CHECK_FALSE(sender.paused());
  CHECK_FALSE(sender.step());
}

TEST_CASE("a clock that is set back while it runs, or before a start, keeps nothing waiting") {
  Fixture fixture;
  constexpr std::int64_t hours = 7 * 3600;
  bool down = true;
  int sent = 0;
  const auto script = [&](const SpooledSubmission&) -> DeliveryOutcome {
    ++sent;
    return down ? DeliveryOutcome(TryLater{"down", 300}) : Delivered{"name"};
  };
  Edges edges = fixture.outside.edges();
  edges.steady = [] { return Instant{0}; };
  std::optional<Sender> sender(std::in_place, *fixture.spool,
                               std::make_unique<ScriptedTarget>(script), edges);
  *fixture.outside.now = Instant{test_now.seconds + hours};
  fixture.accept(spooled(id_one));
  REQUIRE(sender->step());
  REQUIRE(sender->paused());
  SUBCASE("while it runs") {}
  SUBCASE("before a start") {
    sender.emplace(*fixture.spool, std::make_unique<ScriptedTarget>(script), edges);
  }
  *fixture.outside.now = test_now;
  down = false;
  CHECK_FALSE(sender->step());
  CHECK(sent == 2);
  CHECK(fixture.state() == "delivered");
}

TEST_CASE("an unusable destination pauses, and holds nothing") {
  Fixture fixture;
  fixture.accept(spooled(id_one));
  fixture.accept(spooled(id_two));
  bool mended = false;
  std::vector<std::string> tried;
  Sender sender = fixture.sender([&](const SpooledSubmission& submission) -> DeliveryOutcome {
    tried.push_back(submission.id);
    if (!mended) return Unusable{"401"};
    return Delivered{"name"};
  });
  const auto probe = sender.step();
  REQUIRE(probe);
  CHECK(sender.paused()->unusable);
  CHECK(sender.step() == probe);
  *fixture.outside.now = *probe;
  mended = true;
  while (const auto due = sender.step()) {
    if (due->seconds > fixture.outside.now->load().seconds) *fixture.outside.now = *due;
  }
  CHECK(tried ==
        std::vector<std::string>{std::string(id_one), std::string(id_two), std::string(id_one)});
  CHECK(fixture.state() == "delivered");
  CHECK_FALSE(sender.paused());
}

TEST_CASE("a pause ends at once when somebody says so") {
  Fixture fixture;
  fixture.accept(spooled(id_one));
  Sender sender = fixture.sender([&](const SpooledSubmission&) { return Unusable{"401"}; });
  REQUIRE(sender.step());
  sender.resume();
  CHECK_FALSE(sender.paused());
}

TEST_CASE("one doubtful refusal holds its submission, a second one in a row pauses instead") {
  Fixture fixture;
  const std::string_view id_three = "7a3f0c11-2b64-4f0e-9d53-0f4b1c2d3e4f";
  for (const std::string_view id : {id_one, id_two, id_three}) fixture.accept(spooled(id));
  std::string fine;
  std::vector<std::string> tried;
  Sender sender = fixture.sender([&](const SpooledSubmission& submission) -> DeliveryOutcome {
    tried.push_back(submission.id);
    if (submission.id == fine) return Delivered{"name"};
    return Doubtful{"403"};
  });
  CHECK(sender.step() == test_now);  // the first is held
  const auto probe = sender.step();  // the second shows that it may be the destination
  REQUIRE(probe);
  CHECK(sender.paused()->unusable);
  fine = id_three;  // it was not: after the pause another one is tried, and passes
  while (const auto due = sender.step()) {
    if (due->seconds > fixture.outside.now->load().seconds) *fixture.outside.now = *due;
    REQUIRE(tried.size() < 10);
  }
  CHECK(tried == std::vector<std::string>{std::string(id_one), std::string(id_two),
                                          std::string(id_three), std::string(id_two)});
  std::vector<std::string> states;
  const auto counts = fixture.spool->counts();
  REQUIRE(counts);
  for (const StateCount& item : counts.value()) {
    states.push_back(item.state + " " + std::to_string(item.count));
  }
  CHECK(states == std::vector<std::string>{"delivered 1", "held 2"});
}

TEST_CASE("bytes that do not match their digest are quarantined and never sent") {
  Fixture fixture;
  SpooledSubmission damaged = spooled(id_one);
  damaged.sha256[0] = damaged.sha256[0] == '0' ? '1' : '0';
  fixture.accept(damaged);
  int attempts = 0;
  Sender sender = fixture.sender([&](const SpooledSubmission&) {
    ++attempts;
    return Delivered{"name"};
  });
  CHECK_FALSE(sender.step());
  CHECK(attempts == 0);
  CHECK(fixture.state() == "quarantined");
}

TEST_CASE("one attempt a step, in the order of arrival") {
  Fixture fixture;
  fixture.accept(spooled(id_two));
  fixture.accept(spooled(id_one));
  std::vector<std::string> sent;
  Sender sender = fixture.sender([&](const SpooledSubmission& submission) {
    sent.push_back(submission.id);
    return Delivered{"name"};
  });
  CHECK(sender.step() == test_now);
  CHECK(sent.size() == 1);
  CHECK_FALSE(sender.step());
  CHECK(sent == std::vector<std::string>{std::string(id_two), std::string(id_one)});
}

TEST_CASE("an outcome that a full disk keeps out of the spool is recorded later, not sent again") {
  FailingDisk disk;
  Fixture fixture;
  fixture.accept(spooled(id_one));
  int attempts = 0;
  Sender sender = fixture.sender([&](const SpooledSubmission&) {
    ++attempts;
    disk.set(DiskFault::disk_full);
    return Delivered{"name"};
  });
  const auto due = sender.step();
  REQUIRE(due);
  CHECK(due->seconds > test_now.seconds);
  CHECK(fixture.state() == "sending");
  disk.set(DiskFault::none);
  CHECK_FALSE(sender.step());
  CHECK(attempts == 1);
  CHECK(fixture.state() == "delivered");
}

TEST_CASE("a broken spool ends the sending") {
  FailingDisk disk;
  Fixture fixture;
  fixture.accept(spooled(id_one));
  int attempts = 0;
  Sender sender = fixture.sender([&](const SpooledSubmission&) {
    ++attempts;
    return Delivered{"name"};
  });
  disk.set(DiskFault::sync_fails);
  CHECK_FALSE(sender.step());
  CHECK(attempts == 0);
}

TEST_CASE("the log of deliveries holds ids and states and nothing that a customer wrote") {
  Fixture fixture;
  fixture.accept(spooled(id_one, "{\"name\":\"Nguyễn Văn An\"}"));
  Sender sender = fixture.sender([](const SpooledSubmission&) { return Delivered{"name"}; });
  sender.step();
  REQUIRE(fixture.outside.log->size() == 1);
  CHECK(fixture.outside.log->at(0) ==
        "event=delivery id=" + std::string(id_one) + " target=file attempt=1 state=delivered");
}
