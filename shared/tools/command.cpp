// Files and clocks for the commands: the edge that the core does not have.
#include "tools/command.hpp"

#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>

namespace precall::tool {

int unusable(const Error& error) {
  std::cerr << "precall: " << to_line(error) << "\n";
  return exit_unusable;
}

Error within(std::string_view file, Error error) {
  error.place = std::string(file) + (error.place.empty() ? "" : " at " + error.place);
  return error;
}

Result<std::string> read_all(const std::string& path) {
  std::ostringstream text;
  if (path == "-") {
    text << std::cin.rdbuf();
    return text.str();
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{path, "cannot be read", "check the path and its permissions"};
  text << file.rdbuf();
  if (file.bad()) return Error{path, "cannot be read to its end", "check the disk"};
  return text.str();
}

Result<CompiledPolicy> read_policy(const std::string& path) {
  const Result<std::string> text = read_all(path);
  if (!text) return text.error();
  Result<CompiledPolicy> compiled = load_policy(text.value());
  if (!compiled) return within(path, compiled.error());
  return compiled;
}

Result<Instant> moment(const std::optional<std::string>& now) {
  if (!now) {
    return Instant{std::chrono::duration_cast<std::chrono::seconds>(
                       std::chrono::system_clock::now().time_since_epoch())
                       .count()};
  }
  Result<Instant> instant = parse_timestamp(*now);
  if (!instant) return within("--now", instant.error());
  return instant;
}

}  // namespace precall::tool
