// Reads the configuration and the policies it names.
#include "sync/config.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/json.hpp"
#include "base/limits.hpp"
#include "rules/findings.hpp"
#include "sync/files.hpp"

namespace precall::sync {
namespace {

Error in_file(const std::string& path, Error error) {
  error.place = error.place.empty() ? path : path + " " + error.place;
  return error;
}

// As ids in a policy.
constexpr std::size_t id_characters_max = 64;

bool is_address(const std::string& text) {
  unsigned char parsed[sizeof(in6_addr)];
  return ::inet_pton(AF_INET, text.c_str(), parsed) == 1 ||
         ::inet_pton(AF_INET6, text.c_str(), parsed) == 1;
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
    if (read.ec == std::errc() && read.ptr == end && is_address(config.address)) return;
  }
  reader.fail("/listen", "not an IP address and a port", "write it like \"127.0.0.1:8081\"");
}

std::string read_path(const Json& object, const Place& place, std::string_view key,
                      Reader& reader) {
  std::string path = reader.string(object, place, key);
  if (path.empty() || path.find('\0') != std::string::npos) {
    reader.fail(child(place, key), "not a path", "write the path of a file or directory");
  }
  return path;
}

bool is_id(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !text.empty() && text.size() <= id_characters_max && text[0] >= 'a' && text[0] <= 'z' &&
         std::all_of(text.begin(), text.end(), fits);
}

void read_targets(const Json& root, Reader& reader, Config& config) {
  const Json& targets = reader.array(root, "", "targets", limits::config_entries_max);
  if (targets.empty()) {
    reader.fail("/targets", "no target", "name at least one place to deliver to");
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const Place place = child("/targets", i);
    if (!reader.object(targets[i], place, "id kind directory")) return;
    FileTargetConfig target;
    target.id = reader.string(targets[i], place, "id");
    const bool taken = std::any_of(config.targets.begin(), config.targets.end(),
                                   [&](const auto& other) { return other.id == target.id; });
    if (taken) reader.fail(child(place, "id"), "used twice", "give every target its own id");
    if (!is_id(target.id)) {
      reader.fail(child(place, "id"), "not an id",
                  "use lower-case letters, digits and _, a letter first");
    }
    if (reader.string(targets[i], place, "kind") != "file") {
      reader.fail(child(place, "kind"), "not a kind of target", "known here is: file");
    }
    target.directory = read_path(targets[i], place, "directory", reader);
    config.targets.push_back(std::move(target));
  }
}

// An origin as browsers send it: scheme, host, port if unusual, and nothing after it.
bool is_origin(std::string_view text) {
  const std::size_t scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return false;
  const std::string_view scheme = text.substr(0, scheme_end);
  const std::string_view host = text.substr(scheme_end + 3);
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' ||
           c == '[' || c == ']';
  };
  return (scheme == "https" || scheme == "http") && !host.empty() &&
         std::all_of(host.begin(), host.end(), fits);
}

void read_origins(const Json& root, Reader& reader, Config& config) {
  const Json& origins = reader.optional_array(root, "", "origins", limits::config_entries_max);
  for (std::size_t i = 0; i < origins.size(); ++i) {
    const std::string* origin = origins[i].get_ptr<const std::string*>();
    if (origin == nullptr || !is_origin(*origin)) {
      reader.fail(child("/origins", i), "not a web origin",
                  "write scheme and host in lower case and nothing after them, like "
                  "\"https://www.example.vn\"; * would let every page post");
      return;
    }
    config.origins.push_back(*origin);
  }
}

void read_policies(const Json& root, Reader& reader, Config& config) {
  const Json& policies = reader.array(root, "", "policies", limits::config_entries_max);
  if (policies.empty()) {
    reader.fail("/policies", "no policy", "name the policy file that is in force");
  }
  for (std::size_t i = 0; i < policies.size(); ++i) {
    const std::string* path = policies[i].get_ptr<const std::string*>();
    if (path == nullptr || path->empty()) {
      reader.fail(child("/policies", i), "not a path", "write the path of a policy file");
      return;
    }
    config.policies.push_back(*path);
  }
}

// Nobody's word is taken for it, not even a certificate's: the policy in force is proved here.
std::optional<Error> refusal(const CompiledPolicy& compiled, std::string_view text, Instant now) {
  const Day today = day_at(now, compiled.policy.utc_offset_minutes);
  const auto proof = prove(compiled, text, today);
  if (!proof) return proof.error();
  const auto& findings = proof->findings;
  const auto refused = [](const Finding& finding) { return is_refused(finding); };
  const auto first = std::find_if(findings.begin(), findings.end(), refused);
  if (first == findings.end()) return std::nullopt;
  const auto more = std::count_if(first, findings.end(), refused) - 1;
  return Error{first->pointer,
               first->message + (more == 0 ? "" : " (and " + std::to_string(more) + " more)"),
               "see precall policy check; correct the policy, or accept " + name_of(*first) +
                   " in it with a reason"};
}

}  // namespace

Result<Config> parse_config(std::string_view text) {
  const auto root = parse_json(text, limits::config_bytes_max);
  if (!root) return root.error();
  Config config;
  std::optional<Error> failure;
  Reader reader(failure);
  reader.object(root.value(), "", "listen spool control policies targets origins");
  if (failure) return *failure;
  read_listen(root.value(), reader, config);
  config.spool = read_path(root.value(), "", "spool", reader);
  config.control = reader.optional_string(root.value(), "", "control");
  if (config.control.empty()) config.control = config.spool + ".sock";
  read_policies(root.value(), reader, config);
  read_targets(root.value(), reader, config);
  read_origins(root.value(), reader, config);
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

Result<PolicyBook> load_policies(const Config& config, Instant now) {
  PolicyBook book;
  for (const std::string& path : config.policies) {
    const auto text = read_file(path, limits::policy_bytes_max);
    if (!text) return text.error();
    auto policy = load_policy(text.value());
    if (!policy) return in_file(path, policy.error());
    const std::string digest = policy->policy.sha256;
    if (book.current.empty()) {
      book.current = digest;
      const auto error = refusal(policy.value(), text.value(), now);
      if (error) return in_file(path, *error);
    }
    book.by_digest.insert_or_assign(digest, std::move(policy).value());
  }
  return book;
}

}  // namespace precall::sync
