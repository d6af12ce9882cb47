// What is done and what is answered are two things: any answer can be lost after the deed.
#include "backend.hpp"

#include <algorithm>

namespace precall::sync::sim {

Backend::Backend(std::string name, BackendKind kind, Chance& chance, const SimTime& time)
    : name_(std::move(name)), kind_(kind), chance_(chance), time_(time) {}

std::optional<Reply> Backend::answer_in_mood() {
  switch (mood_) {
    case Mood::refuses_connections:
      return Reply{{}, false, "", "", {}};
    case Mood::times_out:
      return Reply{};
    case Mood::busy:
      return Reply{429, true, "", "", chance_.between(1, 600)};
    case Mood::fails:
      return Reply{503, true, "", "", {}};
    case Mood::wrong_login:
      return Reply{401, true, "", "", {}};
    case Mood::answers_without:
    case Mood::fine:
      break;
  }
  return std::nullopt;
}

Reply Backend::create(const std::string& key, const std::string& bytes) {
  const auto answer = answer_in_mood();
  if (!answer) {
    Reply made = make(key, bytes);
    if (mood_ == Mood::fine || made.status == 403) return made;
    troubled_.insert(key);
    return Reply{200, true, "", "", {}};
  }
  const bool perhaps_done = mood_ == Mood::times_out || mood_ == Mood::fails;
  if (perhaps_done && chance_.one_in(2)) make(key, bytes);
  return *answer;
}

Reply Backend::make(const std::string& key, const std::string& bytes) {
  if (disliked_.contains(key)) {
    troubled_.insert(key);
    return Reply{403, true, "", "", {}};
  }
  const auto same =
      std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.key == key; });
  if (kind_ == BackendKind::deduplicates && same != items_.end()) {
    return Reply{200, true, same->remote_id, key, {}};
  }
  items_.push_back(Item{key, bytes, std::to_string(items_.size() + 1), time_.passed});
  return Reply{201, true, items_.back().remote_id, key, {}};
}

Reply Backend::find(const std::string& key) {
  if (const auto answer = answer_in_mood()) return *answer;
  const std::int64_t indexed = time_.passed - chance_.between(0, search_lag_max);
  for (const Item& item : items_) {
    if (item.key == key && item.made_at <= indexed) {
      return Reply{200, true, item.remote_id, item.key, {}};
    }
  }
  return Reply{404, true, "", "", {}};
}

Reply Backend::get(const std::string& remote_id) {
  for (const Item& item : items_) {
    if (item.remote_id != remote_id) continue;
    const auto answer = answer_in_mood();
    if (answer && answer->status == 401) troubled_.insert(item.key);
    return answer.value_or(Reply{200, true, item.remote_id, item.key, {}});
  }
  return Reply{404, true, "", "", {}};
}

}  // namespace precall::sync::sim
