// The two lines and the threads that serve them.
#include "sync/committer.hpp"

#include <algorithm>

#include "base/limits.hpp"

namespace precall::sync {
namespace {

// An ordinary submission takes well under a millisecond to examine, the worst that fits into a
// request some. More threads than processors would only take turns.
std::size_t examiner_count() {
  constexpr unsigned most = 8;
  return std::clamp(std::thread::hardware_concurrency(), 1U, most);
}

}  // namespace

Committer::Committer(Intake& intake, Metrics& metrics, std::function<void()> stored)
    : intake_(intake), metrics_(metrics), stored_(std::move(stored)) {
  for (std::size_t i = 0; i < examiner_count(); ++i) {
    examiners_.emplace_back([this] { examine_all(); });
  }
  storer_ = std::thread([this] { store_all(); });
}

Committer::~Committer() {
  stop();
}

bool Committer::take(std::string bytes, Answer answer) {
  if (waiting_.fetch_add(1) >= limits::waiting_submissions_max) {
    --waiting_;
    return false;
  }
  arrived_.put(Arrived{std::move(bytes), std::move(answer)});
  return true;
}

void Committer::stop() {
  arrived_.close();
  for (std::thread& examiner : examiners_) examiner.join();
  examiners_.clear();
  examined_.close();
  if (storer_.joinable()) storer_.join();
}

void Committer::examine_all() {
  while (true) {
    auto next = arrived_.take(1);
    if (next.empty()) return;
    auto& [bytes, answer] = next.front();
    examined_.put(Examined{intake_.examine(bytes), std::move(answer)});
  }
}

void Committer::store_all() {
  while (true) {
    auto group = examined_.take(limits::commit_submissions_max);
    if (group.empty()) return;
    std::vector<Examination> examinations;
    examinations.reserve(group.size());
    for (Examined& item : group) examinations.push_back(std::move(item.examination));
    const auto outcomes = intake_.store(std::move(examinations));
    std::size_t stored = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
      const auto* kept = std::get_if<Stored>(&outcomes[i]);
      if (kept != nullptr && !kept->repeated) ++stored;
      metrics_.count(outcomes[i]);
      group[i].answer(outcomes[i]);
      --waiting_;
      ++answered_;
    }
    if (stored == 0) continue;
    metrics_.count_commit(stored);
    stored_();
  }
}

}  // namespace precall::sync
