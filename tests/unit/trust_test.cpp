// Which answers have to be checked: by hand on the company's policy, and against brute force over
// all subsets, judged by the tests' own oracle.
#include "rules/trust.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/digest.hpp"
#include "oracle.hpp"
#include "policy_builder.hpp"
#include "process.hpp"
#include "random_logic.hpp"
#include "random_policy.hpp"
#include "submission/consent.hpp"
#include "submission_support.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr Day today = 20779;  // 2026-11-22

using Names = std::vector<std::string>;

Trust trust_of(const CompiledPolicy& policy, const Json& answers, Day day = today) {
  Result<Trust> trust = find_trust(policy, answers_of(policy.policy, answers), day);
  REQUIRE_MESSAGE(trust, line_of(trust));
  return std::move(trust).value();
}

Names verify(const CompiledPolicy& policy, const Json& answers, Day day = today) {
  return ids_to_verify(policy.policy, trust_of(policy, answers, day)).get<Names>();
}

Names company_verify(const Json& answers, Day day = today) {
  return verify(company(), answers, day);
}

bool same_outcome(const Judgement& left, const Judgement& right) {
  return left.verdict == right.verdict && left.settled == right.settled;
}

// The answers of `policy` (its JSON) whose evidence is not an act, in policy order.
Names claimed(const Json& policy, const Json& answers) {
  Names result;
  for (const Json& question : policy["questions"]) {
    const std::string id = question["id"];
    if (!is_string(question["evidence"], "act") && answers.contains(id) &&
        !is_string(answers[id], "unknown")) {
      result.push_back(id);
    }
  }
  return result;
}

// Every subset, the smallest first, those of one size in policy order: the first that does.
Names brute_force(const Json& policy, const Oracle& oracle, const Json& answers) {
  const Names claims = claimed(policy, answers);
  const Judgement target = oracle.judge(answers, today);
  for (std::size_t size = 0; size <= claims.size(); ++size) {
    std::vector<char> chosen(claims.size(), 0);
    std::fill_n(chosen.begin(), size, 1);
    do {
      Json known = answers;
      Names names;
      for (std::size_t i = 0; i < claims.size(); ++i) {
        if (chosen[i] == 0) known.erase(claims[i]);
        if (chosen[i] != 0) names.push_back(claims[i]);
      }
      if (same_outcome(oracle.judge(known, today), target)) return names;
    } while (std::prev_permutation(chosen.begin(), chosen.end()));
  }
  return {"none"};
}

// A policy whose rules each fire unless one of two neighbours on a path says yes; all are records.
Json paths(std::size_t count, std::size_t length) {
  Json policy = minimal_policy();
  for (std::size_t p = 0; p < count; ++p) {
    std::string before;
    for (std::size_t i = 0; i < length; ++i) {
      const std::string id = "p" + std::to_string(p) + "_" + std::to_string(i);
      add_question(policy, with(boolean_question(id), "/evidence", "record"));
      if (i > 0) {
        add_rule(policy, "r" + id, "blocks",
                 json_of(R"({"!":{"or":[{"var":")" + before + R"("},{"var":")" + id + R"("}]}})"));
      }
      before = id;
    }
  }
  return policy;
}

Json all_true(const Json& policy) {
  Json answers = Json::object();
  for (const Json& question : policy["questions"]) {
    answers[question["id"].get<std::string>()] = true;
  }
  return answers;
}

}  // namespace

TEST_CASE("an eligible customer's claims and records all have to be checked") {
  CHECK(company_verify(eligible_answers()) == Names{"owner_verified", "admin_account",
                                                    "prior_guidance_count", "unpaid_costs",
                                                    "service_expiry_date"});
  CHECK(trust_of(company(), eligible_answers()).taken.size() == 8);
}

TEST_CASE("a designation by the sales staff is checked only where it decides") {
  const Json full = with(eligible_answers(), "/request_kind", "full_guidance");
  CHECK(company_verify(with(full, "/sales_designation", true)).size() == 6);
  CHECK(company_verify(with(full, "/sales_designation", false)) ==
        Names{"owner_verified", "admin_account", "sales_designation"});
  CHECK(company_verify(with(eligible_answers(), "/sales_designation", false)).size() == 5);
}

TEST_CASE("a condition that an act alone breaks leaves nothing to check") {
  CHECK(company_verify(with(eligible_answers(), "/data_storage_consent", false)).empty());
  CHECK(company_verify(with(with(eligible_answers(), "/no_staff_details_ack", false),
                            "/owner_verified", false))
            .empty());
}

TEST_CASE("of several broken conditions only the first is checked") {
  const Json unproven = with(eligible_answers(), "/owner_verified", false);
  CHECK(company_verify(unproven) == Names{"owner_verified"});
  CHECK(company_verify(with(unproven, "/admin_account", false)) == Names{"owner_verified"});
  CHECK(company_verify(with(eligible_answers(), "/admin_account", false)) ==
        Names{"admin_account"});
}

