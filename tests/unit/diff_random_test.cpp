// Comparisons of random small policies with changed versions of themselves, against brute force.
#include <doctest/doctest.h>

#include <algorithm>

#include "diff_support.hpp"
#include "pair_oracle.hpp"
#include "policy_mutation.hpp"
#include "random_policy.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr Day today = 20779;  // 2026-11-22
constexpr std::uint64_t seed = 7070;
constexpr std::size_t pairs = 1500;
constexpr std::size_t combinations_max = 4000;

}  // namespace

TEST_CASE("classes of random pairs of policies are what brute force finds, box by box") {
  CAPTURE(seed);
  Random random(seed);
  std::size_t checked = 0;
  std::size_t classes = 0;
  std::size_t of_one_version = 0;  // pairs with a question that only one version asks
  while (checked < pairs) {
    const Json before = random_policy(random);
    Json after = before;
    for (std::size_t i = 1 + random.below(3); i > 0; --i) after = mutated_policy(after, random);
    if (!load_policy(canonical(after))) continue;
    const PairOracle oracle(before, after, today);
    if (oracle.combinations() > combinations_max) continue;
    CAPTURE(checked);
    CAPTURE(before);
    CAPTURE(after);
    check_diff(before, after, today);
    classes += diff_of(before, after, today)["classes"].size();
    const auto& dimensions = oracle.dimensions();
    if (std::any_of(dimensions.begin(), dimensions.end(), [](const auto& dimension) {
          return dimension.asked[0] != dimension.asked[1];
        })) {
      ++of_one_version;
    }
    ++checked;
  }
  MESSAGE(checked << " pairs, " << of_one_version << " of them with a question of one version, "
                  << classes << " classes");
  CHECK(of_one_version > pairs / 10);
  CHECK(classes > pairs / 2);
}
