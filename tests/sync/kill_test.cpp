// kill -9 at random moments under load, again and again: what was receipted is there, once.
#include <doctest/doctest.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "http_client.hpp"
#include "process.hpp"
#include "scripted_server.hpp"
#include "sync/files.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

using std::chrono::milliseconds;

constexpr int clients = 4;
constexpr milliseconds between_tries(3);
constexpr milliseconds between_looks(100);
constexpr milliseconds patience(120000);

// A number from the environment: "scripts/test --full" asks for more rounds.
std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// Customers, each of whom posts the same bytes until they hold a receipt.
class Load {
 public:
  struct Customer {
    std::string bytes;
    std::string receipt;
  };

  explicit Load(std::string example) : example_(std::move(example)) {
    for (int i = 0; i < clients; ++i) threads_.emplace_back([this, i] { run(i); });
  }
  ~Load() { finish(); }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  // Where the uploader listens; 0 while it does not.
  void aim(std::uint16_t port) { port_ = port; }

  // Nobody new comes. Returns when all hold a receipt, by their id.
  const std::map<std::string, Customer>& finish() {
    finishing_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    return customers_;
  }
  // Answers that must not be, for example another receipt for the same bytes.
  const std::vector<std::string>& wrong_answers() const { return wrong_; }

 private:
  void run(int client) {
    for (int number = 0; !finishing_; ++number) {
      char id[37];
      std::snprintf(id, sizeof id, "00000000-0000-4000-8%03d-%012d", client, number);
      Customer customer{example_, ""};
      customer.bytes.replace(customer.bytes.find(id_one), id_one.size(), id);
      customer.receipt = ask(customer.bytes);
      const std::string again = number % 4 == 0 ? ask(customer.bytes) : customer.receipt;
      const std::lock_guard lock(mutex_);
      if (again != customer.receipt) wrong_.push_back(again);
      customers_.emplace(id, std::move(customer));
    }
  }

  std::string ask(const std::string& bytes) {
    while (true) {
      std::this_thread::sleep_for(between_tries);
      const std::uint16_t port = port_;
      const std::string response = port == 0 ? "" : try_exchange(port, post(bytes));
      if (response.empty() || status_of(response) == 503) continue;
      if (status_of(response) == 201) return body_of(response);
      const std::lock_guard lock(mutex_);
      wrong_.push_back(response);
      return response;
    }
  }

  const std::string example_;
  std::atomic<std::uint16_t> port_ = 0;
  std::atomic<bool> finishing_ = false;
  std::mutex mutex_;
  std::map<std::string, Customer> customers_;
  std::vector<std::string> wrong_;
  std::vector<std::thread> threads_;
};

// A help desk that loses some answers, before or after it did what it was asked.
class HelpDesk {
 public:
  explicit HelpDesk(bool deduplicates, std::uint64_t seed)
      : deduplicates_(deduplicates),
        random_(seed),
        server_([this](const SeenRequest& request) { return answer(request); }) {}

  std::string url() const { return server_.url(); }
  // From now on it loses nothing.
  void calm_down() { calm_ = true; }
  // The bytes that it was sent, one for each item.
  std::vector<std::string> items() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> bytes;
    for (const Item& item : items_) bytes.push_back(item.bytes);
    return bytes;
  }

 private:
  struct Item {
    std::string key;
    std::string bytes;
  };

  std::string answer(const SeenRequest& request) {
    const std::lock_guard lock(mutex_);
    const std::uint64_t luck = calm_ ? 2 : random_() % 16;
    if (luck == 0) return "";
    const std::string answer =
        request.line.starts_with("GET ") ? find(request.line) : make(request);
    return luck == 1 ? "" : answer;
  }
  std::string make(const SeenRequest& request) {
    const std::string name = "Idempotency-Key: ";
    const std::string key = request.header.substr(request.header.find(name) + name.size(), 36);
    if (!deduplicates_ || number_of(key) == 0) items_.push_back(Item{key, request.body});
    return response(201, canonical(Json{{"id", number_of(key)}}));
  }
  std::string find(const std::string& line) const {
    const std::string key = line.substr(line.find("key=") + 4, 36);
    Json found = Json::array();
    if (number_of(key) != 0) found.push_back(Json{{"id", number_of(key)}, {"key", key}});
    return response(200, canonical(Json{{"items", found}}));
  }
  // 0 if there is none.
  std::size_t number_of(const std::string& key) const {
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].key == key) return i + 1;
    }
    return 0;
  }

  const bool deduplicates_;
  std::atomic<bool> calm_ = false;
  mutable std::mutex mutex_;
  std::mt19937_64 random_;
  std::vector<Item> items_;
  ScriptedHttp server_;  // last: its thread ends before what it uses
};

