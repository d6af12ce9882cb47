// The checks of comparisons.
#include "diff_support.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "oracle.hpp"
#include "pair_oracle.hpp"
#include "rules/diff_report.hpp"

namespace precall::test {
namespace {

constexpr const char* sides[] = {"old", "new"};

using Mask = std::vector<bool>;  // which of a dimension's answers are meant

// A class as the brute force sees it: alternatives, each a mask for some dimensions.
struct Region {
  std::string rule;
  std::string change;
  bool verdict_changes = false;
  bool saw_verdict_change = false;
  std::vector<std::vector<std::pair<std::size_t, Mask>>> boxes;

  std::size_t boxes_with(const PairOracle::Combination& combination) const {
    std::size_t count = 0;
    for (const auto& box : boxes) {
      bool inside = true;
      for (const auto& [dimension, mask] : box) inside = inside && mask[combination[dimension]];
      if (inside) ++count;
    }
    return count;
  }
};

bool accepts(const Json& condition, const Json& answer) {
  if (condition.contains("answers")) {
    for (const Json& accepted : condition["answers"]) {
      if (accepted == answer) return true;
    }
    return false;
  }
  for (const Json& range : condition["ranges"]) {
    if (range["from"] <= answer && answer <= range["to"]) return true;
  }
  return false;
}

std::size_t dimension_of(const PairOracle& oracle, const Json& condition) {
  const std::string asked = condition["asked_in"];
  const auto& dimensions = oracle.dimensions();
  for (std::size_t d = 0; d < dimensions.size(); ++d) {
    const auto& in = dimensions[d].asked;
    const std::string here = in[0] && in[1] ? "both" : sides[in[0] ? 0 : 1];
    if (dimensions[d].id == condition["question"].get<std::string>() && here == asked) return d;
  }
  FAIL("no such question: ", condition.dump());
  return 0;
}

Region region_of(const PairOracle& oracle, const Json& found) {
  Region region;
  region.rule = found["rule"];
  region.change = found["change"];
  region.verdict_changes = found["verdict_changes"];
  for (const Json& alternative : found["conditions"]) {
    auto& box = region.boxes.emplace_back();
    for (const Json& condition : alternative) {
      const std::size_t dimension = dimension_of(oracle, condition);
      Mask mask;
      for (const Json& answer : oracle.dimensions()[dimension].answers) {
        mask.push_back(accepts(condition, answer));
      }
      box.emplace_back(dimension, std::move(mask));
    }
  }
  return region;
}

// How each rule's part in the reasons changes, by rule.
std::map<std::string, std::string> changes_in(const PairOracle& oracle,
                                              const PairOracle::Outcome& outcome) {
  std::map<std::string, std::string> changes;
  const std::uint64_t differing = outcome.reasons[0] ^ outcome.reasons[1];
  for (std::size_t i = 0; i < oracle.reasons().size(); ++i) {
    if ((differing >> i & 1) == 0) continue;
    const PairOracle::Reason& reason = oracle.reasons()[i];
    const bool is_new = (outcome.reasons[1] >> i & 1) != 0;
    std::string change = is_new ? "starts" : "stops";
    // The same rule may be among the reasons of the other version too, with another meaning.
    for (std::size_t j = 0; j < oracle.reasons().size(); ++j) {
      const PairOracle::Reason& other = oracle.reasons()[j];
      if (i == j || (differing >> j & 1) == 0 || other.rule != reason.rule) continue;
      change = reason.effect == other.effect ? "cites_other_clause"
                                             : "becomes_" + (is_new ? reason : other).effect;
    }
    changes[reason.rule] = change;
  }
  return changes;
}

std::set<std::string> reasons_of(const Json& report) {
  std::set<std::string> reasons;
  for (const Json& reason : report["reasons"]) {
    reasons.insert(reason["rule"].get<std::string>() + " " + reason["clause"].get<std::string>() +
                   " " + reason["effect"].get<std::string>());
  }
  return reasons;
}

}  // namespace

Json diff_of(const Json& before, const Json& after, Day today, Language language) {
  const CompiledPolicy old_policy = compiled(before);
  const CompiledPolicy new_policy = compiled(after);
  const Result<PolicyDiff> diff =
      diff_policies({&before, &after}, {Version{&old_policy, today}, Version{&new_policy, today}});
  REQUIRE_MESSAGE(diff, line_of(diff));
  return diff_report(diff.value(), language);
}

void check_witness(const Json& before, const Json& after, const Json& found, Day today) {
  CAPTURE(found);
  const Json& witness = found["witness"];
  const Json* policies[] = {&before, &after};
  for (std::size_t s = 0; s < 2; ++s) {
    const Json& policy = *policies[s];
    const Json& side = witness[sides[s]];
    REQUIRE(side["answers"].size() == policy["questions"].size());
    const CompiledPolicy loaded = compiled(policy);
    const Evaluation evaluation =
        evaluate(loaded, answers_of(loaded.policy, side["answers"]), today);
    REQUIRE(is_string(side["verdict"], name_of(evaluation.verdict)));
    const Judgement judgement = Oracle(policy).judge(side["answers"], today);
    REQUIRE(is_string(side["verdict"], judgement.verdict));
    REQUIRE(side["settled"] == Json(true));
    REQUIRE(side["reasons"].size() == judgement.reasons.size());
    for (std::size_t i = 0; i < judgement.reasons.size(); ++i) {
      REQUIRE(is_string(side["reasons"][i]["rule"], judgement.reasons[i]));
    }
  }
  const bool verdict = witness["old"]["verdict"] != witness["new"]["verdict"];
  REQUIRE(found["verdict_changes"] == Json(verdict));
  const bool differs = verdict || reasons_of(witness["old"]) != reasons_of(witness["new"]);
  REQUIRE(differs);
}

void check_diff(const Json& before, const Json& after, Day today) {
  const Json report = diff_of(before, after, today);
  CAPTURE(report["classes"]);
  const PairOracle oracle(before, after, today);
  std::vector<Region> regions;
  for (const Json& found : report["classes"]) {
    check_witness(before, after, found, today);
    regions.push_back(region_of(oracle, found));
  }
  const bool right = oracle.each(
      [&](const PairOracle::Combination& combination, const PairOracle::Outcome& outcome) {
        const auto changes = changes_in(oracle, outcome);
        std::size_t told = 0;
        for (Region& region : regions) {
          const auto change = changes.find(region.rule);
          const bool inside = change != changes.end() && change->second == region.change;
          if (region.boxes_with(combination) != (inside ? 1 : 0)) return false;
          if (!inside) continue;
          ++told;
          if (outcome.gravity[0] != outcome.gravity[1]) region.saw_verdict_change = true;
        }
        return told == changes.size();
      });
  REQUIRE(right);
  for (const Region& region : regions) {
    CAPTURE(region.rule);
    REQUIRE(region.saw_verdict_change == region.verdict_changes);
  }
}

}  // namespace precall::test
