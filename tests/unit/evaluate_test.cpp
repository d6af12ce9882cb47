// Verdicts on the company's policy: against the worked sample, and against brute force.
#include "rules/evaluate.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <sstream>

#include "oracle.hpp"
#include "random_logic.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

std::vector<std::string> rule_ids(const std::vector<std::size_t>& rules) {
  std::vector<std::string> ids;
  for (const std::size_t r : rules) ids.push_back(company().policy.rules[r].id);
  return ids;
}

std::vector<std::string> question_ids(const std::vector<std::size_t>& questions) {
  std::vector<std::string> ids;
  for (const std::size_t q : questions) ids.push_back(company().policy.questions[q].id);
  return ids;
}

Evaluation evaluate_json(const Json& answers, Day today) {
  return evaluate(company(), answers_of(company().policy, answers), today);
}

Judgement judgement(const Evaluation& evaluation) {
  return {std::string(name_of(evaluation.verdict)), evaluation.settled,
          rule_ids(evaluation.reasons), question_ids(evaluation.unknown)};
}

const Oracle& oracle() {
  static const Oracle result(company_json());
  return result;
}

const Day today = 20779;  // 2026-11-22

std::string valid_until(const Json& answers) {
  const auto day = evaluate_json(answers, today).valid_until;
  return day ? iso_date(*day) : "none";
}

std::string verdict_of(const Json& answers) {
  return std::string(name_of(evaluate_json(answers, today).verdict));
}

// Known answers for all questions but `open` random ones.
Json partial_answers(Random& random, std::size_t open) {
  Json answers = Json::object();
  for (const Json& question : company_json()["questions"]) {
    answers[question["id"].get<std::string>()] = random_answer(question, today, random);
    // Mostly good answers, else nearly every verdict is the same.
    if (is_string(question["type"], "boolean") && !random.one_in(12)) {
      answers[question["id"].get<std::string>()] = true;
    }
    if (is_string(question["type"], "choice") && random.one_in(2)) {
      answers[question["id"].get<std::string>()] = question["options"][0]["id"];
    }
    if (is_string(question["type"], "integer")) {
      answers[question["id"].get<std::string>()] = random.between(0, 3);
    }
  }
  for (std::size_t i = 0; i < open; ++i) {
    const Json& question = company_json()["questions"][random.below(answers.size())];
    const std::string id = question["id"];
    if (random.one_in(2)) {
      answers[id] = "unknown";
    } else {
      answers[id] = nullptr;
    }
  }
  return answers;
}

}  // namespace

TEST_CASE("the sample of answers worked out by hand is judged as it says") {
  const auto sample = read_if_there("../shared/cases/sample.jsonl");
  if (!sample) {
    MESSAGE("skipped: the sample is not beside this checkout");
    return;
  }
  std::istringstream lines(*sample);
  std::string line;
  std::size_t count = 0;
  for (; std::getline(lines, line); ++count) {
    CAPTURE(line);
    const Json entry = json_of(line);
    const Json& expected = entry["expect"];
    const Day day = day_at(instant_of(entry["now"].get<std::string>()), 7 * 60);
    const Evaluation evaluation = evaluate_json(entry["answers"], day);
    CHECK(is_string(expected["verdict"], name_of(evaluation.verdict)));
    CHECK(expected["settled"].get<bool>() == evaluation.settled);
    CHECK(Json(rule_ids(evaluation.reasons)) == expected["reasons"]);
    auto unknown = question_ids(evaluation.unknown);
    std::sort(unknown.begin(), unknown.end());
    CHECK(Json(unknown) == expected["unknown"]);
    const auto until = evaluation.valid_until;
    CHECK((until ? Json(iso_date(*until)) : Json()) == expected["valid_until"]);
  }
  CHECK(count >= 80);
}

TEST_CASE("all 65,536 combinations of known answers are judged as brute force does") {
  std::vector<std::vector<Json>> values;
  for (const Json& question : company_json()["questions"]) {
    const std::string type = question["type"];
    if (type == "boolean") values.push_back({true, false});
    if (type == "integer") values.push_back({1, 2});
    if (type == "date") values.push_back({"2026-11-12", "2026-11-11"});
    if (type != "choice") continue;
    auto& options = values.emplace_back();
    for (const Json& option : question["options"]) options.push_back(option["id"]);
  }
  std::size_t combinations = 0;
  std::vector<std::size_t> digits(values.size());
  for (bool more = true; more; ++combinations) {
    Json answers = Json::object();
    for (std::size_t q = 0; q < values.size(); ++q) {
      answers[company().policy.questions[q].id] = values[q][digits[q]];
    }
    const Evaluation evaluation = evaluate_json(answers, today);
    if (judgement(evaluation) != oracle().judge(answers, today)) FAIL(answers);
    if (!evaluation.settled || !evaluation.unknown.empty()) FAIL(answers);
    std::size_t q = 0;
    while (q < digits.size() && ++digits[q] == values[q].size()) digits[q++] = 0;
    more = q < digits.size();
  }
  CHECK(combinations == 65536);
}

TEST_CASE("random partial answers are judged as brute force over all completions does") {
  constexpr std::uint64_t seed = 1122;
  CAPTURE(seed);
  Random random(seed);
  std::map<std::string, int> seen;
  for (int i = 0; i < 3000; ++i) {
    const Json answers = partial_answers(random, random.below(7));
    CAPTURE(answers);
    const Evaluation evaluation = evaluate_json(answers, today);
    const Judgement expected = oracle().judge(answers, today);
    REQUIRE(judgement(evaluation) == expected);
    ++seen[expected.verdict + (expected.settled ? "" : ", open")];
    if (oracle().completions(answers, today) > 16) continue;
    const Day horizon = today + 75;
    const Day change = oracle().first_change(answers, today, horizon);
    if (change <= horizon) {
      REQUIRE(evaluation.valid_until == change - 1);
    } else {
      REQUIRE(evaluation.valid_until.value_or(horizon) >= horizon);
    }
  }
  // Each kind of verdict has been there often enough to mean something.
  CHECK(seen.size() == 5);
  for (const auto& [verdict, count] : seen) CHECK_MESSAGE(count >= 20, verdict);
}

