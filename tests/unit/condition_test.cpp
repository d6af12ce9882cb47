// Conditions: each operator, their agreement with JsonLogic, and the place of every mistake.
#include "policy/condition.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "logic.hpp"
#include "policy/policy.hpp"
#include "policy_builder.hpp"
#include "random_logic.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

// Two booleans, a choice of three, a number from 0 to 10, and a date.
const Json& question_list() {
  static const Json list = Json::array({boolean_question("yes"), boolean_question("also"),
                                        choice_question("pick", {"red", "green", "blue"}),
                                        integer_question("count", 0, 10), date_question("day")});
  return list;
}

const Policy& questions_policy() {
  static const CompiledPolicy policy = [] {
    Json json = minimal_policy();
    for (const Json& question : question_list()) add_question(json, question);
    add_rule(json, "any", "blocks", json_of(R"({"var":"yes"})"));
    return compiled(json);
  }();
  return policy.policy;
}

Result<Condition> parse(const Json& logic) {
  std::optional<Error> failure;
  Reader reader(failure);
  Condition condition = parse_condition(logic, "/when", questions_policy().questions, reader);
  if (failure) return *failure;
  return condition;
}

// The meaning of a parsed condition, from its definition.
bool holds(const Condition& condition, const std::vector<std::int64_t>& ordinals) {
  const auto part_holds = [&](const Condition& part) { return holds(part, ordinals); };
  const auto& parts = condition.parts;
  switch (condition.kind) {
    case Condition::Kind::all:
      return std::all_of(parts.begin(), parts.end(), part_holds);
    case Condition::Kind::any:
      return std::any_of(parts.begin(), parts.end(), part_holds);
    case Condition::Kind::test:
      break;
  }
  return contains(condition.test.accepted, ordinals[condition.test.question]);
}

// The ordinals of `question` that the condition accepts, the others being least.
std::vector<std::int64_t> accepted(std::string_view logic, std::size_t question, std::int64_t from,
                                   std::int64_t to) {
  const auto condition = parse(json_of(logic));
  REQUIRE_MESSAGE(condition, line_of(condition));
  std::vector<std::int64_t> ordinals(5, 0);
  std::vector<std::int64_t> result;
  for (std::int64_t value = from; value <= to; ++value) {
    ordinals[question] = value;
    if (holds(condition.value(), ordinals)) result.push_back(value);
  }
  return result;
}

using Ordinals = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("every comparison accepts the numbers that it names, in both orders") {
  const auto count = [](std::string_view logic) { return accepted(logic, 3, 0, 10); };
  CHECK(count(R"({"==":[{"var":"count"},3]})") == Ordinals{3});
  CHECK(count(R"({"!=":[{"var":"count"},3]})") == Ordinals{0, 1, 2, 4, 5, 6, 7, 8, 9, 10});
  CHECK(count(R"({"<":[{"var":"count"},2]})") == Ordinals{0, 1});
  CHECK(count(R"({"<=":[{"var":"count"},2]})") == Ordinals{0, 1, 2});
  CHECK(count(R"({">":[{"var":"count"},8]})") == Ordinals{9, 10});
  CHECK(count(R"({">=":[{"var":"count"},8]})") == Ordinals{8, 9, 10});
  CHECK(count(R"({"==":[3,{"var":"count"}]})") == Ordinals{3});
  CHECK(count(R"({"<":[8,{"var":"count"}]})") == Ordinals{9, 10});
  CHECK(count(R"({"<=":[8,{"var":"count"}]})") == Ordinals{8, 9, 10});
  CHECK(count(R"({">":[2,{"var":"count"}]})") == Ordinals{0, 1});
  CHECK(count(R"({">=":[2,{"var":["count"]}]})") == Ordinals{0, 1, 2});
  CHECK(count(R"({"in":[{"var":"count"},[7,0,7,3]]})") == Ordinals{0, 3, 7});
}

