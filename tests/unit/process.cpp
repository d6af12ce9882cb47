// A program through the shell, with files for its streams.
#include "process.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>

namespace precall::test {
namespace {

std::string quoted(const std::string& argument) {
  std::string text = "'";
  for (const char c : argument) {
    if (c == '\'') {
      text += "'\\''";
    } else {
      text += c;
    }
  }
  return text + "'";
}

}  // namespace

TemporaryFile::TemporaryFile(const std::string& content) : path_("/tmp/precall-test-XXXXXX") {
  const int file = mkstemp(path_.data());
  REQUIRE(file >= 0);
  close(file);
  std::ofstream(path_, std::ios::binary) << content;
}

TemporaryFile::~TemporaryFile() {
  std::remove(path_.c_str());
}

std::string TemporaryFile::content() const {
  std::ostringstream text;
  text << std::ifstream(path_, std::ios::binary).rdbuf();
  return text.str();
}

Finished run(const std::string& program, const std::vector<std::string>& arguments,
             const std::string& input) {
  const TemporaryFile in(input);
  const TemporaryFile out;
  const TemporaryFile err;
  std::string command = quoted(program);
  for (const std::string& argument : arguments) command += " " + quoted(argument);
  command += " <" + in.path() + " >" + out.path() + " 2>" + err.path();
  FILE* shell = popen(command.c_str(), "r");
  REQUIRE(shell != nullptr);
  const int status = pclose(shell);
  REQUIRE(WIFEXITED(status));
  return {WEXITSTATUS(status), out.content(), err.content()};
}

}  // namespace precall::test
