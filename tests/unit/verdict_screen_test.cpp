// What the rules say, on the screen: the verdict, its reasons, what is open, and the board.
#include "session/verdict_screen.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "customer.hpp"

using namespace precall;
using namespace precall::test;

namespace {

Screen verdict_screen(const Inputs& changes, Language language = Language::vi) {
  Customer customer;
  customer.language = language;
  Inputs inputs = eligible_inputs();
  for (const auto& [id, value] : changes) inputs[id] = value;
  customer.reach_verdict(inputs);
  return customer.screen();
}

ClauseState state_of(const Screen& screen, const std::string& clause) {
  const auto found = std::find_if(screen.board.begin(), screen.board.end(),
                                  [&](const BoardEntry& e) { return e.clause.id == clause; });
  REQUIRE(found != screen.board.end());
  return found->state;
}

}  // namespace

TEST_CASE("each of the four verdicts has its tone, heading and reasons, in both languages") {
  const std::tuple<Inputs, Verdict, const char*, std::size_t> ways[] = {
      {{}, Verdict::eligible, "ok", 0},
      {{{"prior_guidance_count", "2"}, {"unpaid_costs", "part"}},
       Verdict::may_be_refused,
       "warn",
       2},
      {{{"admin_account", "false"}, {"works_continuously", "false"}},
       Verdict::conditions_not_met,
       "no",
       2},
      {{{"service_expiry_date", "unknown"}}, Verdict::undetermined, "open", 0}};
  for (const Language language : all_languages) {
    std::vector<std::string> headings;
    for (const auto& [changes, verdict, tone, reasons] : ways) {
      const Screen screen = verdict_screen(changes, language);
      REQUIRE(screen.verdict.has_value());
      CHECK(screen.verdict->verdict == verdict);
      CHECK(screen.verdict->tone == tone);
      CHECK(screen.verdict->reasons.size() == reasons);
      CHECK(screen.verdict->reasons_heading.empty() == (reasons == 0));
      CHECK(screen.heading == screen.verdict->heading);
      CHECK(screen.verdict->cannot_send.empty());
      CHECK(action_of(screen, "next") != nullptr);
      CHECK(std::count(headings.begin(), headings.end(), screen.heading) == 0);
      headings.push_back(screen.heading);
    }
  }
}

TEST_CASE("the words that promise eligibility stand under that verdict alone") {
  const std::string promise = "Quý khách đủ điều kiện";
  CHECK(verdict_screen({}).heading.find(promise) == 0);
  for (const Inputs& changes :
       {Inputs{{"prior_guidance_count", "2"}}, Inputs{{"owner_verified", "false"}},
        Inputs{{"owner_verified", "unknown"}}}) {
    const Screen screen = verdict_screen(changes);
    CHECK(canonical(screen_to_json(screen)).find(promise) == std::string::npos);
  }
}

TEST_CASE("an eligible verdict says until when it holds, and no other does") {
  const Screen eligible = verdict_screen({{"service_expiry_date", "22/11/2026"}});
  CHECK(eligible.verdict->valid_until == day_of("2026-12-02"));
  CHECK(eligible.verdict->valid_text.find("02/12/2026") != std::string::npos);
  for (const Inputs& changes :
       {Inputs{{"unpaid_costs", "one"}}, Inputs{{"service_expiry_date", "unknown"}}}) {
    CHECK(verdict_screen(changes).verdict->valid_text.empty());
  }
}

TEST_CASE("a reason quotes its clauses and says what follows") {
  const Screen screen = verdict_screen(
      {{"prior_guidance_count", "4"}, {"stays_responsive", "false"}, {"unpaid_costs", "all"}});
  REQUIRE(screen.verdict->reasons.size() == 3);
  const ScreenReason& following = screen.verdict->reasons[0];
  CHECK(following.rule == "not_following");
  CHECK(following.effect == Effect::blocks);
  REQUIRE(following.clauses.size() == 2);
  CHECK(following.clauses[0].id == "3");
  CHECK(following.clauses[1].id == "3.3");
  const ScreenReason& repeated = screen.verdict->reasons[1];
  CHECK(repeated.rule == "guidance_repeated");
  CHECK(repeated.message.find("4") != std::string::npos);
  CHECK_FALSE(repeated.follow_up.empty());
  CHECK(screen.verdict->reasons[2].clauses[0].text.find("Khách hàng chưa thanh toán") == 0);
}

