// Orders of asking: by hand, against brute force over raw states on random policies, and on the
// company's policy.
#include "rules/interview.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/limits.hpp"
#include "interview_oracle.hpp"
#include "policy_builder.hpp"
#include "random_policy.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr Day today = 20779;  // 2026-11-22
constexpr std::uint64_t seed = 4711;

Interview planned(const CompiledPolicy& policy, const CellWeights& weights) {
  Result<Interview> result = plan_interview(policy, weights, today, 3);
  REQUIRE_MESSAGE(result, line_of(result));
  return std::move(result).value();
}

void check_cost(const OrderCost& cost, double expected, std::size_t worst) {
  CHECK(cost.expected == doctest::Approx(expected).epsilon(1e-9));
  CHECK(cost.worst == worst);
}

// Boolean questions a, b, c …, each blocking by itself.
Json policy_of_blocks(std::size_t count) {
  Json json = minimal_policy();
  for (std::size_t q = 0; q < count; ++q) {
    const std::string id = "q" + std::to_string(q);
    add_question(json, boolean_question(id));
    add_rule(json, "r" + std::to_string(q), "blocks", Json::object({{"var", id}}));
  }
  return json;
}

CellWeights random_weights(const CompiledPolicy& policy, Random& random) {
  CellWeights weights = even_weights(policy.matrix);
  if (random.one_in(3)) return weights;
  for (auto& cells : weights) {
    for (std::int64_t& weight : cells) weight = random.one_in(5) ? 0 : random.between(1, 9);
    // Some answer of every day has to be possible: the middle cell of dates, any of the others.
    cells[cells.size() / 2] = random.between(1, 9);
  }
  return weights;
}

// Some of the questions, one at least, in any order.
Json random_ids(const Json& questions, Random& random) {
  Json ids = Json::array();
  for (const Json& question : questions) {
    if (!ids.empty() && random.one_in(4)) continue;
    const auto place = static_cast<std::ptrdiff_t>(random.below(ids.size() + 1));
    ids.insert(ids.begin() + place, question["id"]);
  }
  return ids;
}

void check_same(const OrderCost& actual, const OrderCost& expected) {
  REQUIRE(std::abs(actual.expected - expected.expected) < 1e-9);
  REQUIRE(actual.worst == expected.worst);
}

// The list with every question that it leaves out behind it.
std::vector<std::size_t> completed(std::vector<std::size_t> list, std::size_t count) {
  for (std::size_t q = 0; q < count; ++q) {
    if (std::count(list.begin(), list.end(), q) == 0) list.push_back(q);
  }
  return list;
}

}  // namespace

TEST_CASE("the question that is likely to settle the verdict comes first") {
  const CompiledPolicy policy = compiled(policy_of_blocks(2));
  // A yes to q0 once in ten times, to q1 nine times.
  const Interview interview = planned(policy, {{9, 1}, {1, 9}});
  check_cost(interview.asking, 1 + 0.9, 2);
  check_cost(interview.greedy, 1 + 0.1, 2);
  check_cost(interview.best, 1 + 0.1, 2);
  check_cost(interview.list, 1 + 0.1, 2);
  CHECK(interview.best_list == std::vector<std::size_t>{1, 0});
  REQUIRE(interview.tree.size() == 1);
  const InterviewTree& tree = interview.tree.front();
  CHECK(tree.question == 1);
  REQUIRE(tree.branches.size() == 2);
  CHECK(tree.branches[0].chance == doctest::Approx(0.1));
  CHECK_FALSE(tree.branches[0].settled);
  REQUIRE(tree.branches[0].next.size() == 1);
  CHECK(tree.branches[0].next.front().question == 0);
  CHECK(tree.branches[1].settled == Verdict::conditions_not_met);
  CHECK(tree.branches[1].next.empty());
}

TEST_CASE("questions that are as good as each other are asked in asking order") {
  Json json = policy_of_blocks(3);
  std::swap(json["steps"][0], json["steps"][2]);
  const Interview interview = planned(compiled(json), even_weights(compiled(json).matrix));
  CHECK(interview.best_list == std::vector<std::size_t>{2, 1, 0});
  CHECK(interview.tree.front().question == 2);
  check_cost(interview.best, 1 + 0.5 + 0.25, 3);
}

