// Ed25519 signatures (RFC 8032) as far as everybody needs them: checking one. The host supplies it,
// like SHA-256: libsodium natively, the page's audited JavaScript library in the browser.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace precall {

using Ed25519Key = std::array<std::uint8_t, 32>;
using Ed25519Signature = std::array<std::uint8_t, 64>;

// Whether the owner of the public key `key` signed just this message. Linear in its length.
bool is_signed(std::string_view message, const Ed25519Signature& signature, const Ed25519Key& key);

}  // namespace precall
