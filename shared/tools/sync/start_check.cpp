// Tries what a start would do, as far as that leaves no trace.
#include "tools/sync/start_check.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "sync/address.hpp"
#include "sync/files.hpp"
#include "sync/signing.hpp"

namespace precall::sync::tool {
namespace {

std::optional<Error> check_keys(const Config& config) {
  std::vector<std::string> paths = config.signing_keys;
  if (!file_exists(paths.front())) {
    if (paths.size() == 1 && file_exists(config.spool)) {
      return Error{paths.front(), "this key is missing, but its spool is there",
                   "restore it from its copy"};
    }
    paths.erase(paths.begin());
  }
  const auto keys = SigningKeys::load(paths);
  if (!keys) return keys.error();
  return std::nullopt;
}

// Of what is missing, the nearest directory that is there has to let it be made.
std::optional<Error> check_directory(std::string directory) {
  while (!file_exists(directory) && directory != directory_of(directory)) {
    directory = directory_of(directory);
  }
  struct stat status = {};
  if (::stat(directory.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) {
    return Error{directory, "is not a directory", "name another path"};
  }
  if (::access(directory.c_str(), W_OK | X_OK) == 0) return std::nullopt;
  return Error{directory, "cannot be written to", "check its owner and permissions"};
}

// Whether what is there can be opened as a spool, as far as its first bytes tell. A new one may
// have its mark in the log only.
std::optional<Error> check_spool(const std::string& path) {
  if (!file_exists(path)) return check_directory(directory_of(path));
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return Error{path, "is not a file", "name another file as \"spool\""};
  }
  std::ifstream file(path, std::ios::binary);
  if (!file || ::access(path.c_str(), W_OK) != 0) {
    return Error{path, "cannot be read and written", "check its owner and permissions"};
  }
  std::string head(100, '\0');  // SQLite's file format, 1.3
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  const std::string mark = head.substr(68, 4);
  const bool is_spool = head.starts_with("SQLite format 3") && (mark == "PREC" || mark[0] == '\0');
  if (is_spool || file.gcount() == 0) return check_directory(directory_of(path));
  return Error{path, "is there and not a spool", "name another file as \"spool\""};
}

std::optional<Error> check_control(const std::string& path) {
  constexpr std::size_t bytes_max = sizeof(sockaddr_un::sun_path) - 1;
  if (path.size() > bytes_max) {
    return Error{path, "longer than " + std::to_string(bytes_max) + " bytes",
                 "name a shorter path as \"control\""};
  }
  struct stat status = {};
  if (::lstat(path.c_str(), &status) == 0 && !S_ISSOCK(status.st_mode)) {
    return Error{path, "is there and not a socket", "remove it or name another path"};
  }
  return check_directory(directory_of(path));
}

// On any free port: the one of the config may be that of the process that runs.
std::optional<Error> check_address(const std::string& address) {
  const bool six = address.find(':') != std::string::npos;
  sockaddr_in v4 = {};
  sockaddr_in6 v6 = {};
  v4.sin_family = AF_INET;
  v6.sin6_family = AF_INET6;
  ::inet_pton(AF_INET, address.c_str(), &v4.sin_addr);
  ::inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr);
  const auto* const any =
      six ? reinterpret_cast<const sockaddr*>(&v6) : reinterpret_cast<const sockaddr*>(&v4);
  const int socket = ::socket(six ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool bound = socket >= 0 && ::bind(socket, any, six ? sizeof v6 : sizeof v4) == 0;
  const int reason = errno;
  if (socket >= 0) ::close(socket);
  if (bound) return std::nullopt;
  return Error{"/listen", address + " cannot be listened on: " + std::strerror(reason),
               "name an address of this machine"};
}

// HOST[:PORT] of SCHEME://HOST[:PORT][/…]; empty if there is none.
std::string authority_in(const std::string& url) {
  const std::size_t start = url.find("://");
  if (start == std::string::npos) return {};
  return url.substr(start + 3, url.find_first_of("/?#", start + 3) - start - 3);
}

std::string host_in(const std::string& url) {
  const std::string rest = authority_in(url);
  if (rest.starts_with("[")) return rest.substr(1, rest.find(']') - 1);
  return rest.substr(0, rest.find(':'));
}

bool is_here(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

std::optional<Error> check_target(const TargetConfig& target) {
  if (const auto* file = std::get_if<FileTargetConfig>(&target.kind)) {
    return check_directory(file->directory);
  }
  const auto* http = std::get_if<HttpTargetConfig>(&target.kind);
  if (http == nullptr) return std::nullopt;
  const auto url = http->variables.find("url");
  if (url == http->variables.end() || is_host_and_port(authority_in(url->second))) {
    return std::nullopt;
  }
  return Error{"target " + target.id, "\"url\" names no host that can be asked",
               "write it like \"https://host.example.vn\", without a user"};
}

}  // namespace

std::optional<Error> check_start(const Config& config) {
  for (auto error : {check_keys(config), check_spool(config.spool), check_control(config.control),
                     check_address(config.address)}) {
    if (error) return error;
  }
  for (const TargetConfig& target : config.targets) {
    if (auto error = check_target(target)) return error;
  }
  return std::nullopt;
}

std::vector<std::string> clear_text_warnings(const Config& config) {
  std::vector<std::string> warnings;
  for (const TargetConfig& target : config.targets) {
    if (const auto* mail = std::get_if<MailTargetConfig>(&target.kind)) {
      if (mail->plain && mail->password && !is_here(host_in(mail->server))) {
        warnings.push_back("target " + target.id + ": the password goes to " +
                           host_in(mail->server) + " in clear text; leave \"plain\" out");
      }
    }
    const auto* http = std::get_if<HttpTargetConfig>(&target.kind);
    if (http == nullptr || http->secrets.empty()) continue;
    for (const auto& [name, value] : http->variables) {
      if (!value.starts_with("http://") || is_here(host_in(value))) continue;
      warnings.push_back("target " + target.id + ": its secrets go to " + host_in(value) +
                         " in clear text; write https in \"" + name + "\"");
    }
  }
  return warnings;
}

}  // namespace precall::sync::tool