TEST_CASE("comparisons at the ends of a range accept nothing or everything") {
  const auto size = [](std::string_view logic) { return accepted(logic, 3, 0, 10).size(); };
  CHECK(size(R"({"<":[{"var":"count"},0]})") == 0);
  CHECK(size(R"({">":[{"var":"count"},10]})") == 0);
  CHECK(size(R"({"<=":[{"var":"count"},10]})") == 11);
  CHECK(size(R"({">=":[{"var":"count"},0]})") == 11);
}

TEST_CASE("booleans stand by themselves or are compared") {
  const auto yes = [](std::string_view logic) { return accepted(logic, 0, 0, 1); };
  CHECK(yes(R"({"var":"yes"})") == Ordinals{1});
  CHECK(yes(R"({"!":[{"var":"yes"}]})") == Ordinals{0});
  CHECK(yes(R"({"!":{"var":"yes"}})") == Ordinals{0});
  CHECK(yes(R"({"==":[{"var":"yes"},false]})") == Ordinals{0});
  CHECK(yes(R"({"!=":[true,{"var":"yes"}]})") == Ordinals{0});
  CHECK(yes(R"({"in":[{"var":"yes"},[true,false]]})") == Ordinals{0, 1});
}

TEST_CASE("choices are compared with their options") {
  const auto pick = [](std::string_view logic) { return accepted(logic, 2, 0, 2); };
  CHECK(pick(R"({"==":[{"var":"pick"},"green"]})") == Ordinals{1});
  CHECK(pick(R"({"!=":["red",{"var":"pick"}]})") == Ordinals{1, 2});
  CHECK(pick(R"({"in":[{"var":"pick"},["blue","red"]]})") == Ordinals{0, 2});
  CHECK(pick(R"({"!":[{"in":[{"var":"pick"},["blue","red"]]}]})") == Ordinals{1});
}

TEST_CASE("dates are compared by the days since them") {
  const auto day = [](std::string_view logic) { return accepted(logic, 4, -3, 13); };
  CHECK(day(R"({">":[{"days_since":[{"var":"day"}]},10]})") == Ordinals{11, 12, 13});
  CHECK(day(R"({"<=":[{"days_since":{"var":"day"}},-2]})") == Ordinals{-3, -2});
  CHECK(day(R"({"==":[0,{"days_since":[{"var":["day"]}]}]})") == Ordinals{0});
  CHECK(day(R"({"in":[{"days_since":[{"var":"day"}]},[1,-1]]})") == Ordinals{-1, 1});
}

TEST_CASE("the negation of any condition accepts exactly what it refuses") {
  for (const std::string logic :
       {R"({"and":[{"var":"yes"},{">":[{"var":"count"},4]}]})",
        R"({"or":[{"!":{"var":"yes"}},{"<=":[{"var":"count"},4]}]})",
        R"({"!":[{"or":[{"var":"yes"},{"!":{"in":[{"var":"count"},[1,2]]}}]}]})",
        R"({"and":[{"or":[{"var":"yes"},{"var":"also"}]},{"!=":[{"var":"pick"},"red"]}]})",
        R"({"<":[{"days_since":[{"var":"day"}]},3]})"}) {
    CAPTURE(logic);
    const Json negated = Json::object({{"!", Json::array({json_of(logic)})}});
    const auto plain = parse(json_of(logic));
    const auto opposite = parse(negated);
    REQUIRE(plain);
    REQUIRE(opposite);
    for (std::int64_t code = 0; code < 2 * 2 * 3 * 11; ++code) {
      const Ordinals ordinals = {code % 2, code / 2 % 2, code / 4 % 3, code / 12, code % 7};
      CHECK(holds(plain.value(), ordinals) != holds(opposite.value(), ordinals));
    }
  }
}

