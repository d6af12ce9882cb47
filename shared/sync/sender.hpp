// Moves the deliveries to one target through their states: one attempt a step. It owns no clock,
// timer or thread.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "sync/edges.hpp"
#include "sync/spool.hpp"
#include "sync/target.hpp"

namespace precall::sync {

// How long to wait after failure number `failures` in a row: full jitter under a doubling ceiling,
// so that a thousand deliveries that failed together do not come back together.
std::int64_t backoff_seconds(int failures, const RandomBelow& random_below);

// Nothing is sent to a target for a while, because sending just failed.
struct Pause {
  std::string reason;
  Instant until;
  bool unusable = false;  // somebody has to mend the config or the destination
};

class Sender {
 public:
  // The spool outlives the sender.
  Sender(Spool& spool, std::unique_ptr<Target> target, Edges edges);

  // Makes at most one attempt, at the delivery that has been due longest. Returns when the next
  // step is due (which may be now or in the past), or nothing if there is nothing to do before
  // another submission comes in.
  std::optional<Instant> step();

  const Target& target() const { return *target_; }
  // May be called from any thread, like resume(), which ends the pause.
  std::optional<Pause> paused() const;
  void resume();

 private:
  struct Unrecorded {
    Claim claim;
    Transition transition;
  };

  std::optional<Error> notice_clock();
  Result<std::optional<Instant>> next_step();
  std::optional<Error> attempt(Instant now);
  Transition judge(const Claim& claim, const DeliveryOutcome& outcome);
  Transition judge_doubtful(const Claim& claim, const std::string& reason);
  Transition wait(const Claim& claim, const std::string& reason, std::int64_t seconds_min,
                  bool unusable);
  std::optional<Error> record();
  std::optional<Instant> spool_failed(const Error& error);
  void set_pause(std::optional<Pause> pause);

  Spool& spool_;
  std::unique_ptr<Target> target_;
  Edges edges_;
  // An outcome that a full disk kept out of the spool. Nothing else is sent before it is in.
  std::optional<Unrecorded> unrecorded_;
  std::optional<std::int64_t> offset_;  // of the clock from the steady one, at the last step
  int failures_ = 0;  // attempts in a row after which the target had to be left alone
  // The last submission held as doubtful, while nothing has shown the destination to be fine since.
  std::string doubted_;
  mutable std::mutex pause_mutex_;
  std::optional<Pause> pause_;
};

}  // namespace precall::sync
