// The edge that the modules share: results as NUL-terminated UTF-8, errors as JSON.
#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"

namespace precall {

// A result lives until the next one, so that the host only ever frees what it allocated itself.
// The host calls from one thread.
const char* reply_text(std::string text);

const char* reply(const Json& json);
const char* reply(std::string_view key, Json value);  // {key: value}
const char* reply(const Error& error);                // {error: {place, problem, remedy}}

}  // namespace precall
