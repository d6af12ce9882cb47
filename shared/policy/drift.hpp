// The published page against the policy: which of the company's sentences changed since the policy
// took them word for word.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "policy/policy.hpp"

namespace precall {

enum class DriftState {
  matched,     // the clause's words, under its number
  renumbered,  // the clause's words, under another number
  changed,     // a clause's sentence with other words, and perhaps under another number
  removed,     // a clause's sentence that the page does not hold here
  added        // a sentence that no clause holds here
};

std::string_view name_of(DriftState state);

struct DriftEntry {
  DriftState state = DriftState::matched;
  std::optional<std::size_t> clause;  // where added: the clause before it, if any
  std::size_t line = 0;               // of the page, counted from 1; 0 where removed
  std::string text;                   // on the page; empty where removed
  std::string expected;               // in the policy; empty where added
  bool renumbered = false;
  std::string number;           // on the page, where renumbered; may be none
  std::string number_expected;  // by the policy, where renumbered; may be none
  std::vector<std::string> words_removed;
  std::vector<std::string> words_added;
};

// A sentence before the heading or after the hotline, with the clause that holds it word for word.
struct OutsideEntry {
  std::optional<std::size_t> clause;
  std::size_t line = 0;
  std::string text;
};

// A sentence of a clause that comes after the contact, and is nowhere on the page outside.
struct AbsentEntry {
  std::size_t clause = 0;
  std::string text;
};

enum class Landmark { found, missing, unnamed };

struct Drift {
  Landmark title = Landmark::unnamed;
  Landmark hotline = Landmark::missing;
  std::vector<DriftEntry> entries;  // from the heading to the hotline, in the order of the page
  std::vector<OutsideEntry> outside;
  std::vector<AbsentEntry> absent;

  // Whether anything between the heading and the hotline is not as the policy has it.
  bool drifted() const;
};

// Compares the sentences between the policy's heading and its hotline with those of its clauses up
// to the contact clause, in order. Case and punctuation count, white space does not. `page` is
// plain text in UTF-8 and NFC.
//
// Where the heading is missing or the policy names none, the conditions begin with the sentence
// most like the notice; where the hotline is missing they end with the one most like the contact
// clause. An Error says that the page is empty or larger than limits.hpp allows. Complexity: the
// words of each side times the sentences of the other, at most limits::drift_steps_max.
Result<Drift> find_drift(const Policy& policy, std::string_view page);

// {drifted, title, hotline, sentences: [{state, clause or after, line, text, expected, number,
// words_removed, words_added}], outside: [{line, text, clause}], absent: [{clause, text}]}; a
// member that says nothing is left out.
Json drift_to_json(const Policy& policy, const Drift& drift);

}  // namespace precall
