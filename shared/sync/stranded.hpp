// Targets that were taken out of the config, or renamed, while something still had to be sent
// there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/spool.hpp"

namespace precall::sync {

inline constexpr std::string_view stranded_reason = "no target of this name in the config";

// Those in `counts` that have deliveries to be sent, and are not among `known`.
std::vector<std::string> stranded_targets(const std::vector<StateCount>& counts,
                                          const std::vector<std::string>& known);

}  // namespace precall::sync
