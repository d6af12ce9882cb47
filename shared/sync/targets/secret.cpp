// Reads one secret.
#include "sync/targets/secret.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>

#include "base/limits.hpp"
#include "sync/files.hpp"

namespace precall::sync {
namespace {

Result<std::string> read_source(const SecretSource& source) {
  if (source.kind == SecretSource::Kind::environment) {
    const char* value = std::getenv(source.name.c_str());
    if (value == nullptr) {
      return Error{source.name, "not in the environment", "set it where the service is started"};
    }
    return std::string(value);
  }
  struct stat status = {};
  if (::stat(source.name.c_str(), &status) == 0 && (status.st_mode & S_IRWXO) != 0) {
    return Error{source.name, "a secret that everybody on this machine may read",
                 "take the permissions of others away (chmod o= FILE)"};
  }
  return read_file(source.name, limits::secret_bytes_max);
}

}  // namespace

Result<std::string> read_secret(const SecretSource& source) {
  auto text = read_source(source);
  if (!text) return text;
  std::string secret = std::move(text).value();
  if (secret.ends_with('\n')) secret.pop_back();
  if (secret.ends_with('\r')) secret.pop_back();
  const bool line = std::all_of(secret.begin(), secret.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte != 0x7f;
  });
  if (secret.empty() || !line || secret.size() > limits::secret_bytes_max) {
    return Error{source.name, "not a secret of one line", "write the secret and nothing else"};
  }
  return secret;
}

}  // namespace precall::sync
