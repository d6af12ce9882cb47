// The real program as a child process.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "support.hpp"

namespace precall::sync::test {

// A started precall-sync: its input a file, its output in files of the directory.
class Process {
 public:
  // `prepare` runs in the child before the program does.
  Process(
      const TemporaryDirectory& directory, std::vector<std::string> arguments,
      const std::string& input = "/dev/null", const std::function<void()>& prepare = [] {});
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // The exit code, or minus the signal that ended it.
  int wait();
  int end(int signal);
  std::string out() const;
  std::string err() const;

  // Of the line "listening on http://127.0.0.1:PORT", once that is there.
  std::uint16_t port() const;

 private:
  std::string out_;
  std::string err_;
  pid_t pid_ = 0;
};

// Writes "config.json", for a file target "file" to "requests" and a spool "var/spool.db", with
// the members of `more` added; returns its path.
std::string write_config(const TemporaryDirectory& directory, const std::string& policy,
                         const Json& more = Json::object());

}  // namespace precall::sync::test