TEST_CASE("of several grounds to refuse only the first is checked, with what no block rests on") {
  const Json refused = with(eligible_answers(), "/unpaid_costs", "all");
  CHECK(company_verify(refused) == Names{"owner_verified", "admin_account", "unpaid_costs"});
  CHECK(company_verify(with(refused, "/prior_guidance_count", 2)) ==
        Names{"owner_verified", "admin_account", "prior_guidance_count"});
  CHECK(company_verify(with(refused, "/request_kind", "outside_duty")) ==
        Names{"owner_verified", "admin_account"});
}

TEST_CASE("a verdict that is open anyway needs only what it is sure of") {
  CHECK(company_verify(with(eligible_answers(), "/unpaid_costs", "unknown")).empty());
  const Json unsettled =
      with(with(eligible_answers(), "/unpaid_costs", "all"), "/owner_verified", "unknown");
  const Trust trust = trust_of(company(), unsettled);
  CHECK(trust.outcome == Outcome{Verdict::may_be_refused, false});
  CHECK(ids_to_verify(company().policy, trust) == json_of(R"(["unpaid_costs"])"));
  CHECK(trust.verify[0].without == Outcome{Verdict::undetermined, false});
  CHECK(company_verify(Json::object()).empty());
}

TEST_CASE("a date is checked on the days on which the verdict rests on it") {
  const Json answers = with(eligible_answers(), "/service_expiry_date", "2026-11-12");
  CHECK(company_verify(answers).size() == 5);
  CHECK(company_verify(answers, today + 1) ==
        Names{"owner_verified", "admin_account", "service_expiry_date"});
}

TEST_CASE("each answer to check says what the verdict would be without it") {
  const Trust trust = trust_of(company(), eligible_answers());
  CHECK(trust.outcome == Outcome{Verdict::eligible, true});
  for (const NeededCheck& each : trust.verify) {
    CHECK(each.without == Outcome{Verdict::undetermined, false});
  }
}

TEST_CASE(
    "brute force finds the same answers to check, on random answers of the company's policy") {
  Random random(50501);
  const Oracle oracle(company_json());
  for (int i = 0; i < 1500; ++i) {
    Json answers = eligible_answers();
    for (const Json& question : company_json()["questions"]) {
      const std::string id = question["id"];
      const bool act = is_string(question["evidence"], "act");
      if (random.one_in(act ? 12 : 3)) answers[id] = random_answer(question, today, random);
      if (random.one_in(act ? 40 : 8)) answers[id] = "unknown";
    }
    CAPTURE(answers);
    REQUIRE(company_verify(answers) == brute_force(company_json(), oracle, answers));
  }
}

TEST_CASE("brute force finds the same answers to check, on random policies") {
  Random random(50502);
  const Names kinds = {"act", "claim", "record", "record"};
  std::size_t some = 0;
  for (int i = 0; i < 1500; ++i) {
    Json json = random_policy(random);
    for (Json& question : json["questions"]) question["evidence"] = random.pick(kinds);
    const CompiledPolicy policy = compiled(json);
    const Oracle oracle(json);
    CAPTURE(json["rules"]);
    for (int j = 0; j < 4; ++j) {
      Json answers = Json::object();
      for (const Json& question : json["questions"]) {
        if (random.one_in(5)) continue;
        answers[question["id"].get<std::string>()] = random_answer(question, today, random);
      }
      CAPTURE(answers);
      const Names expected = brute_force(json, oracle, answers);
      REQUIRE(verify(policy, answers) == expected);
      if (expected.size() < claimed(json, answers).size() && !expected.empty()) ++some;
    }
  }
  CHECK(some > 500);  // most sets are neither empty nor everything
}

TEST_CASE(
    "where answers can stand in for each other the fewest are found, and the first of these") {
  const Json one = paths(1, 5);
  CHECK(verify(compiled(one), all_true(one)) == Names{"p0_1", "p0_3"});
  const Json even = paths(1, 4);
  CHECK(verify(compiled(even), all_true(even)) == Names{"p0_0", "p0_2"});
  const Json eight = paths(8, 3);
  CHECK(verify(compiled(eight), all_true(eight)) ==
        Names{"p0_1", "p1_1", "p2_1", "p3_1", "p4_1", "p5_1", "p6_1", "p7_1"});
}

TEST_CASE("a search that would take too long is refused with its number") {
  const Json json = paths(12, 3);
  const CompiledPolicy policy = compiled(json);
  const auto trust = find_trust(policy, answers_of(policy.policy, all_true(json)), today);
  REQUIRE_FALSE(trust);
  CHECK(
      trust.error().problem ==
      "finding the fewest answers to check takes more than 10000 judgements: 36 answers can stand "
      "in for each other");
  CHECK_FALSE(trust.error().remedy.empty());
}

