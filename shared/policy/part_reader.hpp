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

// The ids of a list of parts, in order: what the functions below need to know of it.
using Ids = std::vector<std::string_view>;

template <class T>
Ids ids_of(const std::vector<T>& parts) {
  Ids ids;
  for (const T& part : parts) ids.push_back(part.id);
  return ids;
}

std::optional<std::size_t> index_of(const Ids& ids, std::string_view id);

// Whether `text` is made of lower-case letters, digits and `extra`, 64 at most and a letter first
// (or, where ids are numbers of clauses, a digit).
bool is_id(std::string_view text, std::string_view extra = "_", bool digit_first = false);

class PartReader : public Reader {
 public:
  using Reader::Reader;

  // A text of every language; Vietnamese is required.
  void text(const Json& parent, const Place& place, std::string_view key, Text& into);
  void optional_text(const Json& parent, const Place& place, std::string_view key, Text& into);

  // Fails at `place` unless is_id().
  void check_id(const std::string& id, const Place& place, std::string_view extra = "_",
                bool digit_first = false);

  // The member "id": well formed and not among `taken`. Letters, digits and `extra`.
  std::string new_id(const Json& parent, const Place& place, const Ids& taken,
                     std::string_view extra = "_", bool digit_first = false);

  // The position of the part that `id` names; fails at `place` if there is none. `what` it is.
  std::size_t reference(const std::string& id, const Place& place, const Ids& parts,
                        std::string_view what);

  // A list of ids as positions.
  std::vector<std::size_t> references(const Json& parent, const Place& place, std::string_view key,
                                      const Ids& parts, std::string_view what);
};

// Reads the root's company.
void parse_company(const Json& root, Policy& policy, PartReader& reader);

// Reads one form into `form`. `policy` holds the questions that it may refer to.
void parse_form(const Json& value, const Place& place, const Policy& policy, Form& form,
                PartReader& reader);

// Reads the root's list of accepted findings, if it has one.
void parse_accepted_findings(const Json& root, Policy& policy, PartReader& reader);

}  // namespace precall