TEST_CASE("random conditions on random data agree with a walk of the JsonLogic tree") {
  constexpr std::uint64_t seed = 40318;
  CAPTURE(seed);
  Random random(seed);
  const Policy& policy = questions_policy();
  const std::vector<std::string> ids = {"yes", "also", "pick", "count", "day"};
  const Day today = day_of("2026-11-22");
  for (int i = 0; i < 6000; ++i) {
    const Json logic = random_condition(question_list(), random, 4);
    CAPTURE(logic);
    const auto condition = parse(logic);
    REQUIRE_MESSAGE(condition, line_of(condition));
    Strings strings;
    const Logic oracle(logic, ids, strings);
    for (int j = 0; j < 10; ++j) {
      Ordinals ordinals;
      std::vector<Value> data;
      for (const Json& question : question_list()) {
        const Json answer = random_answer(question, today, random);
        const std::string id = question["id"];
        const Answers known = answers_of(policy, Json::object({{id, answer}}));
        const std::int64_t value = *known[ordinals.size()];
        const bool date = id == "day";
        ordinals.push_back(date ? today - value : value);
        const auto kind = date                 ? Value::Kind::date
                          : id == "count"      ? Value::Kind::number
                          : answer.is_string() ? Value::Kind::string
                                               : Value::Kind::boolean;
        data.push_back({kind, answer.is_string() && !date
                                  ? strings.number_of(answer.get<std::string>())
                                  : value});
      }
      REQUIRE(holds(condition.value(), ordinals) == oracle.holds(data, today));
    }
  }
}

TEST_CASE("a mistake in a condition is named with its place and a remedy") {
  const std::pair<std::string, std::string> mistakes[] = {
      {R"([])", "/when"},
      {R"(true)", "/when"},
      {R"("yes")", "/when"},
      {R"({})", "/when"},
      {R"({"var":"yes","!":[{"var":"yes"}]})", "/when"},
      {R"({"xor":[{"var":"yes"},{"var":"also"}]})", "/when/xor"},
      {R"({"!!":[{"var":"yes"}]})", "/when/!!"},
      {R"({"if":[{"var":"yes"},{"var":"also"}]})", "/when/if"},
      {R"({"days_since":[{"var":"day"}]})", "/when/days_since"},
      {R"({"and":[]})", "/when/and"},
      {R"({"or":{"var":"yes"}})", "/when/or"},
      {R"({"and":[{"var":"yes"},{"or":[{"var":"also"},{"var":"no"}]}]})", "/when/and/1/or/1/var"},
      {R"({"!":[{"var":"no"}]})", "/when/!/0/var"},
      {R"({"!":{"var":"no"}})", "/when/!/var"},
      {R"({"!":[{"var":"yes"},{"var":"also"}]})", "/when/!"},
      {R"({"!":[]})", "/when/!"},
      {R"({"var":"nobody"})", "/when/var"},
      {R"({"var":["yes","default"]})", "/when"},
      {R"({"var":7})", "/when"},
      {R"({"var":"count"})", "/when"},
      {R"({"var":"pick"})", "/when"},
      {R"({"var":"day"})", "/when"},
      {R"({"==":[{"var":"yes"},{"var":"also"}]})", "/when/=="},
      {R"({">":[{"var":"count"},{"days_since":[{"var":"day"}]}]})", "/when/>"},
      {R"({"==":[{"var":"yes"}]})", "/when/=="},
      {R"({"<":[0,{"var":"count"},5]})", "/when/<"},
      {R"({"==":{"var":"yes"}})", "/when/=="},
      {R"({"==":[1,2]})", "/when/==/1"},
      {R"({"==":["count",2]})", "/when/==/1"},
      {R"({"==":[{"var":"missing"},2]})", "/when/==/0/var"},
      {R"({"==":[2,{"var":"missing"}]})", "/when/==/1/var"},
      {R"({"==":[{"+":[1,{"var":"count"}]},2]})", "/when/==/0"},
      {R"({"==":[{"var":"yes"},1]})", "/when/==/1"},
      {R"({"==":["true",{"var":"yes"}]})", "/when/==/0"},
      {R"({"==":[{"var":"yes"},null]})", "/when/==/1"},
      {R"({"==":[{"var":"pick"},"purple"]})", "/when/==/1"},
      {R"({"==":[{"var":"pick"},1]})", "/when/==/1"},
      {R"({"==":[{"var":"pick"},"unknown"]})", "/when/==/1"},
      {R"({"<":[{"var":"pick"},"red"]})", "/when/<"},
      {R"({">=":[{"var":"yes"},true]})", "/when/>="},
      {R"({"==":[{"var":"count"},"3"]})", "/when/==/1"},
      {R"({"==":[{"var":"count"},true]})", "/when/==/1"},
      {R"({">":[{"var":"count"},11]})", "/when/>/1"},
      {R"({">":[-1,{"var":"count"}]})", "/when/>/0"},
      {R"({">":[{"var":"day"},10]})", "/when/>/0"},
      {R"({"==":[{"var":"day"},"2026-11-22"]})", "/when/==/0"},
      {R"({">":[{"days_since":[{"var":"count"}]},10]})", "/when/>/0/days_since"},
      {R"({">":[{"days_since":[]},10]})", "/when/>/0/days_since"},
      {R"({">":[{"days_since":[{"var":"gone"}]},10]})", "/when/>/0/days_since/0/var"},
      {R"({">":[{"days_since":[{"var":"day"}]},"10"]})", "/when/>/1"},
      {R"({">":[{"days_since":[{"var":"day"}]},100001]})", "/when/>/1"},
      {R"({">":[{"days_since":[{"var":"day"}]},-100001]})", "/when/>/1"},
      {R"({"in":[{"var":"pick"},[]]})", "/when/in"},
      {R"({"in":[{"var":"pick"},"red"]})", "/when/in"},
      {R"({"in":[{"var":"pick"}]})", "/when/in"},
      {R"({"in":["red",{"var":"pick"}]})", "/when/in"},
      {R"({"in":[{"var":"pick"},["red","purple"]]})", "/when/in/1/1"},
      {R"({"in":[{"var":"count"},[1,11]]})", "/when/in/1/1"},
      {R"({"in":[{"var":"none"},[1]]})", "/when/in/0/var"},
      {R"({"in":[{"var":"count"},[{"var":"count"}]]})", "/when/in/1/0"},
  };
  for (const auto& [logic, place] : mistakes) {
    CAPTURE(logic);
    const auto condition = parse(json_of(logic));
    CHECK(place_of(condition) == place);
    if (condition) continue;
    CHECK_FALSE(condition.error().problem.empty());
    CHECK_FALSE(condition.error().remedy.empty());
  }
}

