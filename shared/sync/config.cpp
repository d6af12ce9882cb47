// Reads the configuration; its targets are read in config_targets.cpp.
#include "sync/config.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/limits.hpp"
#include "sync/files.hpp"

namespace precall::sync {
namespace {

bool is_path(std::string_view text) {
  return !text.empty() && text.find('\0') == std::string_view::npos;
}

// The brackets of an IPv6 address tell its colons from the port's.
std::string without_brackets(std::string_view host) {
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') {
    return std::string(host.substr(1, host.size() - 2));
  }
  return host.find(':') == std::string_view::npos ? std::string(host) : std::string();
}

void read_listen(const Json& root, Reader& reader, Config& config) {
  const std::string listen = reader.string(root, "", "listen");
  const std::size_t colon = listen.rfind(':');
  if (colon != std::string::npos) {
    config.address = without_brackets(std::string_view(listen).substr(0, colon));
    const char* end = listen.data() + listen.size();
    const auto read = std::from_chars(listen.data() + colon + 1, end, config.port);
    if (read.ec == std::errc() && read.ptr == end && parse_address(config.address)) return;
  }
  reader.fail("/listen", "not an IP address and a port", "write it like \"127.0.0.1:8081\"");
}

// An origin as browsers send it: scheme, host, port if unusual, and nothing after it (RFC
// 6454, 6.2).
bool is_origin(std::string_view text) {
  const std::size_t scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return false;
  const std::string_view scheme = text.substr(0, scheme_end);
  const std::string_view host = text.substr(scheme_end + 3);
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const std::string_view usual_port = scheme == "https" ? ":443" : ":80";
  return (scheme == "https" || scheme == "http") && is_host_and_port(host) &&
         !host.ends_with(usual_port) && std::none_of(host.begin(), host.end(), is_upper);
}

void read_origins(const Json& root, Reader& reader, Config& config) {
  const Json& origins = reader.optional_array(root, "", "origins", limits::config_entries_max);
  for (std::size_t i = 0; i < origins.size(); ++i) {
    const std::string* origin = origins[i].get_ptr<const std::string*>();
    if (origin == nullptr || !is_origin(*origin)) {
      reader.fail(child("/origins", i), "not a web origin",
                  "write scheme and host in lower case, an unusual port, and nothing after them, "
                  "like \"https://www.example.vn\"; * would let every page post");
      return;
    }
    config.origins.push_back(*origin);
  }
}

void read_proxies(const Json& root, Reader& reader, Config& config) {
  const Json& proxies = reader.optional_array(root, "", "proxies", limits::config_entries_max);
  for (std::size_t i = 0; i < proxies.size(); ++i) {
    const std::string* proxy = proxies[i].get_ptr<const std::string*>();
    const auto network = proxy == nullptr ? std::nullopt : parse_network(*proxy);
    if (!network) {
      return reader.fail(child("/proxies", i), "not an address or a network",
                         "write it like \"127.0.0.1\" or \"10.0.0.0/8\"");
    }
    config.proxies.push_back(*network);
  }
}

void read_rate(const Json& root, Reader& reader, Config& config) {
  const Json* rate = Reader::find(root, "rate");
  if (rate == nullptr || !reader.object(*rate, "/rate", "per_address_per_minute per_second")) {
    return;
  }
  const auto read = [&](std::string_view key, std::int64_t& value) {
    if (Reader::find(*rate, key) == nullptr) return;
    value = reader.integer(*rate, "/rate", key, 0, limits::rate_max);
  };
  read("per_address_per_minute", config.rate.per_address_per_minute);
  read("per_second", config.rate.per_second);
}

std::vector<std::string> read_paths(const Json& root, std::string_view key, Reader& reader) {
  std::vector<std::string> paths;
  const Json& list = reader.optional_array(root, "", key, limits::config_entries_max);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string* path = list[i].get_ptr<const std::string*>();
    if (path == nullptr || !is_path(*path)) {
      reader.fail(child(child("", key), i), "not a path", "write the path of a file");
    } else {
      paths.push_back(*path);
    }
  }
  return paths;
}

// Files of their own.
void check_apart(const Config& config, Reader& reader) {
  const auto taken = [&](const std::string& path) { return path == config.spool; };
  if (taken(config.control)) {
    reader.fail("/control", "the same file as the spool", "name another path");
  }
  for (std::size_t i = 0; i < config.signing_keys.size(); ++i) {
    const std::string& key = config.signing_keys[i];
    if (!taken(key) && key != config.control) continue;
    reader.fail(child("/signing_keys", i), "the same file as the spool or the control socket",
                "name another path");
  }
}

void read_retention(const Json& root, Reader& reader, Config& config) {
  if (Reader::find(root, "retention_days") == nullptr) return;
  config.retention_days = reader.integer(root, "", "retention_days", 1, limits::retention_days_max);
}

}  // namespace

std::string read_path(const Json& object, const Place& place, std::string_view key,
                      Reader& reader) {
  std::string path = reader.string(object, place, key);
  if (!is_path(path)) {
    reader.fail(child(place, key), "not a path", "write the path of a file or directory");
  }
  return path;
}

Result<Config> parse_config(std::string_view text) {
  const auto root = parse_json(text, limits::config_bytes_max);
  if (!root) return root.error();
  Config config;
  std::optional<Error> failure;
  Reader reader(failure);
  reader.object(root.value(), "",
                "listen spool control policies targets signing_keys origins proxies rate "
                "retention_days");
  if (failure) return *failure;
  read_listen(root.value(), reader, config);
  config.spool = read_path(root.value(), "", "spool", reader);
  config.control = reader.optional_string(root.value(), "", "control");
  if (config.control.empty()) config.control = config.spool + ".sock";
  config.policies = read_paths(root.value(), "policies", reader);
  if (config.policies.empty()) {
    reader.fail("/policies", "no policy", "name the policy file that is in force");
  }
  config.targets = read_targets(root.value(), reader);
  config.signing_keys = read_paths(root.value(), "signing_keys", reader);
  if (config.signing_keys.empty()) config.signing_keys.push_back(config.spool + ".key");
  read_origins(root.value(), reader, config);
  read_proxies(root.value(), reader, config);
  read_rate(root.value(), reader, config);
  read_retention(root.value(), reader, config);
  check_apart(config, reader);
  if (failure) return *failure;
  return config;
}

Result<Config> load_config(const std::string& path) {
  const auto text = read_file(path, limits::config_bytes_max);
  if (!text) return text.error();
  auto config = parse_config(text.value());
  if (config) return config;
  return in_file(path, config.error());
}

}  // namespace precall::sync
