// Comparisons of the company's policy with edited versions of it, and the limits of comparing.
#include "rules/diff.hpp"

#include <doctest/doctest.h>

#include "base/limits.hpp"
#include "diff_support.hpp"
#include "policy_builder.hpp"
#include "rules/diff_report.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr Day today = 20779;  // 2026-11-22

Json company_against(const Json& after, Language language = Language::en) {
  return diff_of(company_json(), after, today, language);
}

// The only class of the comparison.
Json only_class(const Json& before, const Json& after) {
  const Json report = diff_of(before, after, today);
  REQUIRE(report["classes"].size() == 1);
  check_witness(before, after, report["classes"][0], today);
  return report["classes"][0];
}

Json only_class(const Json& after) {
  return only_class(company_json(), after);
}

// A rule that fires if an odd number of these questions is true: one term for each odd set.
Json parity(const std::vector<std::string>& questions) {
  Json any = Json::array();
  for (std::size_t set = 0; set < std::size_t{1} << questions.size(); ++set) {
    Json all = Json::array();
    bool odd = false;
    for (std::size_t q = 0; q < questions.size(); ++q) {
      const Json yes = Json::object({{"var", questions[q]}});
      const bool in = (set >> q & 1) != 0;
      odd = odd != in;
      all.push_back(in ? yes : Json::object({{"!", Json::array({yes})}}));
    }
    if (odd) any.push_back(Json::object({{"and", all}}));
  }
  return Json::object({{"or", any}});
}

}  // namespace

TEST_CASE("a policy compared with itself is the same") {
  const Json report = company_against(company_json());
  CHECK(report["same"] == Json(true));
  for (const char* part : {"classes", "structure", "logic", "words", "other"}) {
    CAPTURE(part);
    CHECK(report[part] == Json::array());
  }
  CHECK(report["old"] == report["new"]);
  CHECK(is_string(report["new"]["today"], "2026-11-22"));
}

TEST_CASE("a threshold that moves changes those between, and them alone") {
  const Json found = only_class(with(company_json(), "/rules/11/when/>/1", 7));
  CHECK(is_string(found["rule"], "service_expired"));
  CHECK(is_string(found["change"], "starts"));
  CHECK(found["clause"] == json_of(R"({"old":"6.3","new":"6.3"})"));
  CHECK(is_string(found["label"], "Clause 6, point 3"));
  CHECK(found["verdict_changes"] == Json(true));
  REQUIRE(found["conditions"].size() == 1);
  REQUIRE(found["conditions"][0].size() == 1);
  const Json& condition = found["conditions"][0][0];
  CHECK(is_string(condition["question"], "service_expiry_date"));
  CHECK(condition["ranges"] == json_of(R"([{"from":"2026-11-12","to":"2026-11-14"}])"));
  CHECK(condition["days_since"] == json_of(R"([{"from":8,"to":10}])"));
  CHECK(is_string(condition["words"],
                  "service_expiry_date (\"On which day does or did your service expire?\"): "
                  "days since it 8–10 (12/11/2026–14/11/2026)"));
  CHECK(is_string(found["witness"]["old"]["verdict"], "eligible"));
  CHECK(is_string(found["witness"]["new"]["verdict"], "may_be_refused"));
  // Nothing else happens to the customer who shows it.
  CHECK(found["witness"]["new"]["reasons"].size() == 1);
}

