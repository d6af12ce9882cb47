// A comparison of two versions as the JSON that `precall policy diff --json` prints.
#pragma once

#include "policy/text.hpp"
#include "rules/diff.hpp"

namespace precall {

// {same, old, new: {id, version, sha256, today}, classes, structure, logic, words, other}.
//
// Each class: {rule, change, clause, effect (both by version, null where it lacks the rule), label,
// verdict_changes, conditions, witness: {old, new}}. `conditions` are alternatives, each a list of
// what one question's answer has to be: {question, asked_in, words} with `answers`, or with
// `ranges` of {from, to} (and of a date `days_since`, counted to NEW's today). A witness's side is
// what `precall check` prints, with the answers. The last four are the differences of the
// documents: {path, change, old_place, new_place, before, after}, and those of `logic` say with
// `changes_reasons` whether a class comes of them.
//
// Words of the policies, and words for dates and numbers, are in `language`.
Json diff_report(const PolicyDiff& diff, Language language);

}  // namespace precall
