// kill -9 of the real process under load, again and again, over one spool.
#include <doctest/doctest.h>
#include <signal.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <random>
#include <sstream>
#include <thread>
#include <vector>

#include "http_client.hpp"
#include "process.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

constexpr std::size_t clients = 4;

// Rounds can be asked for by PRECALL_KILL_ROUNDS.
int rounds() {
  const char* asked = ::getenv("PRECALL_KILL_ROUNDS");
  return asked == nullptr ? 8 : std::max(1, std::atoi(asked));
}

struct Load {
  PolicyBook policies = test_policies();
  std::map<std::string, std::string> receipts;  // by id
  std::size_t last_number = 0;

  // Posts over several connections until the process is killed; keeps what was receipted.
  void run(Process& process, std::chrono::milliseconds lifetime) {
    const std::uint16_t port = process.port();
    std::vector<std::unique_ptr<RawConnection>> connections;
    for (std::size_t i = 0; i < clients; ++i) {
      connections.push_back(std::make_unique<RawConnection>(port));
    }
    std::vector<std::map<std::string, std::string>> kept(clients);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < clients; ++i) {
      threads.emplace_back([&, i, first = last_number + i] {
        for (std::size_t number = first;; number += clients) {
          const std::string id = numbered_id(number);
          if (!connections[i]->send(post(support_request(policies, id)))) return;
          const std::string response = connections[i]->receive();
          if (status_of(response) != 201) return;
          const std::string receipt = body_of(response);
          // A response cut in the middle is no receipt.
          if (receipt.empty() || receipt.back() != '}') return;
          kept[i][id] = receipt;
        }
      });
    }
    std::this_thread::sleep_for(lifetime);
    CHECK(process.end(SIGKILL) == -SIGKILL);
    for (std::thread& thread : threads) thread.join();
    for (const auto& some : kept) {
      receipts.insert(some.begin(), some.end());
      last_number += (some.size() + 1) * clients;
    }
  }
};

// What `export` prints, by id.
std::map<std::string, Json> exported(const TemporaryDirectory& output, const std::string& config) {
  Process process(output, {"export", "--config", config});
  CHECK(process.wait() == 0);
  std::istringstream lines(process.out());
  std::map<std::string, Json> all;
  for (std::string line; std::getline(lines, line);) {
    const Json document = json_of(line);
    CHECK(all.emplace(document["id"].get<std::string>(), document).second);
  }
  return all;
}

}  // namespace

TEST_CASE("kill -9 at any moment loses no receipted request and delivers none twice") {
  const TemporaryDirectory directory;
  const TemporaryDirectory output;
  const std::string config =
      write_config(directory, PRECALL_POLICY_FILE,
                   Json{{"rate", {{"per_address_per_minute", 0}, {"per_second", 0}}}});
  const unsigned seed = std::random_device()();
  CAPTURE(seed);
  std::mt19937 random(seed);
  Load load;
  for (int round = 0; round < rounds(); ++round) {
    Process process(output, {"serve", "--config", config});
    load.run(process, std::chrono::milliseconds(random() % 200));
  }
  Process process(output, {"serve", "--config", config});
  process.port();
  std::map<std::string, Json> all;
  const auto all_delivered = [&] {
    return std::all_of(all.begin(), all.end(), [](const auto& item) {
      return item.second["states"]["file"]["state"] == "delivered";
    });
  };
  const TemporaryDirectory asking;
  for (int i = 0; i < 100 && (all.empty() || !all_delivered()); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    all = exported(asking, config);
  }
  CHECK(all_delivered());
  CHECK_FALSE(load.receipts.empty());
  for (const auto& [id, receipt] : load.receipts) {
    REQUIRE(all.contains(id));
    CHECK(all[id]["receipt"] == receipt);
  }
  CHECK(directory.entries("requests").size() == all.size());
  CHECK(process.end(SIGTERM) == 0);
  Process verifying(output, {"verify", "--config", config});
  CHECK(verifying.wait() == 0);
  MESSAGE(load.receipts.size() << " receipts in " << rounds() << " lives, " << all.size()
                               << " requests stored");
}
