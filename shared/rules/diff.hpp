// What a new version of a policy changes, and for whom: the classes of customers whose verdict or
// reasons differ between the versions, each with a customer on whom it can be seen.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/document_diff.hpp"
#include "rules/evaluate.hpp"
#include "rules/region.hpp"

namespace precall {

enum class RuleChange { starts, stops, becomes_blocks, becomes_may_refuse, cites_other_clause };

std::string_view name_of(RuleChange change);

// One customer, with every question answered that a version asks, and what becomes of them.
struct ChangeWitness {
  ByVersion<Answers> answers;
  ByVersion<Evaluation> evaluation;
};

// The customers for whom one rule, matched by id, changes in one way.
struct ChangeClass {
  RuleChange change = RuleChange::starts;
  ByVersion<std::optional<std::size_t>> rule;  // its index; absent where the version lacks it
  Fires fires = Fires::both;
  std::vector<Box> boxes;        // disjoint; over the questions of PolicyDiff::joint
  bool verdict_changes = false;  // for some customer of the class, and then for the witness
  ChangeWitness witness;
};

struct PolicyDiff {
  Joint joint;
  std::vector<DocumentChange> changes;  // every difference of the documents
  std::vector<ChangeClass> classes;     // NEW's rules in policy order, then those of OLD alone

  // The documents are equal, and so is all that follows from them.
  bool same() const { return changes.empty(); }
};

// Compares two versions, given their documents too, since a policy that is loaded no longer knows
// its JSON. Exact on full answers to what both versions understand, on their days; an option, a
// range or a question of only one version is in `changes`, and a question of only one is answered
// for that one alone. The policies have to live as long as the result.
//
// An Error names the rule whose comparison takes more than limits::diff_steps_max steps in all, or
// more than limits::diff_boxes_max boxes, or examples with more than limits::diff_reasons_max
// reasons.
Result<PolicyDiff> diff_policies(const ByVersion<const Json*>& documents,
                                 const ByVersion<Version>& versions);

}  // namespace precall
