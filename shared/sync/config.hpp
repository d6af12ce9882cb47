// The uploader's configuration: a JSON file, read strictly.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "submission/submission.hpp"

namespace precall::sync {

struct FileTargetConfig {
  std::string id;
  std::string directory;
};

// The members of the file, all required unless marked. Relative paths are taken from the working
// directory of the process, as in a systemd unit with WorkingDirectory.
//
//   "listen"    "ADDRESS:PORT" to receive on, IPv6 addresses in brackets. Port 0 takes a free one.
//               Put a TLS proxy in front; nothing but loopback should be listened on otherwise.
//   "spool"     path of the database that holds what was received; made if it is missing.
//   "control"   (optional) path of the Unix socket by which `status` asks a running process;
//               "SPOOL.sock" if missing.
//   "policies"  paths of policy files. The first is the one in force; keep older ones behind it
//               for as long as customers may still send requests that were made under them.
//   "targets"   where to deliver to, each with an "id" (lower-case letters, digits and _) under
//               which deliveries are recorded, so do not rename it, and a "kind":
//                 {"id": …, "kind": "file", "directory": path}   made if it is missing
//   "origins"   (optional) web origins ("https://www.example.vn") whose pages may post here
//               although they are served from elsewhere; none if missing.
struct Config {
  std::string address;
  std::uint16_t port = 0;
  std::string spool;
  std::string control;
  std::vector<std::string> policies;
  std::vector<FileTargetConfig> targets;
  std::vector<std::string> origins;
};

// Errors name the member as a JSON Pointer.
Result<Config> parse_config(std::string_view text);

Result<Config> load_config(const std::string& path);

// Reads, checks and compiles the policies, the first as the current one. That one is proved for the
// day of `now`, and an error in it that its author has not accepted is an Error. Older ones are
// kept for what was made under them, right or wrong.
Result<PolicyBook> load_policies(const Config& config, Instant now);

}  // namespace precall::sync
