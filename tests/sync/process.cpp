// fork and exec.
#include "process.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "sync/files.hpp"

namespace precall::sync::test {
namespace {

constexpr std::size_t output_bytes_max = std::size_t{256} * 1024 * 1024;

}  // namespace

Process::Process(const TemporaryDirectory& directory, std::vector<std::string> arguments,
                 const std::string& input, const std::function<void()>& prepare)
    : out_(directory.path("out")), err_(directory.path("err")) {
  // What an earlier process printed must not be taken for this one's.
  ::unlink(out_.c_str());
  ::unlink(err_.c_str());
  arguments.insert(arguments.begin(), PRECALL_SYNC_PROGRAM);
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_ = ::fork();
  REQUIRE(pid_ >= 0);
  if (pid_ != 0) return;
  ::dup2(::open(input.c_str(), O_RDONLY), 0);
  ::dup2(::open(out_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
  ::dup2(::open(err_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 2);
  prepare();
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

Process::~Process() {
  if (pid_ > 0) end(SIGKILL);
}

int Process::wait() {
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int Process::end(int signal) {
  ::kill(pid_, signal);
  return wait();
}

std::string Process::out() const {
  auto text = read_file(out_, output_bytes_max);
  return text ? std::move(text).value() : std::string();  // not begun yet
}

std::string Process::err() const {
  return read_file(err_, output_bytes_max).value();
}

std::uint16_t Process::port() const {
  for (int i = 0; i < 2000; ++i) {
    const std::string line = file_exists(out_) ? out() : std::string();
    if (line.ends_with("\n")) {
      CHECK(line.starts_with("listening on http://127.0.0.1:"));
      return static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  FAIL("it never listened");
  return 0;
}

std::string write_config(const TemporaryDirectory& directory, const std::string& policy,
                         const Json& more) {
  Json config = {
      {"listen", "127.0.0.1:0"},
      {"spool", directory.path("var/spool.db")},
      {"policies", {policy}},
      {"targets", {{{"id", "file"}, {"kind", "file"}, {"directory", directory.path("requests")}}}}};
  config.update(more);
  REQUIRE_FALSE(write_file(directory.path(""), "config.json", canonical(config)));
  return directory.path("config.json");
}

}  // namespace precall::sync::test
