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

struct JointRule {
  std::size_t version = old_version;
  std::size_t rule = 0;                // of the version's policy
  std::vector<std::size_t> questions;  // joint, ascending
};

struct Joint {
  ByVersion<Version> versions;
  std::vector<JointQuestion> questions;  // NEW's in its order, then those of OLD alone
  ByVersion<std::vector<JointRule>> rules;

  const Policy& policy(std::size_t version) const { return versions[version].compiled->policy; }
  const RuleMatrix& matrix(std::size_t version) const { return versions[version].compiled->matrix; }

  // Whether the cell leaves the term of that version possible.
  bool allows(std::size_t version, std::size_t question, std::size_t cell, std::size_t term) const {
    const JointQuestion& joint = questions[question];
    if (!joint.question[version]) return true;
    const std::uint64_t* row =
        matrix(version).row(*joint.question[version], joint.cells[cell].cell[version]);
    return (row[term / 64] >> (term % 64) & 1) != 0;
  }
};

// Complexity: linear in both policies' cells, but for look-ups of ids. The policies have to live
// as long as the result.
Joint join(const ByVersion<Version>& versions);

}  // namespace precall
