// JSON that a back end answered with: read leniently, because it is not ours to mend, and looked
// at only by pointer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace precall::sync {

// Nothing if it is not JSON.
std::optional<Json> parse_remote_json(const std::string& text);

// A JSON Pointer (RFC 6901): "" or "/…" with ~ only as ~0 and ~1.
bool is_pointer(std::string_view text);
// What stands there, or nullptr.
const Json* at_pointer(const Json& document, std::string_view pointer);

// A back end's id for something: 1 to 128 visible ASCII characters that need no quotes, and not 0.
std::optional<std::string> remote_id(std::string_view text);
// The same, of a string or a whole number.
std::optional<std::string> remote_id(const Json* value);

// Whether `id` stands in a string of `value`, at any depth that people use, as a whole token: not
// inside a longer word of letters, digits, "-" and "_".
bool holds_token(const Json& value, std::string_view id);

}  // namespace precall::sync
