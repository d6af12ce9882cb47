// One attempt a step, each bracketed by two commits: `sending` before it, its outcome after it.
#include "sync/sender.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "sync/log_line.hpp"

namespace precall::sync {
namespace {

constexpr std::int64_t backoff_first_seconds = 2;
// A back end that is down over night is found again within a quarter of an hour of its return.
constexpr std::int64_t backoff_most_seconds = 900;
// Nothing has to wait longer: what does was put there by a clock that was ahead.
constexpr std::int64_t wait_most_seconds = std::int64_t{2} * 24 * 3600;
// More than leap seconds come to, in what a clock was set back.
constexpr std::int64_t set_back_seconds_max = 60;
// A full disk under the spool: nothing can be recorded, so nothing is attempted for a while.
constexpr std::int64_t spool_pause_seconds = 30;

}  // namespace

std::int64_t backoff_seconds(int failures, const RandomBelow& random_below) {
  const int doublings = std::clamp(failures - 1, 0, 16);
  const std::int64_t ceiling = std::min(backoff_first_seconds << doublings, backoff_most_seconds);
  return 1 + static_cast<std::int64_t>(random_below(static_cast<std::uint64_t>(ceiling)));
}

Sender::Sender(Spool& spool, std::unique_ptr<Target> target, Edges edges)
    : spool_(spool), target_(std::move(target)), edges_(std::move(edges)) {}

std::optional<Instant> Sender::step() {
  if (auto error = record()) return spool_failed(*error);
  if (auto error = notice_clock()) return spool_failed(*error);
  const auto next = next_step();
  if (!next) return spool_failed(next.error());
  const Instant now = edges_.clock();
  if (!next.value() || next.value()->seconds > now.seconds) return next.value();
  if (auto error = attempt(now)) return spool_failed(*error);
  const auto following = next_step();
  if (!following) return spool_failed(following.error());
  return following.value();
}

// A clock that is set back must not keep anything waiting for as long as it was ahead: neither
// while it runs nor, since it may have been set in between, after a start.
std::optional<Error> Sender::notice_clock() {
  const Instant wall = edges_.clock();
  const std::int64_t offset = wall.seconds - edges_.steady().seconds;
  const bool started = !offset_;
  const bool set_back = offset_ && offset < *offset_ - set_back_seconds_max;
  if (set_back) resume();
  if (started || set_back) {
    // What a full disk keeps from being recorded is tried again with the next step.
    const Instant latest{wall.seconds + (started ? backoff_most_seconds : 0)};
    if (auto error = spool_.hasten(target_->id(), latest, wall)) return error;
  }
  offset_ = offset;
  return std::nullopt;
}

Result<std::optional<Instant>> Sender::next_step() {
  auto due = spool_.next_due(target_->id());
  if (!due || !due.value()) return due;
  const Instant now = edges_.clock();
  const Instant latest{now.seconds + wait_most_seconds};
  if (due.value()->seconds > latest.seconds) {
    if (auto error = spool_.hasten(target_->id(), latest, now)) return *error;
    due = std::optional(now);
  }
  const auto pause = paused();
  if (pause && pause->until.seconds > latest.seconds) {
    resume();
    return due;
  }
  if (pause && pause->until.seconds > due.value()->seconds) return {pause->until};
  return due;
}

std::optional<Error> Sender::attempt(Instant now) {
  auto claimed = spool_.claim(target_->id(), now);
  if (!claimed) return claimed.error();
  if (!claimed.value()) return std::nullopt;
  Claim claim = *std::move(claimed).value();
  Transition transition;
  if (sha256_hex(claim.submission.bytes) == claim.submission.sha256) {
    transition = judge(claim, target_->deliver(claim));
  } else {
    transition = Transition{DeliveryState::quarantined,
                            "the stored bytes do not match their digest", "", now};
  }
  transition.reason.resize(std::min(transition.reason.size(), limits::reason_bytes_max));
  unrecorded_ = Unrecorded{std::move(claim), std::move(transition)};
  return record();
}

Transition Sender::judge(const Claim& claim, const DeliveryOutcome& outcome) {
  if (const auto* later = std::get_if<TryLater>(&outcome)) {
    return wait(claim, later->reason, later->after_seconds.value_or(0), false);
  }
  if (const auto* not_yet = std::get_if<NotYet>(&outcome)) {
    return Transition{DeliveryState::waiting, not_yet->reason, "",
                      Instant{edges_.clock().seconds + not_yet->after_seconds}};
  }
  if (const auto* unusable = std::get_if<Unusable>(&outcome)) {
    return wait(claim, unusable->reason, 0, true);
  }
  if (const auto* doubtful = std::get_if<Doubtful>(&outcome)) {
    return judge_doubtful(claim, doubtful->reason);
  }
  // The destination took or refused just this submission, so it is fine.
  failures_ = 0;
  doubted_.clear();
  set_pause(std::nullopt);
  if (const auto* refused = std::get_if<Refused>(&outcome)) {
    return Transition{DeliveryState::held, refused->reason, refused->remote_id, edges_.clock()};
  }
  return Transition{DeliveryState::delivered, "", std::get_if<Delivered>(&outcome)->remote_id,
                    edges_.clock()};
}

// The first one is held. If the next submission meets the same, it is the destination.
Transition Sender::judge_doubtful(const Claim& claim, const std::string& reason) {
  if (!doubted_.empty() && doubted_ != claim.submission.id) return wait(claim, reason, 0, true);
  doubted_ = claim.submission.id;
  return Transition{DeliveryState::held, reason, "", edges_.clock()};
}

// The target is left alone as well, by its own count of failures: a long queue must not fall upon
// a back end that is down, one first attempt after the other. After the pause another submission
// goes first, where there is one: it has been due longer.
Transition Sender::wait(const Claim& claim, const std::string& reason, std::int64_t seconds_min,
                        bool unusable) {
  const std::int64_t now = edges_.clock().seconds;
  const std::int64_t pause =
      std::max(seconds_min, backoff_seconds(++failures_, edges_.random_below));
  const std::int64_t rest = backoff_seconds(claim.attempt, edges_.random_below);
  set_pause(Pause{reason, Instant{now + pause}, unusable});
  return Transition{DeliveryState::waiting, reason, "", Instant{now + std::max(pause, rest)}};
}

std::optional<Error> Sender::record() {
  if (!unrecorded_) return std::nullopt;
  const auto& [claim, transition] = *unrecorded_;
  if (auto error = spool_.finish(claim, transition, edges_.clock())) return error;
  const bool well = transition.state == DeliveryState::delivered;
  edges_.log(well ? LogLevel::info : LogLevel::warning,
             log_line("delivery", {{"id", claim.submission.id},
                                   {"target", claim.target},
                                   {"attempt", std::to_string(claim.attempt)},
                                   {"state", std::string(name_of(transition.state))},
                                   {"reason", transition.reason}}));
  unrecorded_.reset();
  return std::nullopt;
}

std::optional<Instant> Sender::spool_failed(const Error& error) {
  edges_.log(LogLevel::error, log_line("sending paused", error));
  if (spool_.broken()) return std::nullopt;
  return Instant{edges_.clock().seconds + spool_pause_seconds};
}

std::optional<Pause> Sender::paused() const {
  const std::lock_guard lock(pause_mutex_);
  return pause_;
}

void Sender::resume() {
  set_pause(std::nullopt);
}

void Sender::set_pause(std::optional<Pause> pause) {
  const std::lock_guard lock(pause_mutex_);
  pause_ = std::move(pause);
}

}  // namespace precall::sync
