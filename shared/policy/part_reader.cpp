// The parts of a policy that are not templates.
#include "policy/part_reader.hpp"

namespace precall {
bool is_id(std::string_view text, std::string_view extra, bool digit_first) {
  if (text.empty() || text.size() > 64) return false;
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!lower(text[0]) && !(digit_first && digit(text[0]))) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return lower(c) || digit(c) || extra.find(c) != std::string_view::npos;
  });
}

void PartReader::text(const Json& parent, const Place& place, std::string_view key, Text& into) {
  const Json& value = member(parent, place, key);
  const Place inner = child(place, key);
  if (failed() || !object(value, inner, "vi en")) return;
  into.vi = string(value, inner, "vi");
  into.en = optional_string(value, inner, "en");
  if (into.vi.empty()) fail(child(inner, "vi"), "empty", "write the Vietnamese text");
}

void PartReader::optional_text(const Json& parent, const Place& place, std::string_view key,
                               Text& into) {
  if (find(parent, key) != nullptr) text(parent, place, key, into);
}

void PartReader::check_id(const std::string& id, const Place& place, std::string_view extra,
                          bool digit_first) {
  if (is_id(id, extra, digit_first)) return;
  fail(place, "\"" + id + "\" is not an id",
       "use up to 64 lower-case letters, digits and " + std::string(extra) + ", a letter first");
}

std::optional<std::size_t> index_of(const Ids& ids, std::string_view id) {
  const auto found = std::find(ids.begin(), ids.end(), id);
  if (found == ids.end()) return std::nullopt;
  return static_cast<std::size_t>(found - ids.begin());
}

std::string PartReader::new_id(const Json& parent, const Place& place, const Ids& taken,
                               std::string_view extra, bool digit_first) {
  std::string id = string(parent, place, "id");
  if (failed()) return id;
  check_id(id, child(place, "id"), extra, digit_first);
  if (index_of(taken, id)) {
    fail(child(place, "id"), "\"" + id + "\" stands twice", "rename one of them");
  }
  return id;
}

std::size_t PartReader::reference(const std::string& id, const Place& place, const Ids& parts,
                                  std::string_view what) {
  const auto found = index_of(parts, id);
  if (!found) {
    fail(place, "no " + std::string(what) + " has the id \"" + id + "\"",
         "use the id of a " + std::string(what));
  }
  return found.value_or(0);
}

std::vector<std::size_t> PartReader::references(const Json& parent, const Place& place,
                                                std::string_view key, const Ids& parts,
                                                std::string_view what) {
  std::vector<std::size_t> result;
  const Json& ids = optional_array(parent, place, key, limits::questions_max);
  const Place list = child(place, key);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!ids[i].is_string()) {
      fail(child(list, i), "not a string", "write an id");
      return result;
    }
    result.push_back(reference(ids[i].get_ref<const std::string&>(), child(list, i), parts, what));
  }
  return result;
}

}  // namespace precall