TEST_CASE("refusals do not matter once one is certain, but reasons still do in asking order") {
  Json json = minimal_policy();
  for (const std::string id : {"a", "b"}) {
    add_question(json, boolean_question(id));
    add_rule(json, "refuses_" + id, "may_refuse", Json::object({{"var", id}}));
  }
  const CompiledPolicy refusals = compiled(json);
  check_cost(planned(refusals, even_weights(refusals.matrix)).asking, 1.5, 2);
  add_question(json, boolean_question("c"));
  add_rule(json, "blocks_c", "blocks", Json::object({{"var", "c"}}));
  const CompiledPolicy policy = compiled(json);
  const Interview interview = planned(policy, even_weights(policy.matrix));
  // In order, b adds a reason to the refusal by a, and c is still to come.
  check_cost(interview.asking, 3, 3);
  // c first: a half is settled; then a, and half of the time b.
  check_cost(interview.best, 1 + 0.5 * (1 + 0.5), 3);
  CHECK(interview.best_list == std::vector<std::size_t>{2, 0, 1});
}

TEST_CASE("the best chance to settle at once is not always the best question") {
  // x decides which of three questions counts; each of them settles nothing by itself.
  Json json = minimal_policy();
  add_question(json, integer_question("a", 0, 2));
  add_question(json, integer_question("b", 0, 2));
  add_question(json, choice_question("x", {"left", "right"}));
  const auto when = [](const char* side, const char* id, int value) {
    return Json::object(
        {{"and", {{{"==", {{{"var", "x"}}, side}}}, {{"==", {{{"var", id}}, value}}}}}});
  };
  add_rule(json, "left", "blocks", when("left", "a", 0));
  add_rule(json, "right", "blocks", when("right", "b", 0));
  const CompiledPolicy policy = compiled(json);
  const Interview interview = planned(policy, even_weights(policy.matrix));
  check_cost(interview.best, 2, 2);
  // No first answer settles anything, so that the greedy order begins as the policy does.
  check_cost(interview.greedy, interview.asking.expected, 3);
  CHECK(interview.greedy.expected > 2.4);
}

TEST_CASE("some policies have no list that is as good as the best order") {
  // The majority of three: with b, either of the others is enough, and a is the likelier; without
  // b, both are needed, and x is the likelier to fail.
  Json json = minimal_policy();
  for (const std::string id : {"a", "b", "x"}) add_question(json, boolean_question(id));
  add_rule(json, "two", "blocks", json_of(R"({"or": [{"and": [{"var": "a"}, {"var": "b"}]},
    {"and": [{"var": "a"}, {"var": "x"}]}, {"and": [{"var": "b"}, {"var": "x"}]}]})"));
  const Interview interview = planned(compiled(json), {{1, 9}, {1, 1}, {1, 1}});
  check_cost(interview.best, 1 + 0.5 * 1.1 + 0.5 * 1.5, 3);
  check_cost(interview.list, 2.5, 3);
  CHECK(interview.tree.front().question == 1);
}

TEST_CASE("an interview about nothing asks nothing") {
  Json json = minimal_policy();
  add_question(json, boolean_question("x"));
  const CompiledPolicy without_rules = compiled(json);
  const Interview none = planned(without_rules, even_weights(without_rules.matrix));
  check_cost(none.best, 0, 0);
  check_cost(none.asking, 0, 0);
  CHECK(none.best_list.empty());
  CHECK(none.tree.empty());
  // Neither does one whose verdict no answer changes.
  add_rule(json, "always", "may_refuse", json_of(R"({"or":[{"var":"x"},{"!":{"var":"x"}}]})"));
  add_rule(json, "yes", "may_refuse", json_of(R"({"var":"x"})"));
  const CompiledPolicy refused = compiled(json);
  check_cost(planned(refused, even_weights(refused.matrix)).best, 0, 0);
}

TEST_CASE("ways of answering that leave the same to be decided are one state") {
  Json json = minimal_policy();
  for (const std::string id : {"a", "b", "c"}) add_question(json, boolean_question(id));
  add_rule(json, "both", "blocks", json_of(R"({"and":[{"var":"a"},{"var":"b"}]})"));
  add_rule(json, "c", "blocks", json_of(R"({"var":"c"})"));
  const CompiledPolicy policy = compiled(json);
  // Of a and b: both are open, either has been a yes, or one a no, whichever and whatever the other
  // is. Times c, open or a no, where something is left to ask; and the three settled ones.
  CHECK(planned(policy, even_weights(policy.matrix)).states == 4 * 2 - 1 + 3);
}

