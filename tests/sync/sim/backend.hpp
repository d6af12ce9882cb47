// Help desks as their customers see them: each answers with a status, or not at all, and what it
// took stays. Nothing here knows of the uploader.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "chance.hpp"
#include "time.hpp"

namespace precall::sync::sim {

enum class BackendKind {
  deduplicates,  // the same key again gives the same item
  searchable,    // makes another item, but can be asked; what is new is found some time later
  mailbox        // makes another item, and cannot be asked
};

// What ails it at the moment.
enum class Mood {
  fine,
  refuses_connections,
  times_out,        // before or after it did what it was asked
  busy,             // 429, with a time
  fails,            // 503, before or after
  wrong_login,      // 401
  answers_without,  // 200, done, but it does not say under which id
};
inline constexpr int mood_count = 7;

// No status where the other side never heard one.
struct Reply {
  std::optional<unsigned> status;
  bool connected = true;
  std::string remote_id;  // of the item, if there is one
  std::string key;
  std::optional<std::int64_t> retry_after;
};

struct Item {
  std::string key;
  std::string bytes;
  std::string remote_id;
  std::int64_t made_at = 0;  // in time that really passed
};

class Backend {
 public:
  // The longest that a new item cannot be found yet, in seconds.
  static constexpr std::int64_t search_lag_max = 30;

  Backend(std::string name, BackendKind kind, Chance& chance, const SimTime& time);

  Reply create(const std::string& key, const std::string& bytes);
  // 200 with the item, or 404.
  Reply find(const std::string& key);
  Reply get(const std::string& remote_id);

  void set_mood(Mood mood) { mood_ = mood; }
  // It answers 403 to this one, whatever its mood.
  void dislike(const std::string& key) { disliked_.insert(key); }

  const std::string& name() const { return name_; }
  BackendKind kind() const { return kind_; }
  const std::vector<Item>& items() const { return items_; }
  // It gave reason to hold the delivery of this key for a person.
  bool troubled(const std::string& key) const { return troubled_.contains(key); }

 private:
  Reply make(const std::string& key, const std::string& bytes);
  // What it answers in this mood, whatever it was asked; nothing if it just does it.
  std::optional<Reply> answer_in_mood();

  std::string name_;
  BackendKind kind_;
  Chance& chance_;
  const SimTime& time_;
  Mood mood_ = Mood::fine;
  std::vector<Item> items_;
  std::set<std::string> disliked_;
  std::set<std::string> troubled_;
};

}  // namespace precall::sync::sim
