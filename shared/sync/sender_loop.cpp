// Steps, and the rests between them.
#include "sync/sender_loop.hpp"

#include <algorithm>
#include <chrono>

namespace precall::sync {
namespace {

// Longer waits are cut into pieces, so that a clock set back or forth is noticed.
constexpr std::int64_t rest_seconds_max = 60;

}  // namespace

SenderLoop::SenderLoop(std::unique_ptr<Sender> sender, Clock clock)
    : sender_(std::move(sender)), clock_(std::move(clock)), thread_([this] { run(); }) {}

SenderLoop::~SenderLoop() {
  begin_stop();
  thread_.join();
}

void SenderLoop::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_one();
}

void SenderLoop::begin_stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
}

void SenderLoop::run() {
  const std::chrono::milliseconds interval(sender_->target().min_interval_ms());
  while (true) {
    {
      // Whatever wakes it from now on may have come too late for this step.
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
      woken_ = false;
    }
    const auto start = std::chrono::steady_clock::now();
    const auto next = sender_->step();
    rest(next, start + interval);
  }
}

void SenderLoop::rest(std::optional<Instant> next, std::chrono::steady_clock::time_point pace) {
  const std::int64_t seconds =
      next ? std::clamp<std::int64_t>(next->seconds - clock_().seconds, 0, rest_seconds_max)
           : rest_seconds_max;
  std::unique_lock lock(mutex_);
  // The pace is the back end's: nothing but the end of the process cuts it short.
  changed_.wait_until(lock, pace, [this] { return stopping_; });
  changed_.wait_for(lock, std::chrono::seconds(seconds), [this] { return stopping_ || woken_; });
}

}  // namespace precall::sync