TEST_CASE("the questions asked are those that matter given the answers before them") {
  constexpr std::uint64_t seed = 512;
  CAPTURE(seed);
  Random random(seed);
  // Asking order alone decides; most of the policy is independent of it, so a part of it will do.
  Json part = company_json();
  const std::vector<std::string> kept = {"request_kind", "sales_designation",
                                         "prior_guidance_count", "unpaid_costs",
                                         "service_expiry_date"};
  const auto erase = [&](const std::string& key, auto&& keep) {
    Json list = Json::array();
    for (const Json& entry : part[key]) {
      if (keep(entry)) list.push_back(entry);
    }
    part[key] = list;
  };
  erase("questions", [&](const Json& q) {
    return std::count(kept.begin(), kept.end(), q["id"].get<std::string>()) != 0;
  });
  erase("steps",
        [](const Json& s) { return is_string(s["id"], "need") || is_string(s["id"], "account"); });
  erase("rules", [&](const Json& r) {
    const std::string when = canonical(r["when"]);
    return std::any_of(kept.begin(), kept.end(),
                       [&](const std::string& id) { return when.find(id) != std::string::npos; });
  });
  part["forms"][0]["requires"] = Json::array({"contact_consent"});
  part.erase("quick_order");
  const CompiledPolicy policy = compiled(part);
  const Oracle small(part);
  for (int i = 0; i < 300; ++i) {
    Json answers = Json::object();
    for (const Json& question : part["questions"]) {
      if (random.one_in(3)) continue;
      answers[question["id"].get<std::string>()] = random_answer(question, today, random);
    }
    const Flags asked = asked_questions(policy, answers_of(policy.policy, answers), today);
    std::vector<std::string> ids;
    for (const Step& step : policy.policy.steps) {
      for (const std::size_t q : step.questions) {
        if (asked[q]) ids.push_back(policy.policy.questions[q].id);
      }
    }
    REQUIRE(ids == small.asked(answers, today));
  }
}

TEST_CASE("nothing answered is undetermined, with every question open but none decided") {
  const Evaluation evaluation = evaluate_json(Json::object(), today);
  CHECK(evaluation.verdict == Verdict::undetermined);
  CHECK_FALSE(evaluation.settled);
  CHECK(evaluation.reasons.empty());
  CHECK(evaluation.unknown.size() == 14);
}

TEST_CASE("one earlier request for guidance is fine and two are not") {
  CHECK(verdict_of(with(eligible_answers(), "/prior_guidance_count", 0)) == "eligible");
  CHECK(verdict_of(with(eligible_answers(), "/prior_guidance_count", 1)) == "eligible");
  CHECK(verdict_of(with(eligible_answers(), "/prior_guidance_count", 2)) == "may_be_refused");
  CHECK(verdict_of(with(eligible_answers(), "/prior_guidance_count", 1000)) == "may_be_refused");
}

TEST_CASE("the tenth day after expiry is fine and the eleventh is not") {
  const auto expiring = [](const char* date) {
    return with(eligible_answers(), "/service_expiry_date", date);
  };
  CHECK(verdict_of(expiring("2026-11-12")) == "eligible");
  CHECK(verdict_of(expiring("2026-11-11")) == "may_be_refused");
  CHECK(verdict_of(expiring("2026-11-22")) == "eligible");
  CHECK(verdict_of(expiring("2199-12-31")) == "eligible");
  CHECK(verdict_of(expiring("1970-01-01")) == "may_be_refused");
  CHECK(valid_until(expiring("2026-11-22")) == "2026-12-02");
  CHECK(valid_until(expiring("2026-11-12")) == "2026-11-22");
  CHECK(valid_until(expiring("2026-11-11")) == "none");
  CHECK(valid_until(expiring("2199-12-25")) == "none");
  CHECK(valid_until(expiring("2199-12-20")) == "2199-12-30");
}

TEST_CASE("a graver verdict that the calendar cannot change is valid without an end") {
  const Json blocked = with(eligible_answers(), "/owner_verified", false);
  CHECK(valid_until(blocked) == "none");
  CHECK(valid_until(with(eligible_answers(), "/unpaid_costs", "one")) == "none");
}

TEST_CASE("a designation by the sales staff counts for guidance on everything alone") {
  Json answers = with(eligible_answers(), "/sales_designation", false);
  CHECK(verdict_of(answers) == "eligible");
  answers["request_kind"] = "full_guidance";
  CHECK(verdict_of(answers) == "may_be_refused");
  answers["sales_designation"] = "unknown";
  CHECK(verdict_of(answers) == "undetermined");
  answers["sales_designation"] = true;
  CHECK(verdict_of(answers) == "eligible");
}

TEST_CASE("names of verdicts are read back") {
  for (const Verdict verdict : {Verdict::eligible, Verdict::may_be_refused,
                                Verdict::conditions_not_met, Verdict::undetermined}) {
    CHECK(parse_verdict(name_of(verdict)) == verdict);
  }
  CHECK_FALSE(parse_verdict("refused"));
  CHECK_FALSE(parse_verdict(""));
}
