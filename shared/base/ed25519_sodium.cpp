// Ed25519 on a native host, by libsodium.
#include <sodium.h>

#include "base/ed25519.hpp"

namespace precall {

bool is_signed(std::string_view message, const Ed25519Signature& signature, const Ed25519Key& key) {
  return crypto_sign_ed25519_verify_detached(signature.data(),
                                             reinterpret_cast<const unsigned char*>(message.data()),
                                             message.size(), key.data()) == 0;
}

}  // namespace precall