// Writes the mapping onto a desk, and returns the target for the config.
Json target_for(const TemporaryDirectory& directory, const std::string& id, const HelpDesk& desk,
                bool search) {
  Json mapping = json_of(R"({
    "format": "precall.mapping/1",
    "variables": {"url": "where it is"},
    "create": {"method": "POST", "url": "{{variable.url}}/items", "submission": true,
               "headers": {"Idempotency-Key": "{{id}}"}, "id": "/id"}})");
  if (search) {
    mapping["find"] = json_of(R"({"method": "GET", "url": "{{variable.url}}/items?key={{id}}",
                                  "items": "/items", "id": "/id", "settle_s": 0})");
  }
  REQUIRE_FALSE(write_file(directory.path(""), id + ".json", canonical(mapping)));
  return Json{{"id", id},
              {"kind", "http"},
              {"mapping", directory.path(id + ".json")},
              {"variables", {{"url", desk.url()}}}};
}

// Until nothing is left to deliver, which a release makes soon.
void work_off(const std::string& config, std::size_t customers) {
  const TemporaryDirectory output;
  Process release(output, {"release", "--all", "--reason", "the test ends", "--config", config});
  CHECK(release.wait() == 0);
  const Json all = {{"delivered", customers}};
  const Json expected = {{"keyed", all}, {"searched", all}};
  const auto end = std::chrono::steady_clock::now() + patience;
  Json states;
  while (states != expected && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(between_looks);
    Process status(output, {"status", "--json", "--config", config});
    CHECK(status.wait() == 0);
    states = json_of(status.out())["targets"];
  }
  CHECK(states == expected);
}

void check_desk(const HelpDesk& desk, const std::map<std::string, Load::Customer>& customers) {
  std::map<std::string, int> items;
  for (const std::string& bytes : desk.items()) ++items[bytes];
  CHECK(items.size() == customers.size());
  for (const auto& [id, customer] : customers) CHECK(items[customer.bytes] == 1);
}

void check_spool(const TemporaryDirectory& directory,
                 const std::map<std::string, Load::Customer>& customers) {
  auto spool = SqliteSpool::open(directory.path("var/spool.db"));
  REQUIRE(spool);
  std::size_t stored = 0;
  CHECK_FALSE(spool.value()->for_each(0, [&](std::int64_t, const SpooledSubmission& submission) {
    ++stored;
    REQUIRE(customers.contains(submission.id));
    CHECK(submission.bytes == customers.at(submission.id).bytes);
    CHECK(submission.receipt == customers.at(submission.id).receipt);
    return true;
  }));
  CHECK(stored == customers.size());
  const auto scan = spool.value()->scan({}, test_now);
  REQUIRE(scan);
  CHECK(scan->database.empty());
  CHECK(scan->chain_broken_at.empty());
}

}  // namespace

TEST_CASE("kill -9 at random moments loses nothing that was receipted, and doubles nothing") {
  const std::uint64_t rounds = setting("PRECALL_KILL_ROUNDS", 50);
  const std::uint64_t seed = setting("PRECALL_KILL_SEED", std::random_device()());
  INFO("PRECALL_KILL_SEED=", seed);
  std::mt19937_64 random(seed);
  const auto moment = [&](std::uint64_t most) { return milliseconds(random() % (most + 1)); };
  const TemporaryDirectory directory;
  HelpDesk keyed(true, seed);
  HelpDesk searched(false, seed + 1);
  const std::string config =
      write_config(directory, PRECALL_POLICY_FILE,
                   Json{{"targets",
                         {target_for(directory, "keyed", keyed, false),
                          target_for(directory, "searched", searched, true)}},
                        {"rate", {{"per_address_per_minute", 0}, {"per_second", 0}}}});
  const std::vector<std::string> serve = {"serve", "--config", config};
  Load load(support_request(test_policies(), id_one));
  for (std::uint64_t round = 0; round < rounds; ++round) {
    Process process(directory, serve);
    if (random() % 5 != 0) load.aim(process.port());  // the others die while they start
    std::this_thread::sleep_for(moment(200));
    CHECK(process.end(SIGKILL) == -SIGKILL);
    load.aim(0);
  }
  Process process(directory, serve);
  load.aim(process.port());
  const auto& customers = load.finish();
  keyed.calm_down();
  searched.calm_down();
  work_off(config, customers.size());
  CHECK(process.end(SIGTERM) == 0);
  MESSAGE(rounds, " kills, ", customers.size(), " receipts, PRECALL_KILL_SEED=", seed);
  CHECK(customers.size() > rounds);
  CHECK(load.wrong_answers().empty());
  check_desk(keyed, customers);
  check_desk(searched, customers);
  check_spool(directory, customers);
}
