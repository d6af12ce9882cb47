// The signature of a receipt: what is signed, and the public keys that it is checked against.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/ed25519.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace precall {

// Public keys by their id.
using KeyRing = std::map<std::string, Ed25519Key>;

// The first 16 digits of the key's SHA-256. It finds the key; the signature proves it.
std::string key_id(const Ed25519Key& key);

// {"format":"precall.keys/1","keys":[{"id","ed25519"}]}, the key as 64 hexadecimal digits. Errors
// name the member as a JSON Pointer; an id that is not the key's own is one.
Result<KeyRing> read_keys(const Json& document);
Json keys_json(const KeyRing& keys);

// What is signed of a receipt: its canonical form without the member "signature".
std::string signed_text(const Json& receipt);

enum class SignatureState { missing, broken, unknown_key, wrong, right };

struct SignatureCheck {
  SignatureState state = SignatureState::missing;
  std::string key;  // the id that the signature names
};

// Checks {"signature":{"key","ed25519"}} of a receipt, the signature as 128 hexadecimal digits.
SignatureCheck check_signature(const Json& receipt, const KeyRing& keys);

}  // namespace precall
