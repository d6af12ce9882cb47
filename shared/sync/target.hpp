// Where submissions are delivered to: the one interface of every kind of back end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "sync/spool.hpp"

namespace precall::sync {

// The target has it, and told under which id (or name) it is kept there.
struct Delivered {
  std::string remote_id;
};

// It may work later: the same id and bytes are sent again, not before `after_seconds` if the target
// named a time.
struct TryLater {
  std::string reason;
  std::optional<std::int64_t> after_seconds;
};

// Nothing was sent: this submission alone has to wait, and the target takes others meanwhile.
struct NotYet {
  std::string reason;
  std::int64_t after_seconds = 1;
};

// It will not work by itself: a person has to decide.
struct Refused {
  std::string reason;
  std::string remote_id = {};  // where it was taken all the same
};

// It may be this submission or the destination: 403 is both. Another submission will tell.
struct Doubtful {
  std::string reason;
};

// The destination itself is wrong: a login, an address, a certificate. No submission would pass.
struct Unusable {
  std::string reason;
};

using DeliveryOutcome = std::variant<Delivered, TryLater, NotYet, Refused, Doubtful, Unusable>;

class Target {
 public:
  Target() = default;
  virtual ~Target() = default;
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;

  // The id in the config; deliveries are recorded under it.
  virtual const std::string& id() const = 0;

  // One attempt, which may take as long as limits::remote_ms_max a request. It may follow an
  // attempt whose outcome nobody knows, so it looks for the submission's id before it makes
  // anything where the back end does not deduplicate by itself.
  virtual DeliveryOutcome deliver(const Claim& claim) = 0;

  // The least time from one attempt to the next, in milliseconds.
  virtual std::int64_t min_interval_ms() const { return 0; }
};

}  // namespace precall::sync