TEST_CASE("a plan promises support, and until when, only if it leads there") {
  const Screen screen =
      verdict_screen({{"unpaid_costs", "part"}, {"service_expiry_date", "22/11/2026"}});
  REQUIRE(screen.verdict->plan);
  const ScreenPlan& plan = *screen.verdict->plan;
  CHECK(plan.promised);
  CHECK(plan.outcome.find("đủ điều kiện được hỗ trợ đến hết ngày 02/12/2026") != std::string::npos);
  REQUIRE(plan.steps.size() == 1);
  CHECK(plan.steps[0].text == "Thanh toán phần chi phí còn lại");
  CHECK(plan.steps[0].change.focus == "unpaid_costs");
  REQUIRE(screen.verdict->calendar);
  CHECK(screen.verdict->calendar->day == day_of("2026-12-02"));

  for (const Inputs& other : {Inputs{{"unpaid_costs", "part"}, {"prior_guidance_count", "3"}},
                              Inputs{{"unpaid_costs", "part"}, {"owner_verified", "unknown"}}}) {
    for (const Language language : all_languages) {
      const Screen unpromised = verdict_screen(other, language);
      REQUIRE(unpromised.verdict->plan);
      CHECK_FALSE(unpromised.verdict->plan->promised);
      const std::string text = canonical(screen_to_json(unpromised));
      CHECK(text.find("sẽ đủ điều kiện") == std::string::npos);
      CHECK(text.find("will meet") == std::string::npos);
      CHECK_FALSE(unpromised.verdict->calendar);
    }
  }
}

TEST_CASE(
    "a renewed service is promised support without a day, and what cannot change has no plan") {
  const Screen expired = verdict_screen({{"service_expiry_date", "01/11/2026"}});
  REQUIRE(expired.verdict->plan);
  CHECK(expired.verdict->plan->promised);
  CHECK(expired.verdict->plan->outcome.find("đến hết ngày") == std::string::npos);
  CHECK_FALSE(expired.verdict->calendar);
  CHECK_FALSE(verdict_screen({{"prior_guidance_count", "3"}}).verdict->plan);
  CHECK_FALSE(verdict_screen({}).verdict->plan);
}

TEST_CASE("what is still open is listed with a way to answer it") {
  Customer customer;
  Inputs inputs = eligible_inputs();
  inputs["unpaid_costs"] = "unknown";
  inputs["owner_verified"] = "unknown";
  customer.reach_verdict(inputs);
  const Screen screen = customer.screen();
  REQUIRE(screen.verdict->unknown.size() == 2);
  const ScreenPoint& open = screen.verdict->unknown[1];
  CHECK(open.question == "unpaid_costs");
  customer.act(
      {{"do", open.change.verb}, {"step", open.change.step}, {"focus", open.change.focus}});
  CHECK(customer.session.step == "account");
  CHECK(customer.screen().focus == "unpaid_costs");
}

TEST_CASE("without consent to storing the verdict says why nothing is sent, and offers the phone") {
  for (const Language language : all_languages) {
    const Screen screen = verdict_screen({{"data_storage_consent", "false"}}, language);
    CHECK(screen.verdict->cannot_send.find("08.3974 3179") != std::string::npos);
    CHECK(action_of(screen, "next") == nullptr);
    CHECK(action_of(screen, "submit") == nullptr);
  }
}

TEST_CASE("the board shows each clause as bad as the worst of its rules") {
  const Screen screen = verdict_screen({{"owner_verified", "false"},
                                        {"admin_account", "unknown"},
                                        {"prior_guidance_count", "9"},
                                        {"unpaid_costs", "unknown"},
                                        {"stays_responsive", "false"}});
  CHECK(state_of(screen, "1") == ClauseState::blocked);
  CHECK(state_of(screen, "2") == ClauseState::met);
  CHECK(state_of(screen, "3") == ClauseState::blocked);
  CHECK(state_of(screen, "3.1") == ClauseState::met);
  CHECK(state_of(screen, "3.3") == ClauseState::blocked);
  CHECK(state_of(screen, "6.1") == ClauseState::may_refuse);
  CHECK(state_of(screen, "6.2") == ClauseState::open);
  CHECK(state_of(screen, "6.3") == ClauseState::met);
  CHECK(state_of(screen, "6") == ClauseState::info);
  CHECK(state_of(screen, "contact") == ClauseState::info);
  CHECK(screen.board.size() == company().policy.clauses.size());
}

TEST_CASE("a verdict on the screen changes with the day and not before") {
  Customer customer;
  Inputs inputs = eligible_inputs();
  inputs["service_expiry_date"] = "12/11/2026";
  customer.reach_verdict(inputs);
  customer.at = "2026-11-22T23:59:59+07:00";
  CHECK(customer.screen().verdict->verdict == Verdict::eligible);
  customer.at = "2026-11-22T17:00:00Z";
  CHECK(customer.screen().verdict->verdict == Verdict::may_be_refused);
}
