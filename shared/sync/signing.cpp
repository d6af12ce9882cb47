// Key files, and signing by libsodium.
#include "sync/signing.hpp"

#include <sodium.h>

#include <algorithm>
#include <iterator>

#include "base/hex.hpp"
#include "base/json.hpp"
#include "base/limits.hpp"
#include "sync/files.hpp"

namespace precall::sync {
namespace {

using Seed = std::array<std::uint8_t, crypto_sign_ed25519_SEEDBYTES>;

constexpr unsigned owner_only = 0600;

Error no_sodium() {
  return Error{"libsodium", "cannot be used", "check its installation"};
}

struct KeyPair {
  Ed25519Key public_key{};
  std::array<std::uint8_t, 64> secret{};
};

KeyPair pair_of(const Seed& seed) {
  KeyPair pair;
  crypto_sign_ed25519_seed_keypair(pair.public_key.data(), pair.secret.data(), seed.data());
  return pair;
}

Result<Seed> read_seed(const std::string& path) {
  const auto text = read_file(path, limits::secret_bytes_max);
  if (!text) return text.error();
  const auto document = parse_json(text.value(), limits::secret_bytes_max);
  if (!document) return in_file(path, document.error());
  std::optional<Error> failure;
  Reader reader(failure);
  reader.object(document.value(), "", "format id seed");
  if (reader.string(document.value(), "", "format") != "precall.key/1") {
    reader.fail("/format", "not a key file", "let serve make one, or name another file");
  }
  Seed seed;
  if (!from_hex(reader.string(document.value(), "", "seed"), seed)) {
    reader.fail("/seed", "not a seed", "restore the file from its copy");
  } else if (reader.string(document.value(), "", "id") != key_id(pair_of(seed).public_key)) {
    reader.fail("/id", "not the id of this key", "restore the file from its copy");
  }
  if (failure) return in_file(path, *failure);
  return seed;
}

}  // namespace

Result<SigningKeys> SigningKeys::load(const std::vector<std::string>& paths) {
  if (sodium_init() < 0) return no_sodium();
  SigningKeys keys;
  for (const std::string& path : paths) {
    if (auto error = keys.take(path)) return *error;
  }
  return keys;
}

std::optional<Error> make_key(const std::string& path) {
  if (sodium_init() < 0) return no_sodium();
  if (auto error = make_directory(directory_of(path))) return error;
  Seed seed;
  randombytes_buf(seed.data(), seed.size());
  const Json document = {{"format", "precall.key/1"},
                         {"id", key_id(pair_of(seed).public_key)},
                         {"seed", to_hex(seed)}};
  const std::size_t slash = path.rfind('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  return write_file(directory_of(path), name, canonical(document) + "\n", owner_only);
}

Result<KeyRing> public_keys_in(const std::vector<std::string>& paths) {
  std::vector<std::string> there;
  std::copy_if(paths.begin(), paths.end(), std::back_inserter(there), file_exists);
  const auto keys = SigningKeys::load(there);
  if (!keys) return keys.error();
  return keys->public_keys();
}

std::optional<Error> SigningKeys::take(const std::string& path) {
  if (!is_private(path)) {
    return Error{path, "others than its owner may read this key", "chmod 600 it"};
  }
  const auto seed = read_seed(path);
  if (!seed) return seed.error();
  const KeyPair pair = pair_of(seed.value());
  if (id_.empty()) {
    id_ = key_id(pair.public_key);
    secret_ = pair.secret;
  }
  ring_[key_id(pair.public_key)] = pair.public_key;
  return std::nullopt;
}

std::string SigningKeys::sign(const Receipt& receipt) const {
  Json document = to_json(receipt);
  const std::string text = signed_text(document);
  Ed25519Signature signature;
  crypto_sign_ed25519_detached(signature.data(), nullptr,
                               reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                               secret_.data());
  document["signature"] = Json{{"key", id_}, {"ed25519", to_hex(signature)}};
  return canonical(document);
}

}  // namespace precall::sync
