// The start, the daily erasing, and the watch over the committer and the spool.
#include "sync/upkeep.hpp"

#include "base/limits.hpp"
#include "sync/stranded.hpp"

namespace precall::sync {
namespace {

constexpr std::int64_t day_seconds = 86400;
// A disk that takes longer for one commit does not come back by waiting.
constexpr std::chrono::seconds stuck_time_max{30};
// Long enough for those who wait to be answered and for a proxy to notice; then a new process.
constexpr std::chrono::seconds broken_time_max{5};

std::optional<Error> expire_old(Spool& spool, std::int64_t retention_days, const Edges& edges) {
  const Instant now = edges.clock();
  const auto expired = spool.expire(Instant{now.seconds - retention_days * day_seconds}, now);
  if (!expired) return expired.error();
  if (expired.value() > 0) {
    edges.log(LogLevel::info,
              "personal data erased, retention ended: " + std::to_string(expired.value()));
  }
  return std::nullopt;
}

void log_findings(const ScanReport& report, const Log& log) {
  for (const std::string& id : report.damaged) {
    log(LogLevel::error, "quarantined, its bytes do not match their digest: id=" + id);
  }
  for (const std::string& id : report.unreceipted) {
    log(LogLevel::error, "its receipt does not say what the spool says: id=" + id);
  }
  if (!report.chain_broken_at.empty()) {
    log(LogLevel::error,
        "the chain of accepted requests is broken at id=" + report.chain_broken_at);
  }
  log(LogLevel::info, "spool scanned: " + std::to_string(report.submissions) +
                          " requests, chain head " + report.chain_head);
}

std::optional<Error> log_stranded(Spool& spool, const Config& config, const Log& log) {
  const auto counts = spool.counts();
  if (!counts) return counts.error();
  std::vector<std::string> known;
  for (const TargetConfig& target : config.targets) known.push_back(target.id);
  for (const std::string& target : stranded_targets(counts.value(), known)) {
    log(LogLevel::warning, "deliveries wait for nobody: target=" + target + " reason=\"" +
                               std::string(stranded_reason) + "\"");
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> prepare(Spool& spool, const Config& config, const Edges& edges) {
  const auto recovered = spool.recover(edges.clock());
  if (!recovered) return recovered.error();
  if (recovered.value() > 0) {
    edges.log(LogLevel::warning,
              "deliveries cut off earlier, sent again: " + std::to_string(recovered.value()));
  }
  const auto report = spool.scan(true, edges.clock());
  if (!report) return report.error();
  log_findings(report.value(), edges.log);
  if (!report->database.empty()) {
    return Error{config.spool, "the database is damaged: " + report->database,
                 "export what can be read, and start with a new spool"};
  }
  if (auto error = log_stranded(spool, config, edges.log)) return error;
  if (!config.retention_days) return std::nullopt;
  auto error = expire_old(spool, *config.retention_days, edges);
  // A full disk is no reason not to send what is there.
  if (!error || spool.broken()) return error;
  edges.log(LogLevel::error, "retention: " + to_line(*error));
  return std::nullopt;
}

Upkeep::Upkeep(Spool& spool, const Committer& committer, Background& background,
               const Config& config, const Edges& edges)
    : spool_(spool),
      committer_(committer),
      background_(background),
      edges_(edges),
      retention_days_(config.retention_days),
      expired_at_(edges.clock()) {}

Upkeep::Health Upkeep::look(SteadyTime now) {
  expire();
  Health health;
  const auto progress = committer_.progress();
  const bool stuck = progress.waiting > 0 && progress.answered == answered_;
  answered_ = progress.answered;
  if (!stuck) stuck_since_.reset();
  if (stuck && !stuck_since_) stuck_since_ = now;
  health.getting_on = !stuck_since_ || now - *stuck_since_ < stuck_time_max;
  if (!spool_.broken()) return health;
  if (!broken_since_) {
    broken_since_ = now;
    edges_.log(LogLevel::error, "the spool failed: no more receipts; ending soon");
  }
  health.ending = now - *broken_since_ >= broken_time_max;
  return health;
}

void Upkeep::expire() {
  const Instant now = edges_.clock();
  if (!retention_days_ || now.seconds - expired_at_.seconds < day_seconds) return;
  expired_at_ = now;
  background_.run([this] {
    if (auto error = expire_old(spool_, *retention_days_, edges_)) {
      edges_.log(LogLevel::error, "retention: " + to_line(*error));
    }
  });
}

}  // namespace precall::sync