TEST_CASE("a question without a possible answer on the day is named") {
  const CompiledPolicy policy = compiled(policy_of_blocks(2));
  CHECK(line_of(plan_interview(policy, {{1, 1}, {0, 0}}, today, 1)).find("/questions/1/weights") ==
        0);
}

TEST_CASE("random policies are interviewed as brute force over raw states says") {
  CAPTURE(seed);
  Random random(seed);
  int greedy_loses = 0;
  int lists_lose = 0;
  int weighted = 0;
  int compared = 0;
  while (compared < 2000) {
    Json json = random_policy(random);
    json["quick_order"] = random_ids(json["questions"], random);
    const CompiledPolicy policy = compiled(json);
    const CellWeights weights = random_weights(policy, random);
    const InterviewOracle oracle(json, policy, weights, today);
    if (oracle.states() > InterviewOracle::states_max) continue;
    ++compared;
    CAPTURE(json["rules"].dump());
    const Interview interview = planned(policy, weights);
    check_same(interview.asking, oracle.asking());
    check_same(interview.greedy, oracle.greedy());
    check_same(interview.best, oracle.best());
    check_same(interview.quick, oracle.list(policy.policy.quick_order));
    check_same(interview.list,
               oracle.list(completed(interview.best_list, policy.policy.questions.size())));
    greedy_loses += same_cost(interview.greedy.expected, interview.best.expected) ? 0 : 1;
    lists_lose += same_cost(interview.list.expected, interview.best.expected) ? 0 : 1;
    weighted += weights == even_weights(policy.matrix) ? 0 : 1;
    if (oracle.states() <= 1000) REQUIRE(same_cost(interview.list.expected, oracle.best_list()));
  }
  MESSAGE("greedy is not the best for ", greedy_loses, ", no list is for ", lists_lose);
  CHECK(greedy_loses > 10);
  CHECK(lists_lose > 2);
  CHECK(weighted > 1000);
}

TEST_CASE("the company's conditions take two questions on average when the blocks come first") {
  const Interview interview = planned(company(), even_weights(company().matrix));
  // Eight conditions, each met half of the time; then unpaid costs (none of four), the kind of
  // request (two of four go on, one of them by way of the designation), guidance, expiry, work.
  const double refusals = 1 + 0.25 * (1 + 0.25 + 0.375 * (1 + 0.5 * (1 + 0.5)));
  const double expected = (2 - 1 / 128.0) + refusals / 256;
  check_cost(interview.best, expected, 14);
  check_cost(interview.greedy, expected, 14);
  check_cost(interview.list, expected, 14);
  check_cost(interview.quick, expected, 14);
  CHECK(interview.asking.expected > 2 * expected);
  CHECK(interview.asking.worst == 14);
  CHECK(interview.states > 10000);
  CHECK(interview.states < 100000);
}

TEST_CASE("a policy may have so many states of an interview and no more") {
  const auto line = [](std::size_t blocks) {
    const CompiledPolicy policy = compiled(policy_of_blocks(blocks));
    return line_of(plan_interview(policy, even_weights(policy.matrix), today, 1));
  };
  CHECK(line(12) == "no error");
  CHECK(line(20) ==
        "/rules: the interview has more than 150000 states; examine a part of the rules at a time");
  CHECK(line(400) ==
        "/rules: the interview has more than 16000000 words of terms to look at; examine a part of "
        "the rules at a time");
}

TEST_CASE("a policy may have so many ways between the states of an interview and no more") {
  std::vector<std::string> options;
  for (std::size_t i = 0; i < limits::options_max; ++i) options.push_back("o" + std::to_string(i));
  Json json = minimal_policy();
  const std::vector<std::string> questions = {"a", "b", "c"};
  for (const std::string& id : questions) add_question(json, choice_question(id, options));
  for (std::size_t i = 0; i < 3 * options.size(); ++i) {
    const auto is = [&](std::size_t question) {
      return Json::object(
          {{"==", {{{"var", questions[question % 3]}}, options[i % options.size()]}}});
    };
    add_rule(json, "r" + std::to_string(i), "blocks",
             Json::object({{"and", {is(i / options.size()), is(i / options.size() + 1)}}}));
  }
  const CompiledPolicy policy = compiled(json);
  CHECK(line_of(plan_interview(policy, even_weights(policy.matrix), today, 1)) ==
        "/rules: the interview has more than 8000000 ways between its states; examine a part of "
        "the rules at a time");
}
