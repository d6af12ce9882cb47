// SHA-256 on a native host, by libsodium.
#include <sodium.h>

#include "base/digest.hpp"

namespace precall {

Sha256 sha256(std::string_view bytes) {
  Sha256 digest;
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  return digest;
}

}  // namespace precall
