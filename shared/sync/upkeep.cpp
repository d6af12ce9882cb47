// The start, the daily erasing, and the watch over the committer and the spool.
#include "sync/upkeep.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/limits.hpp"
#include "sync/log_line.hpp"
#include "sync/stranded.hpp"

namespace precall::sync {
namespace {

constexpr std::int64_t day_seconds = 86400;
// What retention takes is gone for good, so a clock that is wrong for a while must not end it: for
// this long a clock has to run evenly first, after a start as well.
constexpr std::int64_t doubt_seconds = 3600;
// More than leap seconds and a slow look come to.
constexpr std::int64_t jump_seconds_max = 60;
// A disk that takes longer for one commit does not come back by waiting.
constexpr std::chrono::seconds stuck_time_max{30};
// Long enough for those who wait to be answered and for a proxy to notice; then a new process.
constexpr std::chrono::seconds broken_time_max{5};

std::optional<Error> expire_old(Spool& spool, std::int64_t retention_days, const Edges& edges) {
  const Instant now = edges.clock();
  const auto expired = spool.expire(Instant{now.seconds - retention_days * day_seconds}, now);
  if (!expired) return expired.error();
  if (expired->submissions > 0) {
    edges.log(LogLevel::info, log_line("retention ended, personal data erased",
                                       {{"requests", std::to_string(expired->submissions)}}));
  }
  if (expired->open > 0) {
    edges.log(LogLevel::warning, log_line("retention ended before delivery",
                                          {{"deliveries", std::to_string(expired->open)}}));
  }
  return std::nullopt;
}

void log_findings(const ScanReport& report, const Log& log) {
  for (const std::string& id : report.damaged) {
    log(LogLevel::error,
        log_line("quarantined: its bytes do not match their digest", {{"id", id}}));
  }
  for (const std::string& id : report.unreceipted) {
    log(LogLevel::error, log_line("its receipt does not say what the spool says", {{"id", id}}));
  }
  if (!report.chain_broken_at.empty()) {
    log(LogLevel::error,
        log_line("the chain of accepted requests is broken", {{"id", report.chain_broken_at}}));
  }
  log(LogLevel::info, log_line("spool scanned", {{"requests", std::to_string(report.submissions)},
                                                 {"chain_head", report.chain_head}}));
}

std::optional<Error> log_stranded(Spool& spool, const Config& config, const Log& log) {
  const auto counts = spool.counts();
  if (!counts) return counts.error();
  std::vector<std::string> known;
  for (const TargetConfig& target : config.targets) known.push_back(target.id);
  for (const std::string& target : stranded_targets(counts.value(), known)) {
    log(LogLevel::warning,
        log_line("deliveries wait for nobody",
                 {{"target", target}, {"reason", std::string(stranded_reason)}}));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> prepare(Spool& spool, const Config& config, const Edges& edges) {
  const auto recovered = spool.recover(edges.clock());
  if (!recovered) return recovered.error();
  if (recovered.value() > 0) {
    edges.log(LogLevel::warning, log_line("cut off earlier, sent again",
                                          {{"deliveries", std::to_string(recovered.value())}}));
  }
  const auto report = spool.scan({.quarantine = true, .store = StoreCheck::quick}, edges.clock());
  if (!report) return report.error();
  log_findings(report.value(), edges.log);
  if (!report->database.empty()) {
    return Error{config.spool, "the database is damaged: " + report->database,
                 "export what can be read, and start with a new spool"};
  }
  return log_stranded(spool, config, edges.log);
}

Upkeep::Upkeep(Spool& spool, const Committer& committer, Background& background,
               const Config& config, const Edges& edges)
    : spool_(spool),
      committer_(committer),
      background_(background),
      edges_(edges),
      retention_days_(config.retention_days),
      wall_(edges.clock()),
      steady_(edges.steady()),
      expire_at_{steady_.seconds + doubt_seconds} {}

Upkeep::Health Upkeep::look(SteadyTime now) {
  expire();
  Health health;
  const auto progress = committer_.progress();
  const bool stuck = progress.waiting > 0 && progress.answered == answered_;
  answered_ = progress.answered;
  if (!stuck) stuck_since_.reset();
  if (stuck && !stuck_since_) stuck_since_ = now;
  health.getting_on = !stuck_since_ || now - *stuck_since_ < stuck_time_max;
  // Nobody may send anything until the health is good again, so that space is looked for here.
  if (spool_.full()) background_.run([this] { spool_.try_commit(); });
  if (!spool_.broken()) return health;
  if (!broken_since_) {
    broken_since_ = now;
    edges_.log(LogLevel::error, log_line("the spool failed: no more receipts, ending soon"));
  }
  health.ending = now - *broken_since_ >= broken_time_max;
  return health;
}

void Upkeep::expire() {
  if (!retention_days_) return;
  const Instant wall = edges_.clock();
  const Instant steady = edges_.steady();
  const std::int64_t jump = (wall.seconds - wall_.seconds) - (steady.seconds - steady_.seconds);
  wall_ = wall;
  steady_ = steady;
  if (std::abs(jump) > jump_seconds_max) {
    edges_.log(LogLevel::warning, log_line("the clock jumped: nothing expires for an hour",
                                           {{"seconds", std::to_string(jump)}}));
    expire_at_.seconds = std::max(expire_at_.seconds, steady.seconds + doubt_seconds);
  }
  if (steady.seconds < expire_at_.seconds) return;
  expire_at_.seconds = steady.seconds + day_seconds;
  background_.run([this] {
    if (auto error = expire_old(spool_, *retention_days_, edges_)) {
      edges_.log(LogLevel::error, log_line("retention failed", *error));
    }
  });
}

}  // namespace precall::sync
