// SHA-256, the one digest of the product. The host supplies it: OpenSSL natively, and in the
// browser the page's audited JavaScript library, so that the module carries no cryptography.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace precall {

using Sha256 = std::array<std::uint8_t, 32>;

// FIPS 180-4. Linear in the length of `bytes`.
Sha256 sha256(std::string_view bytes);

// The digest as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace precall
