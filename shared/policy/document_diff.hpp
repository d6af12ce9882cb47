// What differs between two policy documents, part by part. Lists of parts are matched by id, so
// that one part more does not make all that follow it look changed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace precall {

// What a change is about. Words are texts in a language; structure is what questions can be
// answered; logic is which rules fire when, for which clause, and with what effect.
enum class ChangeArea { structure, logic, words, other };
enum class ChangeKind { added, removed, changed, reordered };

std::string_view name_of(ChangeArea area);
std::string_view name_of(ChangeKind kind);

struct DocumentChange {
  ChangeArea area = ChangeArea::other;
  ChangeKind kind = ChangeKind::changed;
  std::string path;       // by ids: "/clauses/6.1/text/vi"
  std::string old_place;  // JSON Pointer into OLD; empty where it was added
  std::string new_place;  // JSON Pointer into NEW; empty where it was removed
  Json before;            // null where it was added or only reordered
  Json after;             // null where it was removed or only reordered
};

// Empty exactly if the canonical forms are equal. A list is matched by id if every entry of both
// is an object with an id of its own; other lists, and a rule's condition, count as one value.
// Complexity: linear in the documents, but for look-ups of ids.
std::vector<DocumentChange> diff_documents(const Json& before, const Json& after);

}  // namespace precall
