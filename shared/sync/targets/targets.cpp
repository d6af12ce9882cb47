// One case for each kind of target.
#include "sync/targets/targets.hpp"

#include "sync/targets/file_target.hpp"

namespace precall::sync {

Result<std::unique_ptr<Target>> make_target(const TargetConfig& config, const Edges&) {
  if (const auto* file = std::get_if<FileTargetConfig>(&config.kind)) {
    return std::unique_ptr<Target>(std::make_unique<FileTarget>(config.id, file->directory));
  }
  return Error{config.id, "this kind of target is not built yet", "use a file target"};
}

}  // namespace precall::sync
