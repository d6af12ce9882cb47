// What the process counts about itself, and how a monitoring system reads it.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/intake.hpp"
#include "sync/sender.hpp"

namespace precall::sync {

// Why a request was turned away before it was examined.
enum class TurnedAway { address_rate, total_rate, busy };

// Counters since the start of the process. Any thread.
class Metrics {
 public:
  void count(const IntakeOutcome& outcome);
  void count(TurnedAway reason);
  void count_commit(std::size_t submissions);

  // The counters in the text format of Prometheus.
  std::string text() const;

 private:
  using Counter = std::atomic<std::uint64_t>;
  static constexpr std::array<std::size_t, 5> group_sizes = {1, 4, 16, 64, 256};

  Counter accepted_ = 0;
  Counter repeated_ = 0;
  std::array<Counter, 4> refused_{};
  std::array<Counter, 3> turned_away_{};
  std::array<Counter, group_sizes.size()> groups_{};  // each with those of smaller sizes
  Counter commits_ = 0;
  Counter committed_ = 0;
};

// What the spool and the senders say at this moment.
struct SpoolGauges {
  std::vector<StateCount> counts;
  std::optional<std::int64_t> oldest_open_seconds;  // none while nothing is open
  std::vector<std::string> paused_targets;
  bool broken = false;
};

std::string gauges_text(const SpoolGauges& gauges);

}  // namespace precall::sync
