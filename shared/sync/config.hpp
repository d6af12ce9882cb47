// The uploader's configuration: a JSON file, read strictly.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "sync/address.hpp"

namespace precall::sync {

// Where a secret is found. Never its text: config files are copied and mailed.
struct SecretSource {
  enum class Kind { file, environment };
  Kind kind = Kind::file;
  std::string name;  // a path, or the name of a variable
};

struct FileTargetConfig {
  std::string directory;
};

struct HttpTargetConfig {
  std::string mapping;  // path of a mapping file, see targets/mapping.hpp
  std::map<std::string, std::string> variables;
  std::map<std::string, SecretSource> secrets;
};

struct MailTargetConfig {
  std::string server;  // "smtps://HOST[:PORT]", or "smtp://HOST[:PORT]" with STARTTLS
  bool plain = false;  // smtp without TLS, for a server on this machine
  std::string from;
  std::vector<std::string> to;
  std::string username;
  std::optional<SecretSource> password;
};

struct TargetConfig {
  std::string id;
  std::variant<FileTargetConfig, HttpTargetConfig, MailTargetConfig> kind;
};

// Requests over these are answered 429. 0 is no limit.
struct RateConfig {
  std::int64_t per_address_per_minute = 60;
  std::int64_t per_second = 500;
};

// The members of the file, all required unless marked. Relative paths are taken from the working
// directory of the process, as in a systemd unit with WorkingDirectory.
//
//   "listen"    "ADDRESS:PORT" to receive on, IPv6 addresses in brackets. Port 0 takes a free one.
//               Put a TLS proxy in front; nothing but loopback should be listened on otherwise.
//   "spool"     path of the database that holds what was received; made if it is missing.
//   "control"   (optional) path of the Unix socket by which the other commands ask a running
//               process; "SPOOL.sock" if missing.
//   "policies"  paths of policy files. The first is the one in force; keep older ones behind it
//               for as long as customers may still send requests that were made under them.
//   "targets"   where to deliver to, each with an "id" (lower-case letters, digits and _) under
//               which deliveries are recorded, so do not rename it, and a "kind":
//                 {"id": …, "kind": "file", "directory": path}   made if it is missing
//                 {"id": …, "kind": "http", "mapping": path, "variables": {NAME: text},
//                  "secrets": {NAME: SECRET}}     the last two optional, as the mapping needs
//                 {"id": …, "kind": "mail", "server": "smtps://mail.example.vn", "from": address,
//                  "to": [address], "username": text, "password": SECRET, "plain": true}
//                                                 the last three optional
//               SECRET is {"file": path} (one line) or {"env": NAME}.
//   "signing_keys"  (optional) paths of key files. The first signs receipts and is made if it is
//               missing; older ones behind it are only told to whoever verifies. "SPOOL.key" if
//               missing.
//   "origins"   (optional) web origins ("https://www.example.vn") whose pages may post here
//               although they are served from elsewhere; none if missing.
//   "proxies"   (optional) addresses, or networks like "10.0.0.0/8", of proxies whose
//               X-Forwarded-For is believed; none if missing.
//   "rate"      (optional) {"per_address_per_minute": 60, "per_second": 500}; 0 is no limit.
//   "retention_days"  (optional) 1 to 36500: how long after it was received a request's personal
//               data are kept; without it until somebody has them erased. Looked at once
//               a day, and first when an hour has passed since the start or since the clock was
//               set.
struct Config {
  std::string address;
  std::uint16_t port = 0;
  std::string spool;
  std::string control;
  std::vector<std::string> policies;
  std::vector<TargetConfig> targets;
  std::vector<std::string> signing_keys;
  std::vector<std::string> origins;
  std::vector<Network> proxies;
  RateConfig rate;
  std::optional<std::int64_t> retention_days;
};

// Errors name the member as a JSON Pointer.
Result<Config> parse_config(std::string_view text);

Result<Config> load_config(const std::string& path);

// Reads "targets". In config_targets.cpp, like the kinds of target.
std::vector<TargetConfig> read_targets(const Json& root, Reader& reader);

// A member that is the path of a file or directory.
std::string read_path(const Json& object, const Place& place, std::string_view key, Reader& reader);

}  // namespace precall::sync
