// What a running process does besides its work: it looks through the spool at the start, ends what
// retention has ended, and notices when it does not get on.
#pragma once

#include <chrono>
#include <optional>

#include "sync/background.hpp"
#include "sync/committer.hpp"
#include "sync/config.hpp"
#include "sync/edges.hpp"
#include "sync/spool.hpp"

namespace precall::sync {

// Before anything is received or sent: takes up what was cut off and quarantines what is damaged.
// An Error where the spool cannot be relied on.
std::optional<Error> prepare(Spool& spool, const Config& config, const Edges& edges);

class Upkeep {
 public:
  using SteadyTime = std::chrono::steady_clock::time_point;

  // All outlive it.
  Upkeep(Spool& spool, const Committer& committer, Background& background, const Config& config,
         const Edges& edges);

  struct Health {
    bool getting_on = true;  // false while submissions wait and none is answered
    bool ending = false;     // the spool failed a while ago; only a new process can go on
  };
  // To be called every second or so.
  Health look(SteadyTime now);

 private:
  void expire();

  Spool& spool_;
  const Committer& committer_;
  Background& background_;
  Edges edges_;
  std::optional<std::int64_t> retention_days_;
  Instant wall_;       // at the last look
  Instant steady_;     // then, too
  Instant expire_at_;  // of the steady clock
  std::uint64_t answered_ = 0;
  std::optional<SteadyTime> stuck_since_;
  std::optional<SteadyTime> broken_since_;
};

}  // namespace precall::sync
