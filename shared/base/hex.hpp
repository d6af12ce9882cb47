// Bytes as lower-case hexadecimal digits: digests, keys and signatures in JSON.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace precall {

std::string to_hex(std::span<const std::uint8_t> bytes);

// Fills `bytes` from just twice as many lower-case digits; false for any other text.
bool from_hex(std::string_view text, std::span<std::uint8_t> bytes);

}  // namespace precall
