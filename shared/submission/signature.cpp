// Reads keys and signatures, strictly: what is odd is not a signature.
#include "submission/signature.hpp"

#include <optional>

#include "base/digest.hpp"
#include "base/hex.hpp"
#include "base/limits.hpp"

namespace precall {
namespace {

constexpr std::size_t key_id_digits = 16;

}  // namespace

std::string key_id(const Ed25519Key& key) {
  const std::string_view bytes(reinterpret_cast<const char*>(key.data()), key.size());
  return sha256_hex(bytes).substr(0, key_id_digits);
}

Result<KeyRing> read_keys(const Json& document) {
  std::optional<Error> failure;
  Reader reader(failure);
  KeyRing ring;
  reader.object(document, "", "format keys");
  if (!failure && !is_string(document["format"], "precall.keys/1")) {
    reader.fail("/format", "not a list of keys", "take it from the receiver's /v1/keys");
  }
  if (failure) return *failure;
  const Json& keys = reader.array(document, "", "keys", limits::config_entries_max);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Place place = child("/keys", i);
    Ed25519Key key;
    reader.object(keys[i], place, "id ed25519");
    if (!from_hex(text_at(keys[i], "ed25519"), key)) {
      reader.fail(child(place, "ed25519"), "not a public key", "write it as 64 digits");
    } else if (text_at(keys[i], "id") != key_id(key)) {
      reader.fail(child(place, "id"), "not the id of this key", "take both from the receiver");
    }
    if (failure) return *failure;
    ring[key_id(key)] = key;
  }
  if (failure) return *failure;
  return ring;
}

Json keys_json(const KeyRing& keys) {
  Json list = Json::array();
  for (const auto& [id, key] : keys) {
    Json item = Json::object();
    set_text(item, "id", id);
    set_text(item, "ed25519", to_hex(key));
    list.push_back(std::move(item));
  }
  Json document = Json::object();
  set_text(document, "format", "precall.keys/1");
  set_value(document, "keys", std::move(list));
  return document;
}

std::string signed_text(const Json& receipt) {
  Json bare = receipt;
  if (bare.is_object()) bare.erase("signature");
  return canonical(bare);
}

SignatureCheck check_signature(const Json& receipt, const KeyRing& keys) {
  SignatureCheck check;
  const Json* found = Reader::find(receipt, "signature");
  if (found == nullptr) return check;
  check.key = text_at(*found, "key");
  Ed25519Signature signature;
  if (check.key.empty() || !from_hex(text_at(*found, "ed25519"), signature)) {
    check.state = SignatureState::broken;
    return check;
  }
  const auto key = keys.find(check.key);
  if (key == keys.end()) {
    check.state = SignatureState::unknown_key;
    return check;
  }
  const bool right = is_signed(signed_text(receipt), signature, key->second);
  check.state = right ? SignatureState::right : SignatureState::wrong;
  return check;
}

}  // namespace precall
