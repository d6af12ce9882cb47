// SHA-256 on a native host, by OpenSSL, which has the processor's own instructions for it.
#include <openssl/sha.h>

#include "base/digest.hpp"

namespace precall {

Sha256 sha256(std::string_view bytes) {
  Sha256 digest;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return digest;
}

}  // namespace precall
