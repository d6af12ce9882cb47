// What the canvas tells beside a screen: the board with the rules that decide, and the time line.
#include "session/live.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "customer.hpp"
#include "rules/evaluate.hpp"
#include "session/verdict_screen.hpp"

using namespace precall;
using namespace precall::test;

namespace {

Customer at_verdict(const Inputs& changes) {
  Customer customer;
  Inputs inputs = eligible_inputs();
  for (const auto& [id, value] : changes) inputs[id] = value;
  customer.reach_verdict(inputs);
  return customer;
}

Live live_of(const Customer& customer, std::optional<Day> trial = std::nullopt) {
  return make_live(company(), customer.session, customer.language,
                   parse_timestamp(customer.at).value(), trial);
}

const LiveEntry& entry_of(const Live& live, const std::string& clause) {
  REQUIRE(live.board.has_value());
  const auto& entries = live.board->entries;
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const LiveEntry& each) { return each.clause.id == clause; });
  REQUIRE(found != entries.end());
  return *found;
}

Day today_of(const Customer& customer) {
  return day_at(parse_timestamp(customer.at).value(), company().policy.utc_offset_minutes);
}

}  // namespace

TEST_CASE(
    "the live board has every clause of the policy, in its order, with a word for its state") {
  const Live live = live_of(at_verdict({}));
  REQUIRE(live.board.has_value());
  const auto& clauses = company().policy.clauses;
  REQUIRE(live.board->entries.size() == clauses.size());
  for (std::size_t c = 0; c < clauses.size(); ++c) {
    const LiveEntry& entry = live.board->entries[c];
    CHECK(entry.clause.id == clauses[c].id);
    CHECK(!entry.state_word.empty());
    CHECK(!entry.why.empty());
  }
}

TEST_CASE(
    "a clause says the message of the rule that decides it, what it depends on, or that none "
    "applies") {
  const Live refused = live_of(at_verdict({{"prior_guidance_count", "3"}}));
  CHECK(entry_of(refused, "6.1").state == ClauseState::may_refuse);
  CHECK(entry_of(refused, "6.1").why == "Đã yêu cầu hướng dẫn 3 lần trước đây.");
  CHECK(entry_of(refused, "6.2").state == ClauseState::met);
  CHECK(entry_of(refused, "6").state == ClauseState::info);
  const Live open = live_of(at_verdict({{"service_expiry_date", "unknown"}}));
  CHECK(entry_of(open, "6.3").state == ClauseState::open);
  CHECK(entry_of(open, "6.3").why ==
        "Tùy vào câu trả lời: Dịch vụ của quý khách hết hạn vào ngày nào?");
}

TEST_CASE("each day of the time line has the verdict that this answer would lead to") {
  for (const auto& [question, value] : Inputs{{"works_continuously", "true"},
                                              {"works_continuously", "false"},
                                              {"admin_account", "false"},
                                              {"unpaid_costs", "unknown"}}) {
    const Customer customer = at_verdict({{question, value}});
    const Live live = live_of(customer);
    REQUIRE(live.timeline.has_value());
    const Timeline& line = *live.timeline;
    const CompiledPolicy& policy = company();
    const Standing now = standing(policy, customer.session, today_of(customer));
    const auto date = find_question(policy.policy, line.question);
    REQUIRE(date.has_value());
    Day expected = line.first;
    for (const TimelineBand& band : line.bands) {
      CHECK(band.first == expected);
      for (Day day = band.first; day <= band.last; ++day) {
        Answers answers = now.used;
        answers[*date] = day;
        const Verdict verdict = evaluate(policy, answers, now.today).verdict;
        CHECK_MESSAGE(verdict == band.verdict, iso_date(day));
      }
      expected = band.last + 1;
    }
    CHECK(expected == line.last + 1);
  }
}

TEST_CASE("the limit of the time line is the last day before the verdict changes") {
  const Customer customer = at_verdict({});
  const Live live = live_of(customer);
  REQUIRE(live.timeline.has_value());
  REQUIRE(live.timeline->limit.has_value());
  CHECK(live.timeline->limit->day == today_of(customer) - 10);
  CHECK(live.timeline->limit->label == "Giới hạn 10 ngày");
  REQUIRE(live.timeline->bands.size() == 2);
  CHECK(live.timeline->bands[0].tone == "warn");
  CHECK(live.timeline->bands[1].tone == "ok");
  CHECK(live.timeline->bands[1].first == live.timeline->limit->day);
}

TEST_CASE("a tried day is told as a sentence, and one beyond the line is not tried") {
  const Customer customer = at_verdict({});
  const Day today = today_of(customer);
  const Live tried = live_of(customer, today - 11);
  REQUIRE(tried.timeline.has_value());
  CHECK(tried.timeline->value == today - 11);
  CHECK(tried.timeline->tone == "warn");
  CHECK(tried.timeline->result == "Nếu câu trả lời là " + local_date(today - 11) +
                                      ": Nhân viên có quyền từ chối. Dịch vụ đã hết hạn 11 ngày.");
  const Live beyond = live_of(customer, today + 10'000);
  CHECK(beyond.timeline->value == live_of(customer).timeline->value);
}

TEST_CASE(
    "nothing is told live in a consultation, and the same in both languages but for the words") {
  Customer customer;
  customer.session = start_session(company().policy, Flow::consultation);
  const Live none = live_of(customer);
  CHECK(!none.board.has_value());
  CHECK(!none.timeline.has_value());
  Customer english = at_verdict({});
  english.language = Language::en;
  const Live vi = live_of(at_verdict({}));
  const Live en = live_of(english);
  REQUIRE(en.board->entries.size() == vi.board->entries.size());
  for (std::size_t i = 0; i < en.board->entries.size(); ++i) {
    CHECK(en.board->entries[i].state == vi.board->entries[i].state);
    CHECK(en.board->entries[i].state_word != vi.board->entries[i].state_word);
  }
}
