// Makes each configured target: the one place that knows every kind.
#pragma once

#include <memory>

#include "base/result.hpp"
#include "sync/config.hpp"
#include "sync/edges.hpp"
#include "sync/target.hpp"

namespace precall::sync {

// Reads the mapping and the secrets that the target names. Nothing is connected to yet.
Result<std::unique_ptr<Target>> make_target(const TargetConfig& config, const Edges& edges);

}  // namespace precall::sync
