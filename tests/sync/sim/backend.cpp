// What is done and what is answered are two things: any answer can be lost after the deed.
#include "backend.hpp"

#include <algorithm>

namespace precall::sync::sim {

Backend::Backend(std::string name, BackendKind kind, Chance& chance, const SimTime& time)
    : name_(std::move(name)), kind_(kind), chance_(chance), time_(time) {}

Reply Backend::create(const std::string& key, const std::string& bytes) {
  const bool first = chance_.one_in(2);
  switch (mood_) {
    case Mood::refuses_connections:
      return {};
    case Mood::busy:
      return {429, "", chance_.between(1, 600)};
    case Mood::wrong_login:
      return {401, "", {}};
    case Mood::times_out:
      if (first) make(key, bytes);
      return {};
    case Mood::fails:
      if (first) make(key, bytes);
      return {503, "", {}};
    case Mood::answers_without:
      make(key, bytes);
      troubled_.insert(key);
      return {200, "", {}};
    case Mood::fine:
      break;
  }
  return make(key, bytes);
}

Reply Backend::make(const std::string& key, const std::string& bytes) {
  if (disliked_.contains(key)) {
    troubled_.insert(key);
    return {403, "", {}};
  }
  const auto same =
      std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.key == key; });
  if (kind_ == BackendKind::deduplicates && same != items_.end()) {
    return {200, same->remote_id, {}};
  }
  items_.push_back(Item{key, bytes, std::to_string(items_.size() + 1), time_.passed});
  return {201, items_.back().remote_id, {}};
}

Reply Backend::find(const std::string& key) {
  switch (mood_) {
    case Mood::refuses_connections:
    case Mood::times_out:
      return {};
    case Mood::busy:
      return {429, "", chance_.between(1, 600)};
    case Mood::wrong_login:
      return {401, "", {}};
    case Mood::fails:
      return {503, "", {}};
    case Mood::answers_without:
    case Mood::fine:
      break;
  }
  const std::int64_t indexed = time_.passed - chance_.between(0, search_lag_max);
  for (const Item& item : items_) {
    if (item.key == key && item.made_at <= indexed) return {200, item.remote_id, {}};
  }
  return {404, "", {}};
}

}  // namespace precall::sync::sim
