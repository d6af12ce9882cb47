// `precall policy interview` as a process: what it prints and what it refuses.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "policy_builder.hpp"
#include "process.hpp"
#include "rules/interview.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

const std::string policy_path = PRECALL_SOURCE_DIR "/shared/policy/choixanh.policy.json";
const std::string now = "2026-11-22T09:00:00+07:00";

Finished interview(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"policy", "interview"});
  arguments.insert(arguments.end(), {"--now", now});
  return run(PRECALL_TOOL, arguments);
}

// JSON with decimal fractions, which the core itself never reads.
Json decimal_json(const std::string& text) {
  Json json = Json::parse(text, nullptr, false);
  REQUIRE_FALSE(json.is_discarded());
  return json;
}

void check_cost(const Json& json, const OrderCost& cost) {
  CHECK(std::abs(json["expected"].get<double>() - cost.expected) < 1e-12);
  CHECK(json["worst"] == Json(cost.worst));
}

// Two questions that block: a at yes, n above 1.
Json small_policy() {
  Json json = minimal_policy();
  add_question(json, boolean_question("a"));
  add_question(json, integer_question("n", 0, 9));
  add_rule(json, "a", "blocks", json_of(R"({"var":"a"})"));
  add_rule(json, "n", "blocks", json_of(R"({">":[{"var":"n"},1]})"));
  return json;
}

