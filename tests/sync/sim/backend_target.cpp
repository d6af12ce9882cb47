// Looks before it creates where the back end can be searched, and not before the search has caught
// up with what an earlier attempt may have done.
#include "backend_target.hpp"

#include <algorithm>

namespace precall::sync::sim {
namespace {

// The machine goes down at one in so many exchanges, before it, and as often after it.
constexpr std::uint64_t exchanges_per_crash = 60;

DeliveryOutcome judge(const Reply& reply) {
  if (!reply.status) return TryLater{"no answer", {}};
  const std::string reason = "answered " + std::to_string(*reply.status);
  switch (*reply.status) {
    case 200:
    case 201:
      if (reply.remote_id.empty()) return Refused{reason + " without an id"};
      return Delivered{reply.remote_id};
    case 401:
      return Unusable{reason};
    case 403:
      return Doubtful{reason};
    default:
      return TryLater{reason, reply.retry_after};
  }
}

}  // namespace

BackendTarget::BackendTarget(Backend& backend, SimDisk& disk, Chance& chance, const SimTime& time,
                             bool crashes)
    : backend_(backend),
      disk_(disk),
      chance_(chance),
      time_(time),
      crashes_(crashes),
      started_at_(time.passed) {}

// An earlier process may have made an attempt just before it ended, and the clock may have jumped
// since: only time that this process saw passing counts.
bool BackendTarget::settled(const std::string& id) const {
  const auto attempted = attempted_at_.find(id);
  const std::int64_t since = attempted == attempted_at_.end() ? started_at_ : attempted->second;
  return time_.passed - since > Backend::search_lag_max;
}

DeliveryOutcome BackendTarget::deliver(const Claim& claim) {
  const std::string& id = claim.submission.id;
  if (backend_.kind() != BackendKind::searchable || claim.attempt == 1) return create(claim);
  if (!settled(id)) return TryLater{"the search has to catch up", Backend::search_lag_max};
  const Reply found = backend_.find(id);
  if (found.status == 404) return create(claim);
  return judge(found);
}

DeliveryOutcome BackendTarget::create(const Claim& claim) {
  crash_perhaps();
  // The dead send nothing; what is answered here is never recorded.
  if (disk_.down()) return TryLater{"down", {}};
  const Reply reply = backend_.create(claim.submission.id, claim.submission.bytes);
  attempted_at_[claim.submission.id] = time_.passed;
  crash_perhaps();
  return judge(reply);
}

void BackendTarget::crash_perhaps() {
  if (!crashes_ || !chance_.one_in(exchanges_per_crash)) return;
  disk_.crash(chance_.one_in(2) ? CrashKind::process : CrashKind::power);
}

}  // namespace precall::sync::sim
