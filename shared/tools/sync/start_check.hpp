// What `serve --check` looks at beside policies, mappings and secrets: whether a start could have
// the keys, paths and addresses of the config, and what would cross a network in clear text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "sync/config.hpp"

namespace precall::sync::tool {

// Makes nothing, and asks nobody else.
std::optional<Error> check_start(const Config& config);

// One line each, for people.
std::vector<std::string> clear_text_warnings(const Config& config);

}  // namespace precall::sync::tool