TEST_CASE("each kind of change to a rule is a class of its kind") {
  const Json dropped = only_class(without(company_json(), "/rules/8"));
  CHECK(is_string(dropped["change"], "stops"));
  CHECK(is_string(dropped["rule"], "outside_duty"));
  CHECK(dropped["clause"] == json_of(R"({"old":"5","new":null})"));
  CHECK(dropped["effect"] == json_of(R"({"old":"may_refuse","new":null})"));
  CHECK(dropped["conditions"][0][0]["answers"] == json_of(R"(["outside_duty"])"));

  const Json blocks = only_class(with(company_json(), "/rules/9/effect", "blocks"));
  CHECK(is_string(blocks["change"], "becomes_blocks"));
  CHECK(blocks["conditions"][0][0]["ranges"] == json_of(R"([{"from":2,"to":1000}])"));
  CHECK(is_string(blocks["witness"]["new"]["verdict"], "conditions_not_met"));

  const Json milder = only_class(with(company_json(), "/rules/0/effect", "may_refuse"));
  CHECK(is_string(milder["change"], "becomes_may_refuse"));
  CHECK(milder["verdict_changes"] == Json(true));

  const Json moved = only_class(with(company_json(), "/rules/4/clause", "3.1"));
  CHECK(is_string(moved["change"], "cites_other_clause"));
  CHECK(moved["clause"] == json_of(R"({"old":"3.2","new":"3.1"})"));
  CHECK(moved["verdict_changes"] == Json(false));

  const Json again = with(company_json(), "/rules/-", with(company_json()["rules"][9], "/id", "b"));
  const Json doubled = only_class(again);
  CHECK(is_string(doubled["change"], "starts"));
  CHECK(is_string(doubled["rule"], "b"));
  CHECK(doubled["verdict_changes"] == Json(false));
  CHECK(doubled["witness"]["new"]["reasons"].size() == 2);
}

TEST_CASE("an and that becomes an or has two disjoint alternatives") {
  Json after = company_json();
  Json& when = after["rules"][2]["when"];
  when = Json::object({{"or", when["and"]}});
  const Json found = only_class(after);
  CHECK(found["conditions"].size() == 2);
  CHECK(found["verdict_changes"] == Json(true));
}

TEST_CASE("a rule written otherwise with the same meaning changes nobody") {
  const Json after =
      with(company_json(), "/rules/0/when", json_of(R"({"==":[false,{"var":"owner_verified"}]})"));
  const Json report = company_against(after);
  CHECK(report["same"] == Json(false));
  CHECK(report["classes"].empty());
  REQUIRE(report["logic"].size() == 1);
  CHECK(is_string(report["logic"][0]["new_place"], "/rules/0/when"));
  CHECK(report["logic"][0]["changes_reasons"] == Json(false));
  const Json moved = company_against(with(company_json(), "/rules/11/when/>/1", 7));
  CHECK(moved["logic"][0]["changes_reasons"] == Json(true));
}

TEST_CASE("words that change are listed with their place, and change nobody") {
  const Json after = with(company_json(), "/clauses/11/text/vi", "Khác.");
  const Json report = company_against(after);
  CHECK(report["same"] == Json(false));
  CHECK(report["classes"].empty());
  CHECK(report["logic"].empty());
  REQUIRE(report["words"].size() == 1);
  CHECK(is_string(report["words"][0]["path"], "/clauses/6.1/text/vi"));
  CHECK(is_string(report["words"][0]["new_place"], "/clauses/11/text/vi"));
  CHECK(is_string(report["words"][0]["after"], "Khác."));
}

TEST_CASE("what only one version asks is listed, and rules compare over what both have") {
  Json after = company_json();
  after["questions"][11]["options"].erase(3);  // all of the costs
  after["questions"][10]["max"] = 100;
  add_question(after, boolean_question("new_one"));
  add_rule(after, "on_new_one", "may_refuse", json_of(R"({"var":"new_one"})"));
  const Json report = company_against(after);
  REQUIRE(report["structure"].size() == 3);
  REQUIRE(report["classes"].size() == 1);
  const Json& found = report["classes"][0];
  check_witness(company_json(), after, found, today);
  CHECK(is_string(found["conditions"][0][0]["asked_in"], "new"));
  CHECK_FALSE(found["witness"]["old"]["answers"].contains("new_one"));
  CHECK(found["witness"]["new"]["answers"]["new_one"] == Json(true));
}

