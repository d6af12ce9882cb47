// Files and clocks for the commands: the edge that the core does not have.
#include "tools/command.hpp"

#include <array>
#include <chrono>
#include <fstream>
#include <iostream>

#include "base/limits.hpp"

namespace precall::tool {

int unusable(const Error& error) {
  std::cerr << "precall: " << to_line(error) << "\n";
  return exit_unusable;
}

Error within(std::string_view file, Error error) {
  error.place = std::string(file) + (error.place.empty() ? "" : " at " + error.place);
  return error;
}

namespace {

// Nothing if there are more than `bytes_max` bytes: what comes may have no end.
std::optional<std::string> read_stream(std::istream& stream, std::size_t bytes_max) {
  std::string text;
  std::array<char, 65536> block;
  while (stream.read(block.data(), block.size()), stream.gcount() > 0) {
    text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    if (text.size() > bytes_max) return std::nullopt;
  }
  return text;
}

}  // namespace

Result<std::string> read_all(const std::string& path, std::size_t bytes_max) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  if (!file) return Error{path, "cannot be read", "check the path and its permissions"};
  std::istream& stream = path == "-" ? std::cin : file;
  std::optional<std::string> text = read_stream(stream, bytes_max);
  if (!text) {
    return Error{path, "longer than " + std::to_string(bytes_max) + " bytes", "give less of it"};
  }
  if (stream.bad()) return Error{path, "cannot be read to its end", "check the disk"};
  return std::move(*text);
}

Result<CompiledPolicy> read_policy(const std::string& path) {
  const Result<std::string> text = read_all(path, limits::policy_bytes_max);
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
