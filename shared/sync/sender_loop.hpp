// A thread for one sender: one attempt after the other, at the target's pace, so that a slow back
// end holds up neither the receiver nor another target.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "sync/edges.hpp"
#include "sync/sender.hpp"

namespace precall::sync {

class SenderLoop {
 public:
  // Sends until it is stopped. The clock may be set at any time; waiting does not rely on it.
  SenderLoop(std::unique_ptr<Sender> sender, Clock clock);
  ~SenderLoop();
  SenderLoop(const SenderLoop&) = delete;
  SenderLoop& operator=(const SenderLoop&) = delete;

  // Any thread: another delivery may be due.
  void wake();

  // Begins no further attempt. The one under way ends by its own deadlines; the destructor waits
  // for that. Whoever cannot wait may kill the process: the attempt is on record, and its outcome
  // counts as unknown.
  void begin_stop();

  Sender& sender() { return *sender_; }

 private:
  void run();
  void rest(std::optional<Instant> next, std::chrono::steady_clock::time_point pace);

  std::unique_ptr<Sender> sender_;
  Clock clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace precall::sync