void check_unusable(const Finished& finished, const std::vector<std::string>& words) {
  CAPTURE(finished.errors);
  CHECK(finished.status == 2);
  CHECK(finished.output.empty());
  CHECK(std::count(finished.errors.begin(), finished.errors.end(), '\n') == 1);
  for (const std::string& word : words) {
    CAPTURE(word);
    CHECK(finished.errors.find(word) != std::string::npos);
  }
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("interview prints every order with its cost, as JSON what the library says") {
  const Finished finished = interview({policy_path, "--json"});
  CHECK(finished.status == 0);
  CHECK(finished.errors.empty());
  const Json json = decimal_json(finished.output);
  const auto expected =
      plan_interview(company(), even_weights(company().matrix), day_at(instant_of(now), 7 * 60), 4);
  REQUIRE(expected);
  check_cost(json["orders"]["asking"], expected->asking);
  check_cost(json["orders"]["greedy"], expected->greedy);
  check_cost(json["orders"]["best"], expected->best);
  check_cost(json["orders"]["quick_order"], expected->quick);
  check_cost(json["orders"]["best_list"], expected->list);
  CHECK(json["states"] == Json(expected->states));
  CHECK(json["best_list_is_best"] == Json(true));
  CHECK(json["best_list"].size() == 14);
  CHECK(is_string(json["policy"], company().policy.sha256));
  CHECK(is_string(json["today"], "2026-11-22"));
  const Json& first = json["first_questions"];
  CHECK(is_string(first["question"], "owner_verified"));
  CHECK(first["branches"][0] ==
        decimal_json(R"({"answers":["false"],"chance":0.5,"settled":"conditions_not_met"})"));
  CHECK(is_string(first["branches"][1]["next"]["question"], "admin_account"));
}

TEST_CASE("interview prints a table for people") {
  const TemporaryFile policy(canonical(small_policy()));
  const Finished finished = interview({policy.path()});
  CHECK(finished.status == 0);
  CHECK(has(finished.output, "on 2026-11-22\nweights: the same for every cell\n"));
  CHECK(has(finished.output, "\nasking order     1.5000      2 "));
  CHECK(has(finished.output, "\nbest             1.5000      2   no order expects fewer\n"));
  CHECK(
      has(finished.output, "\nquick_order      1.5000      2   the policy's; attains the best\n"));
  CHECK(has(finished.output, "\nbest list        1.5000      2   attains the best\n"));
  CHECK(has(finished.output, "\nbest list for quick_order: a, n\n"));
  CHECK(has(finished.output,
            "  a (1.5000 to go)\n    false (50 %): \n      n (1.0000 to go)\n"
            "        up to 1 (50 %): eligible\n"
            "        2 or more (50 %): conditions_not_met\n"
            "    true (50 %): conditions_not_met\n"));
}

TEST_CASE("interview takes weights from the policy, and from a file in their place") {
  Json json = small_policy();
  json["questions"][1]["weights"] = json_of(R"([{"upto":1,"weight":1},{"weight":3}])");
  const TemporaryFile policy(canonical(json));
  const Json own = decimal_json(interview({policy.path(), "--json"}).output);
  CHECK(is_string(own["weights"], "the policy's"));
  CHECK(own["orders"]["best"]["expected"] == Json(1.25));
  CHECK(own["best_list"] == json_of(R"(["n","a"])"));
  // Seven of nine say yes to a: with one for each cell 8 to 3.
  std::string lines;
  for (int i = 0; i < 7; ++i) lines += "{\"a\": true}\n";
  lines += "{\"a\": false, \"n\": 0}\n";
  lines += R"({"answers": {"a": false}, "created_at": "2026-01-01T00:00:00Z"})";
  const TemporaryFile answers(lines);
  const Json counted =
      decimal_json(interview({policy.path(), "--json", "--weights", answers.path()}).output);
  CHECK(has(counted["weights"], answers.path()));
  CHECK(std::abs(counted["orders"]["best"]["expected"].get<double>() - (1 + 3.0 / 11)) < 1e-12);
  CHECK(counted["best_list"] == json_of(R"(["a","n"])"));
}

TEST_CASE("interview says whether the policy's quick_order attains the best") {
  Json json = small_policy();
  json["questions"][0]["weights"] = json_of(R"({"true": 1, "false": 9})");
  const auto printed = [&](const char* order) {
    json["quick_order"] = json_of(order);
    const TemporaryFile policy(canonical(json));
    return decimal_json(interview({policy.path(), "--json"}).output);
  };
  const Json best = printed(R"(["n"])");
  CHECK(best["quick_order_is_best"] == Json(true));
  CHECK(best["quick_order"] == json_of(R"(["n","a"])"));
  CHECK(std::abs(best["orders"]["quick_order"]["expected"].get<double>() - 1.5) < 1e-12);
  const Json other = printed(R"(["a", "n"])");
  CHECK(other["quick_order_is_best"] == Json(false));
  CHECK(std::abs(other["orders"]["quick_order"]["expected"].get<double>() - 1.9) < 1e-12);
  CHECK(other["best_list"] == json_of(R"(["n","a"])"));
  const TemporaryFile policy(canonical(json));
  CHECK(has(interview({policy.path()}).output, "   the policy's; see the best list\n"));
}

TEST_CASE("interview names what it cannot use") {
  check_unusable(interview({"/nonexistent/policy.json"}), {"/nonexistent/policy.json"});
  check_unusable(interview({policy_path, "--weights", "/nonexistent/a.jsonl"}),
                 {"/nonexistent/a.jsonl", "cannot be read"});
  const TemporaryFile lines("{}\n{\"admin_account\": 5}\n");
  check_unusable(interview({policy_path, "--weights", lines.path()}),
                 {lines.path(), "line 2", "/admin_account", "write true, false"});
  Json weighted = small_policy();
  weighted["questions"][1]["weights"] = json_of(R"([{"weight":3}])");
  const TemporaryFile wrong(canonical(weighted));
  check_unusable(interview({wrong.path()}), {wrong.path(), "/questions/1/weights/0"});
  check_unusable(interview({}), {"policy"});
  check_unusable(run(PRECALL_TOOL, {"policy"}), {"--help"});
  check_unusable(run(PRECALL_TOOL, {"policy", "interview", policy_path, "--now", "today"}),
                 {"--now"});
}

TEST_CASE("interview explains itself") {
  const Finished finished = run(PRECALL_TOOL, {"policy", "interview", "--help"});
  CHECK(finished.status == 0);
  for (const char* word : {"--json", "--now", "--weights", "quick_order", "Exit 0"}) {
    CAPTURE(word);
    CHECK(has(finished.output, word));
  }
}