TEST_CASE("a request whose fewest answers cannot be found in time is taken all the same") {
  const Json json = paths(12, 5);
  const CompiledPolicy policy = compiled(json);
  PolicyBook book;
  book.by_digest.emplace(policy.policy.sha256, policy);
  Json request = honest_submission();
  request["form"] = "ask";
  request["policy"] = {
      {"id", "small"}, {"version", "2026-01-01"}, {"sha256", policy.policy.sha256}};
  request["fields"] = Json::object();
  const std::string text =
      consent_text(policy.policy, policy.policy.support, "contact_consent", Language::vi);
  Json consent = request["consents"][0];
  consent["id"] = "contact_consent";
  consent["text"] = text;
  consent["text_sha256"] = sha256_hex(text);
  request["consents"] = Json::array({consent});
  request["answers"] = all_true(json);
  // Its neighbour's yes is enough, so that the last on a path is never asked.
  for (int p = 0; p < 12; ++p) request["answers"].erase("p" + std::to_string(p) + "_4");
  const auto examined = examine(request, book);
  REQUIRE_MESSAGE(examined, line_of(examined));
  CHECK(examined->verdict == "eligible");
  CHECK(examined->verify.is_null());
}

TEST_CASE("many answers that are each needed are no search at all") {
  Json json = minimal_policy();
  for (std::size_t q = 0; q < 200; ++q) {
    const std::string id = "q" + std::to_string(q);
    add_question(json, with(boolean_question(id), "/evidence", "claim"));
    add_rule(json, "r" + id, "blocks", json_of(R"({"!":{"var":")" + id + R"("}})"));
  }
  CHECK(verify(compiled(json), all_true(json)).size() == 200);
}

namespace {

const std::string policy_path = PRECALL_SOURCE_DIR "/shared/policy/choixanh.policy.json";

Finished trust_command(const std::vector<std::string>& more, const std::string& input) {
  std::vector<std::string> arguments = {"policy", "trust", policy_path, "--answers", "-"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(PRECALL_TOOL, arguments, input);
}

const std::string now = "2026-11-22T09:00:00+07:00";

}  // namespace

TEST_CASE("policy trust --json prints the verdict and what to check before it is certain") {
  const Json answers =
      with(with(eligible_answers(), "/unpaid_costs", "part"), "/service_expiry_date", "2026-01-31");
  const Finished finished = trust_command({"--json", "--now", now}, answers.dump());
  CHECK(finished.status == 0);
  CHECK(finished.errors.empty());
  CHECK(json_of(finished.output) == json_of(R"({
    "verdict": "may_be_refused", "settled": true, "today": "2026-11-22",
    "verify": [{"question": "owner_verified", "evidence": "claim", "answer": true},
               {"question": "admin_account", "evidence": "claim", "answer": true},
               {"question": "unpaid_costs", "evidence": "record", "answer": "part"}],
    "taken": ["request_kind", "remote_control_consent", "hands_off_mouse_consent",
              "stays_responsive", "works_continuously", "data_storage_consent",
              "statements_not_contract_ack", "no_staff_details_ack"]})"));
}

TEST_CASE("policy trust says in words what staff check and why") {
  const std::string answers = with(eligible_answers(), "/request_kind", "outside_duty").dump();
  const Finished finished = trust_command({"--now", now, "--lang", "en"}, answers);
  CHECK(finished.status == 0);
  CHECK(finished.output ==
        "The verdict on 2026-11-22 is may_be_refused.\n"
        "Check 2 of the 13 answers, and it stays so whatever the other claims and records turn out "
        "to be:\n"
        "- Can you answer the questions that prove you own the website?\n"
        "  Answered: Yes  [owner_verified]\n"
        "  Check: the customer has to prove it. Clause 1; left unchecked, the verdict is "
        "may_be_refused, not settled.\n"
        "- Can you provide the admin account of the website?\n"
        "  Answered: Yes  [admin_account]\n"
        "  Check: the customer has to prove it. Clause 1; left unchecked, the verdict is "
        "may_be_refused, not settled.\n");
  CHECK(trust_command({"--now", now}, answers).output.find("chủ sở hữu website") !=
        std::string::npos);
  const Finished nothing =
      trust_command({"--now", now}, with(eligible_answers(), "/stays_responsive", false).dump());
  CHECK(nothing.output.find("Nothing to check") != std::string::npos);
}

TEST_CASE("policy trust refuses what it cannot use in one line") {
  const std::pair<std::vector<std::string>, std::string> mistakes[] = {
      {{"--now", "today"}, "{}"},
      {{"--lang", "fr"}, "{}"},
      {{"--now", now}, "{"},
      {{"--now", now}, R"({"nobody": true})"}};
  for (const auto& [arguments, input] : mistakes) {
    const Finished finished = trust_command(arguments, input);
    CAPTURE(finished.errors);
    CHECK(finished.status == 2);
    CHECK(finished.output.empty());
    CHECK(std::count(finished.errors.begin(), finished.errors.end(), '\n') == 1);
  }
  const Json json = paths(12, 3);
  const TemporaryFile policy(json.dump());
  const Finished slow = run(PRECALL_TOOL, {"policy", "trust", policy.path(), "--answers", "-"},
                            all_true(json).dump());
  CHECK(slow.status == 2);
  CHECK(slow.errors.find("more than 10000 judgements") != std::string::npos);
}
