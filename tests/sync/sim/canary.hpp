// Faults put into the uploader on purpose. A simulation that does not find them proves nothing.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "sync/spool.hpp"

namespace precall::sync::sim {

enum class Canary {
  none,
  no_sync,        // the disk says that it synced, and did not
  early_receipt,  // the receipt is given before the commit
  new_id          // repeated attempts go out under another id
};

// "no-sync", "early-receipt", "new-id"
std::optional<Canary> canary_named(std::string_view name);

// The spool with the fault in it, if the fault is one of the spool.
std::unique_ptr<Spool> with_canary(std::unique_ptr<Spool> spool, Canary canary);

}  // namespace precall::sync::sim
