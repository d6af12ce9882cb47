// How many given answers change: lines, submissions, and what only one version understands.
#include "submission/impact.hpp"

#include <doctest/doctest.h>

#include "oracle.hpp"
#include "policy_mutation.hpp"
#include "random_logic.hpp"
#include "random_policy.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

const char* const now = "2026-11-22T09:00:00+07:00";

// The impact of the change from the company's policy on these lines.
Json impact_of(const Json& after, const std::vector<std::string>& lines) {
  const CompiledPolicy policy = compiled(after);
  Impact impact;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    count_line(impact, {&company(), &policy}, instant_of(now), i + 1, lines[i]);
  }
  return impact_to_json(impact);
}

std::string answers(const std::string& question, const Json& value) {
  return with(eligible_answers(), "/" + question, value).dump();
}

std::string submission(const char* created_at, const Json& given) {
  Json json = json_of(R"({"format":"precall.submission/1","verdict":{}})");
  json["created_at"] = created_at;
  json["answers"] = given;
  return json.dump();
}

}  // namespace

TEST_CASE("lines are counted by what changes: the verdict, the reasons, or nothing") {
  Json after = with(company_json(), "/rules/9/when/>/1", 2);
  after["rules"][10]["clause"] = "6";
  const Json impact =
      impact_of(after, {answers("prior_guidance_count", 0), answers("prior_guidance_count", 2),
                        answers("prior_guidance_count", 3), answers("unpaid_costs", "all"),
                        answers("prior_guidance_count", "unknown"),
                        answers("prior_guidance_count", 2), "{}"});
  CHECK(impact["total"] == Json(7));
  CHECK(impact["unchanged"] == Json(4));
  CHECK(impact["reasons_changed"] == json_of(R"({"count":1,"lines":[4]})"));
  CHECK(impact["verdict_changed"] ==
        json_of(R"([{"from":"may_be_refused","to":"eligible","count":2,"lines":[2,6]}])"));
  CHECK(impact["unusable"] == Json(0));
}

TEST_CASE("a submission counts on the day it was made, answers on the day asked for") {
  const Json after = with(company_json(), "/rules/11/when/>/1", 7);
  const Json given = with(eligible_answers(), "/service_expiry_date", "2026-11-13");
  const Json impact =
      impact_of(after, {given.dump(), submission("2026-11-20T09:00:00+07:00", given),
                        submission("2026-11-20T23:59:59+07:00", given),
                        submission("2026-11-20T17:00:00Z", given),  // the 21st in Vietnam
                        submission("2026-11-30T09:00:00+07:00", given)});
  CHECK(impact["verdict_changed"] ==
        json_of(R"([{"from":"eligible","to":"may_be_refused","count":2,"lines":[1,4]}])"));
  CHECK(impact["unchanged"] == Json(3));
}

TEST_CASE("the submissions of the transcripts are read as they were sent") {
  const auto line = [](const std::string& name) {
    return json_of(read_if_there("tests/cases/" + name + ".submission.json").value()).dump();
  };
  const Json impact = impact_of(
      without(company_json(), "/rules/10"),
      {line("eligible_to_receipt"), line("consultation"), line("may_be_refused_and_sent")});
  CHECK(impact["total"] == Json(3));
  CHECK(impact["consultations"] == Json(1));
  CHECK(impact["unusable"] == Json(0));
}

TEST_CASE("unusable lines are counted and the first few named, and the others still count") {
  std::vector<std::string> lines = {eligible_answers().dump(),
                                    "not json",
                                    R"({"nobody":true})",
                                    R"({"owner_verified":"perhaps"})",
                                    R"({"format":"precall.submission/1"})",
                                    submission("yesterday", Json::object()),
                                    submission(now, json_of(R"({"unpaid_costs":"some"})")),
                                    submission(now, Json::array())};
  const Json impact = impact_of(company_json(), lines);
  CHECK(impact["total"] == Json(8));
  CHECK(impact["unchanged"] == Json(1));
  CHECK(impact["unusable"] == Json(7));
  REQUIRE(impact["unusable_lines"].size() == 5);
  const char* expected[] = {"not valid JSON", "/nobody: ", "/owner_verified: ", "/answers: missing",
                            "/created_at: "};
  for (std::size_t i = 0; i < 5; ++i) {
    const Json& line = impact["unusable_lines"][i];
    CAPTURE(line);
    CHECK(line["line"] == Json(i + 2));
    CHECK(line["error"].get<std::string>().find(expected[i]) != std::string::npos);
  }
}

TEST_CASE("a question or a value that one version lacks is left out or open there") {
  Json after = company_json();
  after["questions"][11]["options"].erase(3);  // all of the costs
  after["questions"][10]["id"] = "count";      // instead of prior_guidance_count
  after["steps"][0]["questions"][2] = "count";
  after.erase("quick_order");
  after["rules"][9]["when"] = json_of(R"({">":[{"var":"count"},1]})");
  after["rules"][9]["message"] = json_of(R"({"vi":"x"})");
  Json both = eligible_answers();
  both["count"] = 0;
  const Json impact = impact_of(
      after, {both.dump(), eligible_answers().dump(), with(both, "/unpaid_costs", "all").dump(),
              with(both, "/unpaid_costs", "nothing").dump()});
  CHECK(impact["unchanged"] == Json(1));
  // Open in NEW: count is not answered, and all of the costs is no answer there.
  CHECK(impact["verdict_changed"] ==
        json_of(R"([{"from":"eligible","to":"undetermined","count":1,"lines":[2]},
                    {"from":"may_be_refused","to":"undetermined","count":1,"lines":[3]}])"));
  CHECK(impact["unusable"] == Json(1));
}

TEST_CASE("counts of random answers are those of the tests' own evaluation") {
  constexpr std::uint64_t seed = 1212;
  constexpr Day today = 20779;  // the day of `now`
  CAPTURE(seed);
  Random random(seed);
  std::size_t changed = 0;
  for (int i = 0; i < 100; ++i) {
    Json before = random_policy(random);
    Json after = mutated_policy(before, random);
    // Answers that both understand: nothing else may differ in what is asked.
    if (after["questions"] != before["questions"] || !load_policy(canonical(after))) continue;
    CAPTURE(before["rules"]);
    CAPTURE(after["rules"]);
    const CompiledPolicy policies[] = {compiled(before), compiled(after)};
    const Oracle old_oracle(before);
    const Oracle new_oracle(after);
    Impact impact;
    std::size_t expected = 0;
    for (std::size_t line = 1; line <= 20; ++line) {
      Json given = Json::object();
      for (const Json& question : before["questions"]) {
        if (random.one_in(4)) continue;
        given[question["id"].get<std::string>()] = random_answer(question, today, random);
      }
      count_line(impact, {&policies[0], &policies[1]}, instant_of(now), line, given.dump());
      if (old_oracle.judge(given, today).verdict != new_oracle.judge(given, today).verdict) {
        ++expected;
      }
    }
    REQUIRE(impact.total() == 20);
    REQUIRE(impact.verdicts_changed() == expected);
    changed += expected;
  }
  CHECK(changed > 50);
}