TEST_CASE("thresholds at the ends of their range are allowed") {
  for (const std::string logic :
       {R"({">":[{"days_since":[{"var":"day"}]},100000]})",
        R"({"<":[{"days_since":[{"var":"day"}]},-100000]})", R"({"==":[{"var":"count"},0]})",
        R"({"==":[{"var":"count"},10]})"}) {
    CAPTURE(logic);
    CHECK(parse(json_of(logic)));
  }
}

TEST_CASE("a condition may nest as deep as JSON may") {
  std::string logic = R"({"var":"yes"})";
  for (int i = 0; i < 31; ++i) logic = "{\"!\":" + logic + "}";
  CHECK(accepted(logic, 0, 0, 1) == Ordinals{0});
  CHECK_FALSE(parse_json("{\"!\":" + logic + "}", 4096));
}

TEST_CASE("sets of intervals are complemented and intersected exactly") {
  constexpr std::uint64_t seed = 271;
  CAPTURE(seed);
  Random random(seed);
  const Interval domain{-4, 12};
  const auto random_set = [&] {
    Intervals set;
    for (std::int64_t at = domain.from + random.between(0, 3); at <= domain.to;
         at += 2 + random.between(0, 4)) {
      const std::int64_t to = std::min(domain.to, at + random.between(0, 3));
      set.push_back({at, to});
      at = to;
    }
    return set;
  };
  for (int i = 0; i < 2000; ++i) {
    const Intervals a = random_set();
    const Intervals b = random_set();
    const Intervals both = intersect(a, b);
    const Intervals rest = complement(a, domain);
    for (std::int64_t value = domain.from; value <= domain.to; ++value) {
      REQUIRE(contains(both, value) == (contains(a, value) && contains(b, value)));
      REQUIRE(contains(rest, value) != contains(a, value));
    }
    REQUIRE(complement(rest, domain) == a);
  }
}
