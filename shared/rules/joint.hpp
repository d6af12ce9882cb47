// The answers that two versions of a policy both understand, cut into cells that no rule of either
// tells apart: what comparisons of the two walk.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "rules/compiled_policy.hpp"

namespace precall {

// One of each for OLD and for NEW.
template <class T>
using ByVersion = std::array<T, 2>;
inline constexpr std::size_t old_version = 0;
inline constexpr std::size_t new_version = 1;

// A policy on a day: days since a date are counted to it.
struct Version {
  const CompiledPolicy* compiled = nullptr;
  Day today = 0;
};

struct JointCell {
  ByVersion<std::size_t> cell{};  // of the version's matrix
  ByVersion<Interval> answers{};  // in it: an option's index, integers, or Days
};

// A question that both versions ask, or one that only one of them does. Questions are the same if
// id and type are, and some answer is common to both. Options are matched by their ids, and of
// integers the common range is taken; a date is the same date in both, whatever their today.
struct JointQuestion {
  ByVersion<std::optional<std::size_t>> question;  // of the version's policy
  std::vector<JointCell> cells;                    // never empty; ascending answers
};

// One question's part in a term: the joint cells, one bit each, that leave the term possible.
struct JointTest {
  std::size_t question = 0;
  Bits cells;
};
using JointTerm = std::vector<JointTest>;  // all of them; by ascending question

struct JointRule {
  std::size_t version = old_version;
  std::size_t rule = 0;                // of the version's policy
  std::vector<JointTerm> terms;        // that some common answers satisfy; any of them
  std::vector<std::size_t> questions;  // that the terms test, ascending
};

struct Joint {
  ByVersion<Version> versions;
  std::vector<JointQuestion> questions;  // NEW's in its order, then those of OLD alone
  ByVersion<std::vector<JointRule>> rules;

  const Policy& policy(std::size_t version) const { return versions[version].compiled->policy; }
};

// Complexity: linear in the policies' terms times the cells of the questions that they test, but
// for look-ups of ids. The policies have to live as long as the result.
Joint join(const ByVersion<Version>& versions);

}  // namespace precall
