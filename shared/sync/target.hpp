// Where submissions are delivered to: the one interface of every kind of back end.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "sync/spool.hpp"

namespace precall::sync {

// The target has it, and told under which id (or name) it is kept there.
struct Delivered {
  std::string remote_id;
};

// It may work later: the same id and bytes are sent again.
struct TryLater {
  std::string reason;
};

// It will not work by itself: a person has to decide.
struct Refused {
  std::string reason;
};

using DeliveryOutcome = std::variant<Delivered, TryLater, Refused>;

class Target {
 public:
  Target() = default;
  virtual ~Target() = default;
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;

  // The id in the config; deliveries are recorded under it.
  virtual const std::string& id() const = 0;

  // One attempt. It may follow an attempt whose outcome nobody knows, so it looks for the
  // submission's id before it makes anything where the back end does not deduplicate by itself.
  virtual DeliveryOutcome deliver(const SpooledSubmission& submission) = 0;
};

}  // namespace precall::sync
