// A sender's thread: it wakes, keeps the pace, and ends when the attempt under way has ended.
#include "sync/sender_loop.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <vector>

#include "support.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

class SlowTarget : public Target {
 public:
  struct Report {
    std::atomic<int> begun = 0;
    std::atomic<int> ended = 0;
    std::vector<steady_clock::time_point> starts;
  };
  SlowTarget(Report& report, milliseconds takes, std::int64_t interval_ms)
      : report_(report), takes_(takes), interval_ms_(interval_ms) {}

  const std::string& id() const override { return id_; }
  std::int64_t min_interval_ms() const override { return interval_ms_; }
  DeliveryOutcome deliver(const Claim&) override {
    report_.starts.push_back(steady_clock::now());
    ++report_.begun;
    std::this_thread::sleep_for(takes_);
    ++report_.ended;
    return Delivered{"name"};
  }

 private:
  std::string id_ = "file";
  Report& report_;
  milliseconds takes_;
  std::int64_t interval_ms_;
};

struct Fixture {
  TemporaryDirectory directory;
  TestEdges outside;
  std::unique_ptr<Spool> spool = open_spool(directory);
  SlowTarget::Report report;

  std::unique_ptr<SenderLoop> loop(milliseconds takes, std::int64_t interval_ms = 0) {
    const Edges edges = outside.edges();
    return std::make_unique<SenderLoop>(
        std::make_unique<Sender>(*spool, std::make_unique<SlowTarget>(report, takes, interval_ms),
                                 edges),
        edges.clock);
  }
  void accept(std::string_view id) { REQUIRE(accept_one(*spool, spooled(id))); }
  bool reaches(const std::atomic<int>& count, int number) {
    for (int i = 0; i < 1000 && count < number; ++i) std::this_thread::sleep_for(milliseconds(5));
    return count >= number;
  }
};

}  // namespace

TEST_CASE("what is there is sent at once, and what comes later when the loop is woken") {
  Fixture fixture;
  fixture.accept(id_one);
  const auto loop = fixture.loop(milliseconds(0));
  CHECK(fixture.reaches(fixture.report.ended, 1));
  std::this_thread::sleep_for(milliseconds(30));
  fixture.accept(id_two);
  loop->wake();
  CHECK(fixture.reaches(fixture.report.ended, 2));
}

TEST_CASE("the target's pace is kept, however often the loop is woken") {
  Fixture fixture;
  const std::vector<std::string> ids = {"0c1b6a52-6a4e-4f0e-9d53-000000000001",
                                        "0c1b6a52-6a4e-4f0e-9d53-000000000002",
                                        "0c1b6a52-6a4e-4f0e-9d53-000000000003"};
  for (const std::string& id : ids) fixture.accept(id);
  auto loop = fixture.loop(milliseconds(0), 100);
  while (fixture.report.ended < 3) {
    loop->wake();
    std::this_thread::sleep_for(milliseconds(1));
  }
  loop.reset();
  const auto& starts = fixture.report.starts;
  REQUIRE(starts.size() == 3);
  // The interval runs from the step's begin, a little before the attempt's.
  CHECK(starts[1] - starts[0] >= milliseconds(80));
  CHECK(starts[2] - starts[1] >= milliseconds(80));
}

TEST_CASE("stopping waits for the attempt under way, records it, and begins no other") {
  Fixture fixture;
  fixture.accept(id_one);
  fixture.accept(id_two);
  auto loop = fixture.loop(milliseconds(200));
  REQUIRE(fixture.reaches(fixture.report.begun, 1));
  loop.reset();
  CHECK(fixture.report.begun == 1);
  CHECK(fixture.report.ended == 1);
  const auto counts = fixture.spool->counts();
  REQUIRE(counts);
  CHECK(counts->size() == 2);  // one delivered, one still accepted
}

TEST_CASE("a loop that waits or keeps a long pace stops at once") {
  Fixture fixture;
  fixture.accept(id_one);
  auto loop = fixture.loop(milliseconds(0), 3600000);
  REQUIRE(fixture.reaches(fixture.report.ended, 1));
  const auto start = steady_clock::now();
  loop.reset();
  CHECK(steady_clock::now() - start < std::chrono::seconds(5));
}