TEST_CASE("a verdict that can change in a class changes for its witness, for another rule's sake") {
  Json before = minimal_policy();
  add_question(before, boolean_question("x"));
  add_question(before, boolean_question("y"));
  add_rule(before, "a", "blocks", json_of(R"({"var":"x"})"));
  add_rule(before, "b", "blocks", json_of(R"({"and":[{"var":"x"},{"var":"y"}]})"));
  // Where b no longer fires a does, unless a is gone as well.
  Json after = without(before, "/rules/1");
  CHECK(only_class(before, after)["verdict_changes"] == Json(false));
  after["rules"][0]["when"] = json_of(R"({"and":[{"var":"x"},{"!":{"var":"y"}}]})");
  const Json report = diff_of(before, after, today);
  REQUIRE(report["classes"].size() == 2);
  for (const Json& found : report["classes"]) {
    CHECK(found["verdict_changes"] == Json(true));
    check_witness(before, after, found, today);
  }
}

TEST_CASE("each version counts days to the day at its own offset") {
  Json before = minimal_policy();
  add_question(before, date_question("expiry"));
  add_rule(before, "expired", "blocks", json_of(R"({">":[{"days_since":[{"var":"expiry"}]},10]})"));
  const Json after = with(before, "/utc_offset", "-11:00");
  const CompiledPolicy old_policy = compiled(before);
  const CompiledPolicy new_policy = compiled(after);
  const auto classes_at = [&](const char* now) {
    const auto day = [&](const CompiledPolicy& policy) {
      return Version{&policy, day_at(instant_of(now), policy.policy.utc_offset_minutes)};
    };
    const auto diff = diff_policies({&before, &after}, {day(old_policy), day(new_policy)});
    REQUIRE(diff);
    return diff_report(diff.value(), Language::en)["classes"];
  };
  // At 09:00 in Vietnam it is still the day before at -11:00.
  const Json classes = classes_at("2026-11-22T09:00:00+07:00");
  REQUIRE(classes.size() == 1);
  CHECK(is_string(classes[0]["change"], "stops"));
  CHECK(classes[0]["conditions"][0][0]["ranges"] ==
        json_of(R"([{"from":"2026-11-11","to":"2026-11-11"}])"));
  CHECK(classes[0]["witness"]["old"]["answers"] == classes[0]["witness"]["new"]["answers"]);
  CHECK(classes_at("2026-11-22T23:00:00+07:00").empty());
}

TEST_CASE("conditions are told in both languages, with the ids") {
  const Json after = with(with(company_json(), "/rules/11/when/>/1", 20), "/rules/9/when/>/1", 4);
  const auto words = [&](Language language, std::size_t found) {
    return company_against(after, language)["classes"][found]["conditions"][0][0]["words"]
        .get<std::string>();
  };
  CHECK(words(Language::vi, 0) ==
        "prior_guidance_count (\"Trước lần này, quý khách đã yêu cầu hướng dẫn bao nhiêu lần?\"): "
        "2–4");
  CHECK(words(Language::vi, 1) ==
        "service_expiry_date (\"Dịch vụ của quý khách hết hạn vào ngày nào?\"): "
        "số ngày đã qua 11–20 (02/11/2026–11/11/2026)");
  CHECK(words(Language::en, 1).find("days since it 11–20 (02/11/2026–11/11/2026)") !=
        std::string::npos);
  const Json open = only_class(without(company_json(), "/rules/11"));
  CHECK(open["conditions"][0][0]["words"].get<std::string>().find(
            "days since it ≥ 11 (on or before 11/11/2026)") != std::string::npos);
}

