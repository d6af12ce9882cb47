// Base64 (RFC 4648, with padding), by libsodium.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace precall::sync {

std::string base64(std::string_view bytes);

// The bytes, or nothing if `text` is anything but base64.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace precall::sync
