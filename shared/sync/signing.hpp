// The keys that receipts are signed with. The secret halves never leave this file and its disk.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "submission/signature.hpp"
#include "sync/receipt.hpp"

namespace precall::sync {

// A key file is {"format":"precall.key/1","id","seed"}: the seed (RFC 8032's private key) as 64
// hexadecimal digits, readable by its owner only.
class SigningKeys {
 public:
  // Reads the files. The first one signs.
  static Result<SigningKeys> load(const std::vector<std::string>& paths);

  // The receipt with its signature, in canonical form. May be called from several threads.
  std::string sign(const Receipt& receipt) const;

  // Of all files, for whoever verifies receipts.
  const KeyRing& public_keys() const { return ring_; }

 private:
  SigningKeys() = default;
  std::optional<Error> take(const std::string& path);

  std::array<std::uint8_t, 64> secret_{};  // as libsodium has it: seed and public key
  std::string id_;                         // of the key that signs
  KeyRing ring_;
};

// Makes a key file, and the directory that it is in.
std::optional<Error> make_key(const std::string& path);

// The public keys of those files that are there.
Result<KeyRing> public_keys_in(const std::vector<std::string>& paths);

}  // namespace precall::sync
