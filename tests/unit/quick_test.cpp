// What a quick check asks: against brute force on random policies, and in its order.
#include "rules/quick.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "interview_oracle.hpp"
#include "policy_builder.hpp"
#include "random_policy.hpp"
#include "rules/interview_weights.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr Day today = 20779;  // 2026-11-22
constexpr std::uint64_t seed = 1313;

std::vector<std::string> trail_of(const Json& policy, const Json& answers,
                                  const std::vector<std::string>& unsure = {}) {
  const CompiledPolicy loaded = compiled(policy);
  const Answers known = answers_of(loaded.policy, answers);
  Flags answered;
  for (std::size_t q = 0; q < known.size(); ++q) {
    const std::string& id = loaded.policy.questions[q].id;
    answered.push_back(known[q] || std::count(unsure.begin(), unsure.end(), id) != 0 ? 1 : 0);
  }
  // One question after the other, each with the answers to those before it alone.
  std::vector<std::string> ids;
  Answers given(known.size());
  Flags done(known.size());
  while (const auto next = quick_question(loaded, given, done, today)) {
    ids.push_back(loaded.policy.questions[*next].id);
    REQUIRE(ids.size() <= known.size());
    if (!answered[*next]) break;
    given[*next] = known[*next];
    done[*next] = 1;
  }
  return ids;
}

Json small_policy() {
  Json json = minimal_policy();
  for (const std::string id : {"a", "b", "c", "d"}) add_question(json, boolean_question(id));
  add_rule(json, "a", "may_refuse", json_of(R"({"var":"a"})"));
  add_rule(json, "b", "may_refuse", json_of(R"({"var":"b"})"));
  add_rule(json, "c", "blocks", json_of(R"({"and":[{"var":"c"},{"var":"d"}]})"));
  return json;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("whether a question can change the verdict is what brute force says") {
  CAPTURE(seed);
  Random random(seed);
  int reasons_only = 0;
  for (int i = 0; i < 500; ++i) {
    const Json json = random_policy(random);
    const CompiledPolicy policy = compiled(json);
    const InterviewOracle oracle(json, policy, even_weights(policy.matrix), today);
    if (oracle.states() > InterviewOracle::states_max) continue;
    CAPTURE(json["rules"].dump());
    const Facts all =
        locate(policy.matrix, policy.policy, Answers(json["questions"].size()), today);
    for (int j = 0; j < 10; ++j) {
      Facts facts = all;
      std::vector<std::optional<std::size_t>> answers(facts.size());
      for (std::size_t q = 0; q < facts.size(); ++q) {
        if (random.one_in(2)) continue;
        answers[q] = random.below(oracle.cells(q));
        facts[q].first = facts[q].last = oracle.first_cells()[q] + *answers[q];
      }
      for (std::size_t q = 0; q < facts.size(); ++q) {
        CAPTURE(q);
        const bool sway = sways(policy, facts, q);
        REQUIRE(sway == oracle.sways(answers, q));
        if (!sway && matters(policy.matrix, facts, q)) ++reasons_only;
      }
    }
  }
  CHECK(reasons_only > 100);
}

TEST_CASE("a quick check asks in its order, one question after the other") {
  Json json = small_policy();
  json["quick_order"] = {"d", "a"};
  CHECK(trail_of(json, json_of("{}")) == Ids{"d"});
  CHECK(trail_of(json, json_of(R"({"d": true})")) == Ids{"d", "a"});
  CHECK(trail_of(json, json_of(R"({"d": true, "a": false})")) == Ids{"d", "a", "b"});
  CHECK(trail_of(json, json_of(R"({"d": true, "a": false, "b": false, "c": false})")) ==
        Ids{"d", "a", "b", "c"});
}

TEST_CASE("a quick check passes over what cannot change the verdict any more") {
  Json json = small_policy();
  json["quick_order"] = {"d", "a"};
  // Without d there is no c; with a certain refusal, another one only adds a reason.
  CHECK(trail_of(json, json_of(R"({"d": false, "a": true, "b": true, "c": true})")) ==
        Ids{"d", "a"});
  CHECK(trail_of(json, json_of(R"({"d": true, "a": true})")) == Ids{"d", "a", "c"});
}

TEST_CASE("a quick check goes on after an answer that is not known, and comes back to nothing") {
  Json json = small_policy();
  json["quick_order"] = {"d", "a"};
  CHECK(trail_of(json, json_of("{}"), {"d"}) == Ids{"d", "a"});
  CHECK(trail_of(json, json_of(R"({"a": true})"), {"d"}) == Ids{"d", "a", "c"});
  CHECK(trail_of(json, json_of(R"({"a": true, "c": false})"), {"d"}) == Ids{"d", "a", "c"});
  CHECK(trail_of(json, json_of("{}"), {"a", "b", "c", "d"}) == Ids{"d", "a", "b", "c"});
}

TEST_CASE("a quick check without an order follows the steps, and without rules asks nothing") {
  Json json = small_policy();
  std::swap(json["steps"][0], json["steps"][2]);
  CHECK(trail_of(json, json_of(R"({"c": true})")) == Ids{"c", "b"});
  json["rules"] = Json::array();
  CHECK(trail_of(json, json_of("{}")).empty());
}
