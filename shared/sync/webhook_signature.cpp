// HMAC-SHA-256 by libsodium.
#include "sync/webhook_signature.hpp"

#include <sodium.h>

#include "sync/base64.hpp"

namespace precall::sync {
namespace {

constexpr std::string_view prefix = "whsec_";
constexpr std::size_t key_bytes_min = 24;
constexpr std::size_t key_bytes_max = 64;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::optional<std::string> webhook_key(std::string_view secret) {
  if (!secret.starts_with(prefix)) return std::nullopt;
  auto key = from_base64(secret.substr(prefix.size()));
  if (!key || key->size() < key_bytes_min || key->size() > key_bytes_max) return std::nullopt;
  return key;
}

std::string webhook_signature(std::string_view key, std::string_view id, Instant at,
                              std::string_view body) {
  std::string content = std::string(id) + "." + std::to_string(at.seconds) + ".";
  content += body;
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(content), content.size());
  std::string code(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(code.data()));
  return "v1," + base64(code);
}

}  // namespace precall::sync
