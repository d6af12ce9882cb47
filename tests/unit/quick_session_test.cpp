// The quick check as a customer goes through it: one question at a time, back, unsure, stopped
// early, and on to a request. Which question comes when is the policy's business.
#include <doctest/doctest.h>

#include <algorithm>

#include "customer.hpp"
#include "session/catalogue.hpp"

using namespace precall;
using namespace precall::test;

namespace {

std::string at_hand(const Customer& customer) {
  const Screen screen = customer.screen();
  REQUIRE(screen.controls.size() == 1);
  CHECK(screen.controls.front().id == company().policy.questions[*customer.session.quick].id);
  return screen.controls.front().id;
}

Customer in_quick_check() {
  Customer customer;
  customer.start("quick");
  REQUIRE(customer.session.step == step_quick);
  return customer;
}

// Answers what is asked, up to the verdict. The questions, in the order asked.
std::vector<std::string> answer_quickly(Customer& customer, const Inputs& inputs) {
  std::vector<std::string> asked;
  while (customer.session.step == step_quick) {
    REQUIRE(asked.size() < 20);
    asked.push_back(at_hand(customer));
    customer.input(asked.back(), inputs.at(asked.back()));
    customer.next();
    REQUIRE_FALSE(customer.session.attempted);
  }
  CHECK(customer.session.step == step_verdict);
  return asked;
}

Inputs inputs_but(const std::string& id, const std::string& value) {
  Inputs inputs = eligible_inputs();
  inputs[id] = value;
  return inputs;
}

bool has(const std::string& text, Word word) {
  return text.find(say(word, Language::vi)) != std::string::npos;
}

std::string label_of(const Screen& screen, const std::string& verb) {
  const ScreenAction* action = action_of(screen, verb);
  return action == nullptr ? "" : action->label;
}

std::string refused_at(const Customer& customer, const std::string& members) {
  return place_of(customer.attempt(json_of(members)));
}

Json answers_sent(const Customer& customer) {
  return json_of(customer.session.submission)["answers"];
}

}  // namespace

TEST_CASE("the first step offers a quick check, which asks one question at a time") {
  const Customer fresh;
  const Screen first = fresh.screen();
  REQUIRE(action_of(first, "start") != nullptr);
  CHECK(action_of(first, "start")->flow == "quick");
  const Customer customer = in_quick_check();
  const Screen screen = customer.screen();
  CHECK(screen.step == "quick");
  CHECK(screen.heading == say(Word::quick_check, Language::vi));
  CHECK(at_hand(customer) == company().policy.questions[company().policy.quick_order[0]].id);
  CHECK_FALSE(screen.progress);
  CHECK(screen.errors.empty());
  CHECK(screen.focus == at_hand(customer));
  CHECK(label_of(screen, "next") == say(Word::next, Language::vi));
}

TEST_CASE("a quick check whose customer meets everything leads to the same request") {
  Customer customer = in_quick_check();
  const auto asked = answer_quickly(customer, inputs_but("sales_designation", "true"));
  CHECK(asked.size() >= 13);
  const Screen screen = customer.screen();
  CHECK(screen.verdict->verdict == Verdict::eligible);
  CHECK(screen.verdict->settled);
  CHECK_FALSE(has(screen.verdict->text, Word::quick_stopped));
  CHECK(label_of(screen, "next") == say(Word::send_request, Language::vi));
  customer.reach_review();
  CHECK_FALSE(customer.session.quick);
  customer.submit();
  Customer other;
  other.reach_verdict();
  other.reach_review();
  other.submit();
  CHECK(customer.session.submission == other.session.submission);
}

TEST_CASE("a quick check that stops early says so, and sends only after the other questions") {
  Customer customer = in_quick_check();
  const auto asked = answer_quickly(customer, inputs_but("owner_verified", "false"));
  CHECK(asked.back() == "owner_verified");
  CHECK(asked.size() < 13);
  Screen screen = customer.screen();
  CHECK(screen.verdict->verdict == Verdict::conditions_not_met);
  CHECK(screen.verdict->settled);
  CHECK(has(screen.verdict->text, Word::quick_stopped));
  CHECK(has(screen.verdict->text, Word::text_can_still_send));
  CHECK(screen.verdict->unknown.empty());
  CHECK(screen.verdict->cannot_send.empty());
  CHECK(label_of(screen, "next") == say(Word::answer_rest, Language::vi));
  for (const std::string step : {"form", "review", "sent"}) {
    CHECK(refused_at(customer, R"({"do":"go","step":")" + step + "\"}") == "/step");
  }

  customer.next();
  CHECK_FALSE(customer.session.quick);
  const auto step = std::find_if(company().policy.steps.begin(), company().policy.steps.end(),
                                 [&](const Step& s) { return s.id == customer.session.step; });
  REQUIRE(step != company().policy.steps.end());
  customer.reach_verdict(inputs_but("owner_verified", "false"));
  screen = customer.screen();
  CHECK_FALSE(has(screen.verdict->text, Word::quick_stopped));
  CHECK(label_of(screen, "next") == say(Word::send_request, Language::vi));
  customer.reach_review();
  customer.submit();
  CHECK(answers_sent(customer).size() == 13);
  CHECK(answers_sent(customer)["owner_verified"] == Json(false));
}

