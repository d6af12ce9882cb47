// One task after the other.
#include "sync/background.hpp"

namespace precall::sync {
namespace {

// A person and a monitoring system ask now and then; more is a mistake of theirs.
constexpr int tasks_max = 64;

}  // namespace

Background::Background() : thread_([this] { run_all(); }) {}

Background::~Background() {
  stop();
}

bool Background::run(Task task) {
  if (waiting_.fetch_add(1) >= tasks_max) {
    --waiting_;
    return false;
  }
  tasks_.put(std::move(task));
  return true;
}

void Background::stop() {
  tasks_.close();
  if (thread_.joinable()) thread_.join();
}

void Background::run_all() {
  while (true) {
    const auto next = tasks_.take(1);
    if (next.empty()) return;
    next.front()();
    --waiting_;
  }
}

}  // namespace precall::sync
