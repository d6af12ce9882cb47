// Reads the parts of a policy that recur in it: texts, ids, and references to other parts.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/limits.hpp"
#include "policy/policy.hpp"
#include "policy/text.hpp"

namespace precall {

// The position of the entry with this id, in any list whose entries have one.
template <class T>
std::optional<std::size_t> index_of(const std::vector<T>& list, std::string_view id) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].id == id) return i;
  }
  return std::nullopt;
}

class PartReader : public Reader {
 public:
  using Reader::Reader;

  // A text of every language; Vietnamese is required.
  void text(const Json& parent, const std::string& place, std::string_view key, Text& into);
  void optional_text(const Json& parent, const std::string& place, std::string_view key,
                     Text& into);

  // Fails at `place` unless `id` is made of lower-case letters, digits and `extra`, a letter first
  // (or, where ids are numbers of clauses, a digit).
  void check_id(const std::string& id, const std::string& place, std::string_view extra = "_",
                bool digit_first = false);

  // The member "id": well formed and not among `taken`. Letters, digits and `extra`.
  template <class T>
  std::string new_id(const Json& object, const std::string& place, const std::vector<T>& taken,
                     std::string_view extra = "_", bool digit_first = false) {
    std::string id = string(object, place, "id");
    if (failed()) return id;
    check_id(id, child(place, "id"), extra, digit_first);
    if (index_of(taken, id)) {
      fail(child(place, "id"), "\"" + id + "\" stands twice", "rename one of them");
    }
    return id;
  }

  // The position of the entry that `id` names; fails at `place` if there is none.
  template <class T>
  std::size_t reference(const std::string& id, const std::string& place, const std::vector<T>& list,
                        std::string_view what) {
    const auto found = index_of(list, id);
    if (!found) {
      fail(place, "no " + std::string(what) + " has the id \"" + id + "\"",
           "use the id of a " + std::string(what));
    }
    return found.value_or(0);
  }

  // A list of ids as indexes.
  template <class T>
  std::vector<std::size_t> references(const Json& object, const std::string& place,
                                      std::string_view key, const std::vector<T>& list,
                                      std::string_view what) {
    std::vector<std::size_t> result;
    const Json& ids = optional_array(object, place, key, limits::questions_max);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::string inner = child(child(place, key), i);
      if (!ids[i].is_string()) {
        fail(inner, "not a string", "write an id");
        return result;
      }
      result.push_back(reference(ids[i].get_ref<const std::string&>(), inner, list, what));
    }
    return result;
  }
};

// Reads one form into `form`. `policy` holds the questions that it may refer to.
void parse_form(const Json& value, const std::string& place, const Policy& policy, Form& form,
                PartReader& reader);

}  // namespace precall
