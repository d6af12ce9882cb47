// One attempt a step, each bracketed by two commits: `sending` before it, its outcome after it.
#include "sync/sender.hpp"

#include <algorithm>

#include "base/digest.hpp"

namespace precall::sync {
namespace {

constexpr std::int64_t backoff_first_seconds = 2;
// A back end that is down over night is found again within a quarter of an hour of its return.
constexpr std::int64_t backoff_most_seconds = 900;
// A full disk under the spool: nothing can be recorded, so nothing is attempted for a while.
constexpr std::int64_t spool_pause_seconds = 30;

Transition transition_of(const DeliveryOutcome& outcome, const Claim& claim, const Edges& edges) {
  const Instant now = edges.clock();
  if (const auto* delivered = std::get_if<Delivered>(&outcome)) {
    return Transition{DeliveryState::delivered, "", delivered->remote_id, now};
  }
  if (const auto* refused = std::get_if<Refused>(&outcome)) {
    return Transition{DeliveryState::held, refused->reason, "", now};
  }
  const std::int64_t wait = backoff_seconds(claim.attempt, edges.random_below);
  return Transition{DeliveryState::waiting, std::get_if<TryLater>(&outcome)->reason, "",
                    Instant{now.seconds + wait}};
}

}  // namespace

std::int64_t backoff_seconds(int attempt, const RandomBelow& random_below) {
  const int doublings = std::clamp(attempt - 1, 0, 16);
  const std::int64_t ceiling = std::min(backoff_first_seconds << doublings, backoff_most_seconds);
  return 1 + static_cast<std::int64_t>(random_below(static_cast<std::uint64_t>(ceiling)));
}

Sender::Sender(Spool& spool, std::vector<std::unique_ptr<Target>> targets, Edges edges)
    : spool_(spool), targets_(std::move(targets)), edges_(std::move(edges)) {}

std::optional<Instant> Sender::step() {
  if (auto error = record()) return pause(*error);
  const auto found = next();
  if (!found) return pause(found.error());
  if (!found.value()) return std::nullopt;
  const Instant now = edges_.clock();
  if (found.value()->due_at.seconds > now.seconds) return found.value()->due_at;
  if (auto error = attempt(*found.value()->target, now)) return pause(*error);
  const auto following = next();
  if (!following) return pause(following.error());
  if (!following.value()) return std::nullopt;
  return following.value()->due_at;
}

Result<std::optional<Sender::Next>> Sender::next() {
  std::optional<Next> next;
  for (const auto& target : targets_) {
    const auto due = spool_.next_due(target->id());
    if (!due) return due.error();
    if (due.value() && (!next || due.value()->seconds < next->due_at.seconds)) {
      next = Next{target.get(), *due.value()};
    }
  }
  return next;
}

std::optional<Error> Sender::attempt(Target& target, Instant now) {
  auto claimed = spool_.claim(target.id(), now);
  if (!claimed) return claimed.error();
  if (!claimed.value()) return std::nullopt;
  Claim claim = *std::move(claimed).value();
  Transition transition;
  if (sha256_hex(claim.submission.bytes) == claim.submission.sha256) {
    transition = transition_of(target.deliver(claim.submission), claim, edges_);
  } else {
    transition = Transition{DeliveryState::quarantined,
                            "the stored bytes do not match their digest", "", now};
  }
  unrecorded_ = Unrecorded{std::move(claim), std::move(transition)};
  return record();
}

std::optional<Error> Sender::record() {
  if (!unrecorded_) return std::nullopt;
  const auto& [claim, transition] = *unrecorded_;
  if (auto error = spool_.finish(claim, transition, edges_.clock())) return error;
  std::string line = "delivery id=" + claim.submission.id + " target=" + claim.target +
                     " attempt=" + std::to_string(claim.attempt) +
                     " state=" + std::string(name_of(transition.state));
  if (!transition.reason.empty()) line += " reason=\"" + transition.reason + "\"";
  const bool well = transition.state == DeliveryState::delivered;
  edges_.log(well ? LogLevel::info : LogLevel::warning, line);
  unrecorded_.reset();
  return std::nullopt;
}

std::optional<Instant> Sender::pause(const Error& error) {
  edges_.log(LogLevel::error, "sending paused: " + to_line(error));
  if (spool_.broken()) return std::nullopt;
  return Instant{edges_.clock().seconds + spool_pause_seconds};
}

}  // namespace precall::sync
