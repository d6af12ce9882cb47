// Takes submissions from many requests and stores them together: several threads examine, one
// stores whatever has been examined by then in one commit. The longer a commit takes, the more go
// into the next, so that one sync of the disk carries as many as arrive meanwhile.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "sync/intake.hpp"
#include "sync/metrics.hpp"
#include "sync/waiting_line.hpp"

namespace precall::sync {

class Committer {
 public:
  // Called once, from the committing thread.
  using Answer = std::function<void(const IntakeOutcome&)>;

  // Intake and metrics outlive the committer. `stored` is called after each commit that stored
  // anything new.
  Committer(Intake& intake, Metrics& metrics, std::function<void()> stored);
  ~Committer();
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  // Any thread. False, and nothing is taken, while limits::waiting_submissions_max wait already.
  bool take(std::string bytes, Answer answer);

  // Answers what waits, then ends. Nothing may be taken any more.
  void stop();

  // To see whether it gets on: how many wait for their answer, and how many had one since the
  // start.
  struct Progress {
    std::uint64_t waiting = 0;
    std::uint64_t answered = 0;
  };
  Progress progress() const { return {waiting_, answered_}; }

 private:
  struct Arrived {
    std::string bytes;
    Answer answer;
  };
  struct Examined {
    Examination examination;
    Answer answer;
  };

  void examine_all();
  void store_all();

  Intake& intake_;
  Metrics& metrics_;
  std::function<void()> stored_;
  std::atomic<std::uint64_t> waiting_ = 0;
  std::atomic<std::uint64_t> answered_ = 0;
  WaitingLine<Arrived> arrived_;
  WaitingLine<Examined> examined_;
  std::vector<std::thread> examiners_;
  std::thread storer_;
};

}  // namespace precall::sync
