// Seeded mutants of the company's policy: none escapes the comparison. Each is reported with a
// customer whom the two versions really judge differently, or proved to judge all alike, or
// refused when it is loaded.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "diff_support.hpp"
#include "mutant.hpp"
#include "pair_oracle.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr Day today = 20779;  // 2026-11-22
constexpr std::uint64_t seed = 8080;
constexpr std::size_t mutants = 200;
constexpr std::size_t real_combinations = 65536;

struct Tally {
  std::size_t reported = 0;
  std::size_t verdicts = 0;  // of those reported, with a verdict that changes
  std::size_t equivalent = 0;
  std::size_t refused = 0;
};

// What becomes of one mutant.
void examine(const Mutant& mutant, Tally& tally) {
  const Result<CompiledPolicy> loaded = load_policy(canonical(mutant.policy));
  if (!loaded) {
    REQUIRE(loaded.error().place.find("/rules/") == 0);
    REQUIRE_FALSE(loaded.error().remedy.empty());
    ++tally.refused;
    return;
  }
  const Json report = diff_of(company_json(), mutant.policy, today);
  REQUIRE(report["same"] == Json(false));
  if (report["classes"].empty()) {
    const PairOracle oracle(company_json(), mutant.policy, today);
    REQUIRE(oracle.combinations() >= real_combinations);
    REQUIRE(oracle.same());
    ++tally.equivalent;
    return;
  }
  bool verdict = false;
  for (const Json& found : report["classes"]) {
    check_witness(company_json(), mutant.policy, found, today);
    verdict = verdict || found["verdict_changes"] == Json(true);
  }
  ++tally.reported;
  if (verdict) ++tally.verdicts;
}

}  // namespace

TEST_CASE("of 200 mutants of the company's policy none escapes the comparison") {
  CAPTURE(seed);
  Random random(seed);
  std::map<std::string, Tally> tallies;
  Tally sum;
  std::set<std::string> seen = {canonical(company_json())};
  while (seen.size() <= mutants) {
    Mutant mutant = make_mutant(company_json(), random);
    if (random.one_in(3)) {  // two mistakes at once, which may hide each other
      Mutant second = make_mutant(mutant.policy, random);
      mutant = {mutant.what + ", " + second.what, "two", std::move(second.policy)};
    }
    if (!seen.insert(canonical(mutant.policy)).second) continue;
    CAPTURE(mutant.what);
    Tally one;
    examine(mutant, one);
    for (Tally* tally : {&tallies[mutant.kind], &sum}) {
      tally->reported += one.reported;
      tally->verdicts += one.verdicts;
      tally->equivalent += one.equivalent;
      tally->refused += one.refused;
    }
  }
  for (const auto& [kind, tally] : tallies) {
    MESSAGE(kind << ": " << tally.reported << " reported (" << tally.verdicts
                 << " change a verdict), " << tally.equivalent << " equivalent, " << tally.refused
                 << " refused when loaded");
  }
  MESSAGE("all: " << sum.reported << " reported (" << sum.verdicts << " change a verdict), "
                  << sum.equivalent << " equivalent, " << sum.refused << " refused when loaded");
  CHECK(sum.reported + sum.equivalent + sum.refused == mutants);
  CHECK(tallies["rewritten"].reported == 0);
  for (const char* kind : {"threshold", "negation", "connective", "literal", "dropped rule",
                           "swapped effect", "duplicated rule"}) {
    CAPTURE(kind);
    CHECK(tallies[kind].reported > 0);
    CHECK(tallies[kind].equivalent == 0);
  }
}
