// The real program as a process: its exit codes and lines, a graceful stop, and kill -9.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>

#include "base/json.hpp"
#include "base/limits.hpp"
#include "http_client.hpp"
#include "process.hpp"
#include "rules/certificate.hpp"
#include "support.hpp"
#include "sync/files.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

std::ptrdiff_t lines_of(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

}  // namespace

TEST_CASE("unusable input ends with exit code 2 and one line on standard error") {
  const TemporaryDirectory directory;
  const std::string good = write_config(directory, PRECALL_POLICY_FILE);
  REQUIRE_FALSE(write_file(directory.path(""), "bad.json", R"({"listen":"nowhere"})"));
  const std::string bad = directory.path("bad.json");
  const std::vector<std::string> commands[] = {
      {},
      {"serve"},
      {"fly"},
      {"serve", "--config", directory.path("missing.json")},
      {"serve", "--config", bad},
      {"serve", "--check", "--config", bad},
      {"status", "--config", bad},
      {"status", "--config", good},  // there is no spool yet
  };
  for (const auto& command : commands) {
    Process process(directory, command);
    CHECK(process.wait() == 2);
    CHECK(process.err().starts_with("precall-sync: "));
    CHECK(lines_of(process.err()) == 1);
    CHECK(process.out().empty());
  }
}

TEST_CASE("a policy with an error is refused, whatever certificate lies beside it") {
  const TemporaryDirectory directory;
  const TemporaryDirectory output;
  const auto good = read_file(PRECALL_POLICY_FILE, limits::policy_bytes_max);
  REQUIRE(good);
  const auto proved = load_policy(good.value());
  const auto refused = load_policy(policy_with_error());
  REQUIRE((proved && refused));
  const auto proof = prove(proved.value(), good.value(), 20779);
  REQUIRE(proof);
  // The good policy's certificate, in the bad one's name.
  std::string forged = certificate(proved->policy, proof.value());
  forged.replace(forged.find(proved->policy.sha256), 64, refused->policy.sha256);
  REQUIRE_FALSE(write_file(directory.path(""), "choixanh.policy.json", policy_with_error()));
  REQUIRE_FALSE(write_file(directory.path(""), "choixanh.certificate.json", forged));
  const std::string config = write_config(directory, directory.path("choixanh.policy.json"));
  for (const auto& command : {std::vector<std::string>{"serve", "--config", config},
                              {"serve", "--check", "--config", config}}) {
    Process process(output, command);
    CHECK(process.wait() == 2);
    CHECK(process.out().empty());
    CHECK(lines_of(process.err()) == 1);
    CHECK(process.err().find("/rules/0/when: rule \"ownership_unproven\" never fires") !=
          std::string::npos);
  }
  CHECK_FALSE(file_exists(directory.path("var")));
}

TEST_CASE("help and a good config end with exit code 0, and the check makes nothing") {
  const TemporaryDirectory directory;
  const std::string config = write_config(directory, PRECALL_POLICY_FILE);
  for (const auto& command : {std::vector<std::string>{"--help"},
                              {"serve", "--help"},
                              {"status", "--help"},
                              {"serve", "--check", "--config", config}}) {
    Process process(directory, command);
    CHECK(process.wait() == 0);
    CHECK(lines_of(process.out()) >= 1);
    CHECK(process.err().empty());
  }
  CHECK_FALSE(file_exists(directory.path("var")));
}

TEST_CASE("a signal stops it gracefully, with nothing of the customer in the log") {
  for (const int signal : {SIGTERM, SIGINT}) {
    const TemporaryDirectory directory;
    Process process(directory, {"serve", "--config", write_config(directory, PRECALL_POLICY_FILE)});
    const std::string request = post(support_request(test_policies(), id_one));
    CHECK(status_of(exchange(process.port(), request)) == 201);
    CHECK(process.end(signal) == 0);
    CHECK(process.err().find(id_one) != std::string::npos);
    CHECK(process.err().find("Nguyễn") == std::string::npos);
    CHECK(process.err().find("+84912345678") == std::string::npos);
  }
}

TEST_CASE("a receipt survives kill -9 right after it, and the file is delivered once") {
  const TemporaryDirectory directory;
  const TemporaryDirectory asking_directory;
  const std::string config = write_config(directory, PRECALL_POLICY_FILE);
  const std::string request = post(support_request(test_policies(), id_one));
  std::string receipt;
  {
    Process process(directory, {"serve", "--config", config});
    receipt = body_of(exchange(process.port(), request));
    CHECK(process.end(SIGKILL) == -SIGKILL);
  }
  Process process(directory, {"serve", "--config", config});
  CHECK(body_of(exchange(process.port(), request)) == receipt);
  const std::string expected = R"({"file":{"delivered":1}})";
  std::string counts;
  for (int i = 0; i < 100 && counts != expected; ++i) {
    Process asking(asking_directory, {"status", "--json", "--config", config});
    CHECK(asking.wait() == 0);
    counts = canonical(json_of(asking.out())["targets"]);
  }
  CHECK(counts == expected);
  CHECK(process.end(SIGTERM) == 0);
  CHECK(directory.entries("requests").size() == 1);
}

TEST_CASE("the service manager hears of readiness, life and the stop") {
  const TemporaryDirectory directory;
  const std::string path = directory.path("notify");
  const int manager = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(::bind(manager, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  const timeval patience = {10, 0};
  ::setsockopt(manager, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  const auto heard = [manager] {
    char message[128];
    const auto size = ::recv(manager, message, sizeof message, 0);
    return size <= 0 ? std::string() : std::string(message, static_cast<std::size_t>(size));
  };
  const std::string config = write_config(directory, PRECALL_POLICY_FILE);
  Process process(directory, {"serve", "--config", config}, "/dev/null",
                  [&] { ::setenv("NOTIFY_SOCKET", path.c_str(), 1); });
  CHECK(heard() == "READY=1");
  CHECK(heard() == "WATCHDOG=1");
  CHECK(heard() == "WATCHDOG=1");
  CHECK(process.end(SIGTERM) == 0);
  std::string last = heard();
  while (last == "WATCHDOG=1") last = heard();
  CHECK(last == "STOPPING=1");
  ::close(manager);
}
