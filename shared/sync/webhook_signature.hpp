// Signatures of webhooks as Standard Webhooks has them: HMAC-SHA-256 over id, time and body.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"

namespace precall::sync {

// The key in a secret "whsec_<base64>", of 24 to 64 bytes; nothing if it is not one.
std::optional<std::string> webhook_key(std::string_view secret);

// The value of the header "webhook-signature": "v1," and the base64 of the HMAC-SHA-256 of
// "<id>.<seconds since 1970>.<body>" under `key`.
std::string webhook_signature(std::string_view key, std::string_view id, Instant at,
                              std::string_view body);

}  // namespace precall::sync