TEST_CASE("a question of a quick check has to be answered, if only with not sure") {
  Customer customer = in_quick_check();
  const std::string first = at_hand(customer);
  customer.next();
  CHECK(at_hand(customer) == first);
  CHECK(customer.screen().errors.size() == 1);
  customer.input(first, eligible_inputs().at(first));
  CHECK(customer.screen().errors.empty());
  customer.next();
  CHECK(at_hand(customer) != first);
  CHECK(customer.screen().focus == at_hand(customer));
}

TEST_CASE("back leads through the questions of a quick check to where it was chosen") {
  Customer customer = in_quick_check();
  const auto asked = answer_quickly(customer, inputs_but("works_continuously", "false"));
  REQUIRE(asked.size() > 3);
  for (std::size_t i = asked.size(); i > 0; --i) {
    customer.back();
    CHECK(customer.session.step == step_quick);
    CHECK(at_hand(customer) == asked[i - 1]);
    CHECK(customer.screen().focus == asked[i - 1]);
  }
  customer.back();
  CHECK(customer.session.step == "need");
  CHECK_FALSE(customer.session.quick);
  CHECK(customer.session.inputs.size() == asked.size());
}

TEST_CASE("next after back leads on past the answers that are there") {
  Customer customer = in_quick_check();
  const Inputs inputs = eligible_inputs();
  for (int i = 0; i < 3; ++i) {
    customer.input(at_hand(customer), inputs.at(at_hand(customer)));
    customer.next();
  }
  const std::string fourth = at_hand(customer);
  customer.back();
  customer.back();
  customer.next();
  CHECK(at_hand(customer) == fourth);
}

TEST_CASE("a changed answer that settles the verdict ends the quick check") {
  Customer customer = in_quick_check();
  const Inputs inputs = inputs_but("sales_designation", "true");
  while (at_hand(customer) != "admin_account") {
    customer.input(at_hand(customer), inputs.at(at_hand(customer)));
    customer.next();
  }
  customer.back();
  while (at_hand(customer) != "owner_verified") customer.back();
  customer.input("owner_verified", "false");
  customer.next();
  CHECK(customer.session.step == step_verdict);
  CHECK(customer.screen().verdict->verdict == Verdict::conditions_not_met);
}

TEST_CASE("unsure answers of a quick check stay open and can be changed from the verdict") {
  Customer customer = in_quick_check();
  Inputs inputs = inputs_but("owner_verified", "unknown");
  inputs["unpaid_costs"] = "unknown";
  inputs["sales_designation"] = "true";
  answer_quickly(customer, inputs);
  Screen screen = customer.screen();
  CHECK(screen.verdict->verdict == Verdict::undetermined);
  REQUIRE(screen.verdict->unknown.size() == 2);
  CHECK_FALSE(has(screen.verdict->text, Word::quick_stopped));
  const ScreenAction change = screen.verdict->unknown[0].change;
  customer.go(change.step, change.focus);
  CHECK(at_hand(customer) == "owner_verified");
  customer.input("owner_verified", "true");
  customer.next();
  CHECK(customer.session.step == step_verdict);
  CHECK(customer.screen().verdict->unknown.size() == 1);
}

TEST_CASE("what a quick check has not asked is not told as unsure") {
  Customer customer = in_quick_check();
  Inputs inputs = inputs_but("owner_verified", "unknown");
  inputs["unpaid_costs"] = "all";
  inputs["sales_designation"] = "true";
  inputs["request_kind"] = "outside_duty";
  answer_quickly(customer, inputs);
  const Screen screen = customer.screen();
  // The refusal is certain; the condition may still be unmet.
  CHECK(screen.verdict->verdict == Verdict::may_be_refused);
  CHECK_FALSE(screen.verdict->settled);
  REQUIRE(screen.verdict->unknown.size() == 1);
  CHECK(screen.verdict->unknown[0].question == "owner_verified");
  CHECK(has(screen.verdict->text, Word::quick_stopped));
  CHECK(screen.verdict->text.find("Còn 1 điểm chưa rõ") != std::string::npos);
}

