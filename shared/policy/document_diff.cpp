// The walk over both documents at once.
#include "policy/document_diff.hpp"

#include <algorithm>
#include <map>

namespace precall {
namespace {

using Segments = std::vector<std::string>;

// The entries of a list by their ids, or nothing if some entry has none of its own.
std::optional<std::map<std::string, std::size_t>> by_id(const Json& list) {
  std::map<std::string, std::size_t> result;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json* id = list[i].is_object() ? Reader::find(list[i], "id") : nullptr;
    if (id == nullptr || !id->is_string()) return std::nullopt;
    if (!result.emplace(id->get_ref<const std::string&>(), i).second) return std::nullopt;
  }
  return result;
}

bool is_text(const Json& value) {
  return value.is_object() && value.contains("vi");
}

// `path` holds the ids and keys that lead to the value.
ChangeArea area_of(const Segments& path, const Json& before, const Json& after) {
  const std::string& last = path.back();
  const bool part = path.size() == 2;  // a whole question, rule or clause, or a member of one
  const auto is = [&](std::string_view member) { return path.size() > 2 && path[2] == member; };
  if (last == "vi" || last == "en" || is_text(before) || is_text(after) || last == "labels" ||
      (path[0] == "clauses" && part)) {
    return ChangeArea::words;
  }
  if (path[0] == "questions" && (part || is("type") || is("options") || is("min") || is("max"))) {
    return ChangeArea::structure;
  }
  if (path[0] == "rules" && (part || is("when") || is("effect") || is("clause"))) {
    return ChangeArea::logic;
  }
  return ChangeArea::other;
}

class DocumentDiff {
 public:
  // A value of one document, and the JSON Pointer that leads to it.
  struct Spot {
    const Json& value;
    Place place;
  };

  void compare(const Spot& before, const Spot& after) {
    const bool objects = before.value.is_object() && after.value.is_object();
    if (objects && !(!path_.empty() && path_.back() == "when")) {
      compare_members(before, after);
    } else if (before.value.is_array() && after.value.is_array()) {
      compare_lists(before, after);
    } else if (before.value != after.value) {
      add(ChangeKind::changed, &before, &after);
    }
  }

  std::vector<DocumentChange> take() { return std::move(changes_); }

 private:
  void add(ChangeKind kind, const Spot* before, const Spot* after) {
    DocumentChange change;
    change.kind = kind;
    for (const std::string& segment : path_) change.path += "/" + segment;
    if (before != nullptr) change.old_place = before->place.text();
    if (after != nullptr) change.new_place = after->place.text();
    if (kind != ChangeKind::reordered) {
      if (before != nullptr) change.before = before->value;
      if (after != nullptr) change.after = after->value;
    }
    change.area = path_.empty() ? ChangeArea::other : area_of(path_, change.before, change.after);
    changes_.push_back(std::move(change));
  }

  // The values of one key or id in both documents; either may be missing.
  void compare_under(const std::string& segment, const Spot* before, const Spot* after) {
    path_.push_back(segment);
    if (before != nullptr && after != nullptr) {
      compare(*before, *after);
    } else {
      add(before == nullptr ? ChangeKind::added : ChangeKind::removed, before, after);
    }
    path_.pop_back();
  }

  void compare_members(const Spot& before, const Spot& after) {
    for (const auto& item : before.value.items()) {
      const Spot old_spot{item.value(), child(before.place, item.key())};
      const auto found = after.value.find(item.key());
      if (found == after.value.end()) {
        compare_under(item.key(), &old_spot, nullptr);
      } else {
        const Spot new_spot{*found, child(after.place, item.key())};
        compare_under(item.key(), &old_spot, &new_spot);
      }
    }
    for (const auto& item : after.value.items()) {
      if (before.value.contains(item.key())) continue;
      const Spot new_spot{item.value(), child(after.place, item.key())};
      compare_under(item.key(), nullptr, &new_spot);
    }
  }

  void compare_lists(const Spot& before, const Spot& after) {
    const auto old_ids = by_id(before.value);
    const auto new_ids = by_id(after.value);
    if (!old_ids || !new_ids) {
      if (before.value != after.value) add(ChangeKind::changed, &before, &after);
      return;
    }
    // Where the parts that both have stand in OLD, in NEW's order.
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < after.value.size(); ++i) {
      const std::string id = after.value[i]["id"];
      const Spot new_spot{after.value[i], child(after.place, i)};
      const auto found = old_ids->find(id);
      if (found == old_ids->end()) {
        compare_under(id, nullptr, &new_spot);
        continue;
      }
      order.push_back(found->second);
      const Spot old_spot{before.value[found->second], child(before.place, found->second)};
      compare_under(id, &old_spot, &new_spot);
    }
    for (const auto& [id, index] : *old_ids) {
      if (new_ids->count(id) != 0) continue;
      const Spot old_spot{before.value[index], child(before.place, index)};
      compare_under(id, &old_spot, nullptr);
    }
    if (!std::is_sorted(order.begin(), order.end())) {
      add(ChangeKind::reordered, &before, &after);
    }
  }

  Segments path_;
  std::vector<DocumentChange> changes_;
};

}  // namespace

std::string_view name_of(ChangeArea area) {
  switch (area) {
    case ChangeArea::structure:
      return "structure";
    case ChangeArea::logic:
      return "logic";
    case ChangeArea::words:
      return "words";
    case ChangeArea::other:
      break;
  }
  return "other";
}

std::string_view name_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::added:
      return "added";
    case ChangeKind::removed:
      return "removed";
    case ChangeKind::changed:
      return "changed";
    case ChangeKind::reordered:
      break;
  }
  return "reordered";
}

std::vector<DocumentChange> diff_documents(const Json& before, const Json& after) {
  DocumentDiff diff;
  diff.compare({before, ""}, {after, ""});
  return diff.take();
}

}  // namespace precall