TEST_CASE("a rule of many alternatives over many questions is compared, not walked") {
  // 2^32 combinations of both rules' questions, and one node a question.
  Json before = minimal_policy();
  Json first = Json::array();
  Json second = Json::array();
  for (int q = 0; q < 32; ++q) {
    const std::string id = "q" + std::to_string(q);
    add_question(before, boolean_question(id));
    (q % 2 == 0 ? first : second).push_back(Json::object({{"var", id}}));
  }
  Json after = before;
  add_rule(before, "a", "blocks", Json::object({{"or", first}}));
  add_rule(after, "a", "blocks", Json::object({{"or", second}}));
  const Json report = diff_of(before, after, today);
  REQUIRE(report["classes"].size() == 2);
  for (const Json& found : report["classes"]) {
    CHECK(found["conditions"].size() == 16);
    CHECK(found["verdict_changes"] == Json(true));
    check_witness(before, after, found, today);
  }
}

TEST_CASE("hundreds of changed rules over a hundred questions are each shown on a customer") {
  constexpr std::uint64_t seed = 1313;
  CAPTURE(seed);
  Random random(seed);
  Json before = minimal_policy();
  for (int q = 0; q < 100; ++q)
    add_question(before, integer_question("q" + std::to_string(q), 0, 99));
  Json after = before;
  for (int r = 0; r < 300; ++r) {
    const auto test = [](std::size_t q, std::int64_t bound) {
      const Json question = Json::object({{"var", "q" + std::to_string(q)}});
      return Json::object({{">", Json::array({question, bound})}});
    };
    const std::size_t first = random.below(100);
    const std::size_t second = random.below(100);
    const std::int64_t bound = random.between(1, 90);
    const std::string id = "r" + std::to_string(r);
    add_rule(before, id, "blocks",
             Json::object({{"and", Json::array({test(first, bound), test(second, 50)})}}));
    add_rule(after, id, "blocks",
             Json::object({{"and", Json::array({test(first, bound - 1), test(second, 50)})}}));
  }
  const Json report = diff_of(before, after, today);
  CHECK(report["classes"].size() > 280);
  std::size_t alone = 0;
  for (const Json& found : report["classes"]) {
    const Json& witness = found["witness"];
    REQUIRE(is_string(found["change"], "starts"));
    const bool verdict = witness["old"]["verdict"] != witness["new"]["verdict"];
    REQUIRE(found["verdict_changes"] == Json(verdict));
    REQUIRE(witness["new"]["reasons"].size() > witness["old"]["reasons"].size());
    if (witness["new"]["reasons"].size() == 1) ++alone;
  }
  CHECK(alone > 250);
}

TEST_CASE("a comparison that would take too long is refused with the number and the rule") {
  Json before = minimal_policy();
  std::vector<std::string> ids[2];
  for (int q = 0; q < 24; ++q) {
    ids[q % 2].push_back("q" + std::to_string(q));
    add_question(before, boolean_question(ids[q % 2].back()));
  }
  const auto error_of = [](const Json& old_json, const Json& new_json) {
    const CompiledPolicy old_policy = compiled(old_json);
    const CompiledPolicy new_policy = compiled(new_json);
    const auto diff = diff_policies({&old_json, &new_json},
                                    {Version{&old_policy, today}, Version{&new_policy, today}});
    REQUIRE_FALSE(diff);
    return to_line(diff.error());
  };
  const Json none = before;
  add_rule(before, "other", "blocks", json_of(R"({"var":"q0"})"));
  add_rule(before, "odd", "blocks", parity(ids[0]));
  const std::string boxes = error_of(none, before);
  CHECK(boxes.find("/rules/1/when: ") == 0);
  CHECK(boxes.find(std::to_string(limits::diff_boxes_max) + " boxes") != std::string::npos);

  Json after = none;
  add_rule(after, "odd", "blocks", parity(ids[1]));
  const std::string steps = error_of(before, after);
  CHECK(steps.find("/rules/0/when: ") == 0);
  CHECK(steps.find(std::to_string(limits::diff_steps_max) + " steps") != std::string::npos);
  CHECK(diff_of(before, before, today)["same"] == Json(true));
}
