// What the tests of the commands share: the real program over a config and a spool of its own.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "process.hpp"
#include "support.hpp"
#include "sync/files.hpp"

namespace precall::sync::test {

struct Ran {
  int code;
  std::string out;
  std::string err;
};

// A config with a policy, and a place for the output of commands.
struct Fixture {
  TemporaryDirectory directory;
  TemporaryDirectory output;
  PolicyBook policies = test_policies();
  std::string config = write_config(directory, PRECALL_POLICY_FILE);

  Ran run(std::vector<std::string> arguments, const std::string& input = "/dev/null") {
    arguments.insert(arguments.begin() + 1, {"--config", config});
    Process process(output, std::move(arguments), input);
    const int code = process.wait();
    return Ran{code, process.out(), process.err()};
  }
  std::string spool() const { return directory.path("var/spool.db"); }
  std::string file(const std::string& name, const std::string& bytes) {
    REQUIRE_FALSE(write_file(directory.path(""), name, bytes));
    return directory.path(name);
  }
  // Stores a request; gives the file that it came from.
  std::string enqueue(std::string_view id) {
    const std::string in = file("in", support_request(policies, id));
    REQUIRE(run({"enqueue"}, in).code == 0);
    return in;
  }
  // Requests can be received, but no file can be written.
  void block_target() { file("requests", ""); }
  void free_target() { REQUIRE(::unlink(directory.path("requests").c_str()) == 0); }
  Json status(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"status", "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ran ran = run(arguments);
    REQUIRE(ran.code == 0);
    return json_of(ran.out);
  }
  void rename_target(const std::string& name) {
    const Json target = {{"id", name}, {"kind", "file"}, {"directory", directory.path("requests")}};
    write_config(directory, PRECALL_POLICY_FILE, Json{{"targets", Json::array({target})}});
  }
  bool reaches(const std::string& counts) {
    for (int i = 0; i < 200; ++i) {
      // A process that is starting has the spool already, and does not answer yet.
      const Ran ran = run({"status", "--json"});
      if (ran.code == 0 && canonical(json_of(ran.out)["targets"]) == counts) return true;
      ::usleep(20000);
    }
    return false;
  }
  // Serves, and has tried in vain to deliver the one request that there is.
  std::unique_ptr<Process> serve_in_vain() {
    block_target();
    enqueue(id_one);
    auto server = serve();
    REQUIRE(reaches(R"({"file":{"waiting":1}})"));
    return server;
  }
  std::unique_ptr<Process> serve(const std::string& command = "serve") {
    auto process =
        std::make_unique<Process>(directory, std::vector<std::string>{command, "--config", config});
    // A command that has the spool when it starts would keep it out.
    for (int i = 0; i < 150 && process->out().empty(); ++i) ::usleep(20000);
    return process;
  }
};

inline std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace precall::sync::test
