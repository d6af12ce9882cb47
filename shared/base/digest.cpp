// The part of SHA-256 that is the same for every host: printing it.
#include "base/digest.hpp"

#include "base/hex.hpp"

namespace precall {

std::string sha256_hex(std::string_view bytes) {
  return to_hex(sha256(bytes));
}

}  // namespace precall