TEST_CASE("without the consent to storing a quick check offers the hotline, and the rest to ask") {
  Customer customer = in_quick_check();
  answer_quickly(customer, inputs_but("data_storage_consent", "false"));
  const Screen screen = customer.screen();
  CHECK_FALSE(screen.verdict->cannot_send.empty());
  CHECK(has(screen.verdict->text, Word::quick_stopped));
  CHECK_FALSE(has(screen.verdict->text, Word::text_can_still_send));
  CHECK(label_of(screen, "next") == say(Word::answer_rest, Language::vi));
  customer.next();
  customer.reach_verdict(inputs_but("data_storage_consent", "false"));
  CHECK(action_of(customer.screen(), "next") == nullptr);
}

TEST_CASE("a quick check can be left for the full one at any time, with its answers") {
  Customer customer = in_quick_check();
  const std::string first = at_hand(customer);
  customer.input(first, eligible_inputs().at(first));
  customer.next();
  customer.start("support");
  CHECK(customer.session.step == "need");
  CHECK_FALSE(customer.session.quick);
  CHECK(customer.session.inputs.count(first) == 1);
  customer.start("quick");
  CHECK(at_hand(customer) != first);  // which has its answer
  customer.back();
  CHECK(at_hand(customer) == first);
  customer.act({{"do", "restart"}});
  CHECK(text_of(customer.session) == text_of(start_session(company().policy)));
}

TEST_CASE("a quick check where nothing can change the verdict tells it at once") {
  Json policy = company_json();
  policy["rules"] = Json::array();
  const CompiledPolicy empty = compiled(policy);
  const Customer fresh;
  const auto started =
      apply(empty, fresh.session, fresh.action({{"do", "start"}, {"flow", "quick"}}));
  REQUIRE(started);
  CHECK(started->step == step_verdict);
  const Screen screen = make_screen(empty, started.value(), Language::vi, instant_of(fresh.at));
  CHECK(screen.verdict->verdict == Verdict::eligible);
  CHECK_FALSE(has(screen.verdict->text, Word::quick_stopped));
}

TEST_CASE("actions that do not fit a quick check are refused with their place") {
  const Customer fresh;
  CHECK(refused_at(fresh, R"({"do":"start","flow":"quick","at":"now"})") == "/at");
  CHECK(refused_at(fresh, R"({"do":"go","step":"quick","focus":"owner_verified"})") == "/step");
  const Customer customer = in_quick_check();
  for (const std::string focus : {"works_continuously", "nobody", ""}) {  // not asked yet
    CHECK(refused_at(customer, R"({"do":"go","step":"quick","focus":")" + focus + "\"}") ==
          "/step");
  }
  CHECK(refused_at(customer, R"({"do":"go","step":"verdict"})") == "/step");
  CHECK(refused_at(customer, R"({"do":"submit"})") != "no error");
}

TEST_CASE("a quick check is read back as it was written, and refused where it cannot be") {
  Customer customer = in_quick_check();
  customer.input(at_hand(customer), eligible_inputs().at(at_hand(customer)));
  Customer at_verdict = in_quick_check();
  answer_quickly(at_verdict, inputs_but("owner_verified", "false"));
  for (const Session& session : {customer.session, at_verdict.session}) {
    const auto again = parse_session(json_of(text_of(session)), company().policy);
    REQUIRE_MESSAGE(again, line_of(again));
    CHECK(text_of(again.value()) == text_of(session));
  }
  const Session fresh = start_session(company().policy);
  const Json quick = session_to_json(customer.session);
  const auto refused = [&](const Json& json) { return !parse_session(json, company().policy); };
  CHECK(refused(with(quick, "/quick", 14)));
  CHECK(refused(with(quick, "/quick", -1)));
  CHECK(refused(with(quick, "/quick", "owner_verified")));
  CHECK(refused(without(quick, "/quick")));
  CHECK(refused(with(quick, "/step", "need")));
  CHECK(refused(with(quick, "/flow", "consultation")));
  CHECK(refused(with(session_to_json(fresh), "/step", "quick")));
}

TEST_CASE("a question at hand that the quick check would not ask is shown all the same") {
  Customer customer = in_quick_check();
  customer.input("owner_verified", "false");
  customer.input("admin_account", "false");
  for (const Question& question : company().policy.questions) {
    CAPTURE(question.id);
    customer.session.quick = find_question(company().policy, question.id);
    const Screen screen = customer.screen();
    REQUIRE(screen.controls.size() == 1);
    CHECK(screen.controls.front().id == question.id);
    CHECK(customer.attempt(json_of(R"({"do":"next"})")));
    CHECK(customer.attempt(json_of(R"({"do":"back"})")));
  }
}
