// A thread for what the event loop must not wait for: questions to the spool that read much of it.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include "sync/waiting_line.hpp"

namespace precall::sync {

class Background {
 public:
  using Task = std::function<void()>;

  Background();
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  // Any thread. Tasks run one after the other. False, and the task is not run, while too many wait.
  bool run(Task task);

  // Does what waits, then ends. Nothing may be given to it any more.
  void stop();

 private:
  void run_all();

  std::atomic<int> waiting_ = 0;
  WaitingLine<Task> tasks_;
  std::thread thread_;
};

}  // namespace precall::sync
