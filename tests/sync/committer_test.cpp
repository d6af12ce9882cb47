// The committer over the real intake and spool: what goes into one commit, how many may wait, and
// that everybody gets their own answer.
#include "sync/committer.hpp"

#include <doctest/doctest.h>

#include <condition_variable>
#include <map>
#include <mutex>

#include "base/limits.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

// A door that is shut at first, and a counter with people waiting for it.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return open_; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void count() {
    const std::lock_guard lock(mutex_);
    ++counted_;
    changed_.notify_all();
  }
  bool wait_for(std::size_t number) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return counted_ >= number; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  std::size_t counted_ = 0;
};

// Its first commit, which is of one submission, stays under way until `stored` is opened.
struct Fixture {
  TemporaryDirectory directory;
  TestEdges outside;
  PolicyBook policies = test_policies();
  std::unique_ptr<Spool> spool = open_spool(directory);
  Gate examined;
  Gate stored;
  Gate answered;
  std::mutex mutex;
  std::map<std::string, std::string> receipts;
  std::size_t refusals = 0;
  Metrics metrics;
  int wakes = 0;
  Intake intake{*spool,
                policies,
                {"file"},
                [this](const Receipt& receipt) {
                  examined.count();
                  return "receipt of " + receipt.id;
                },
                edges()};
  Committer committer{intake, metrics, [this] { ++wakes; }};

  Edges edges() {
    Edges made = outside.edges();
    made.log = [this](LogLevel, const std::string&) {
      stored.count();
      stored.pass();
    };
    return made;
  }
  bool take(const std::string& key, std::string bytes) {
    return committer.take(std::move(bytes), [this, key](const IntakeOutcome& outcome) {
      const std::lock_guard lock(mutex);
      if (const auto* kept = std::get_if<Stored>(&outcome)) {
        receipts[key] = kept->receipt;
      } else {
        ++refusals;
      }
      answered.count();
    });
  }
  bool take(std::size_t i) {
    const std::string id = numbered_id(i);
    return take(id, support_request(policies, id));
  }
  bool says(const std::string& line) {
    return metrics.text().find("\nprecall_" + line + "\n") != std::string::npos;
  }
};

}  // namespace

TEST_CASE("what was examined during a commit goes into the next one together, up to a limit") {
  Fixture fixture;
  const std::size_t count = limits::commit_submissions_max + 50;
  REQUIRE(fixture.take(0));
  REQUIRE(fixture.stored.wait_for(1));
  for (std::size_t i = 1; i < count; ++i) REQUIRE(fixture.take(i));
  REQUIRE(fixture.examined.wait_for(count));
  CHECK(fixture.receipts.empty());
  fixture.stored.open();
  fixture.committer.stop();
  CHECK(fixture.receipts.size() == count);
  for (const auto& [id, receipt] : fixture.receipts) CHECK(receipt == "receipt of " + id);
  CHECK(fixture.says("accepted_total " + std::to_string(count)));
  CHECK(fixture.says("commit_submissions_count 3"));
  CHECK(fixture.says("commit_submissions_sum " + std::to_string(count)));
  CHECK(fixture.says("commit_submissions_bucket{le=\"1\"} 1"));
  CHECK(fixture.says("commit_submissions_bucket{le=\"64\"} 2"));
  CHECK(fixture.says("commit_submissions_bucket{le=\"256\"} 3"));
  CHECK(fixture.wakes == 3);
  CHECK(fixture.spool->counts()->front().count == static_cast<std::int64_t>(count));
}

TEST_CASE("so many may wait and no more, and each of them is answered") {
  Fixture fixture;
  std::size_t taken = 0;
  while (taken <= limits::waiting_submissions_max && fixture.take(taken)) ++taken;
  CHECK(taken == limits::waiting_submissions_max);
  CHECK(fixture.committer.progress().waiting == taken);
  fixture.stored.open();
  CHECK(fixture.answered.wait_for(taken));
  while (fixture.committer.progress().waiting > 0) std::this_thread::yield();
  CHECK(fixture.committer.progress().answered == taken);
  CHECK(fixture.take(taken));
  fixture.committer.stop();
  CHECK(fixture.receipts.size() == taken + 1);
}

TEST_CASE("good, repeated, refused and contradicting ones in one commit get their own answers") {
  Fixture fixture;
  const std::string one = support_request(fixture.policies, id_one);
  REQUIRE(fixture.take("first", one));
  REQUIRE(fixture.stored.wait_for(1));
  REQUIRE(fixture.take("again", one));
  REQUIRE(fixture.take("other bytes", support_request(fixture.policies, id_one, "Khác.")));
  REQUIRE(fixture.take("nonsense", "{"));
  REQUIRE(fixture.take("second", support_request(fixture.policies, id_two)));
  fixture.stored.open();
  fixture.committer.stop();
  const std::string receipt_one = "receipt of " + std::string(id_one);
  CHECK(fixture.receipts ==
        std::map<std::string, std::string>{{"first", receipt_one},
                                           {"again", receipt_one},
                                           {"second", "receipt of " + std::string(id_two)}});
  CHECK(fixture.refusals == 2);
  CHECK(fixture.says("accepted_total 2"));
  CHECK(fixture.says("repeated_total 1"));
  CHECK(fixture.says("refused_total{kind=\"malformed\"} 1"));
  CHECK(fixture.says("refused_total{kind=\"conflict\"} 1"));
  CHECK(fixture.says("refused_total{kind=\"unavailable\"} 0"));
}
