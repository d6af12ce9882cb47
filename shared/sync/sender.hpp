// Moves deliveries through their states: one attempt a step. It owns no clock, timer or thread.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sync/edges.hpp"
#include "sync/spool.hpp"
#include "sync/target.hpp"

namespace precall::sync {

// How long to wait after attempt number `attempt` failed: full jitter under a doubling ceiling, so
// that a thousand deliveries that failed together do not come back together.
std::int64_t backoff_seconds(int attempt, const RandomBelow& random_below);

class Sender {
 public:
  // The spool outlives the sender.
  Sender(Spool& spool, std::vector<std::unique_ptr<Target>> targets, Edges edges);

  // Makes at most one attempt, at the delivery that has been due longest. Returns when the next
  // step is due (which may be now or in the past), or nothing if there is nothing to do before
  // another submission comes in.
  std::optional<Instant> step();

 private:
  struct Next {
    Target* target;
    Instant due_at;
  };
  struct Unrecorded {
    Claim claim;
    Transition transition;
  };

  Result<std::optional<Next>> next();
  std::optional<Error> attempt(Target& target, Instant now);
  std::optional<Error> record();
  std::optional<Instant> pause(const Error& error);

  Spool& spool_;
  std::vector<std::unique_ptr<Target>> targets_;
  Edges edges_;
  // An outcome that a full disk kept out of the spool. Nothing else is sent before it is in.
  std::optional<Unrecorded> unrecorded_;
};

}  // namespace precall::sync
