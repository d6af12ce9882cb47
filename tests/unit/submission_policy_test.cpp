// What the receiver makes of a submission: its own verdict, at its own time, by the policy that the
// submission names and by the one in force.
#include <doctest/doctest.h>

#include "submission_support.hpp"

using namespace precall;
using namespace precall::test;

TEST_CASE("a verdict that was embellished is noticed and recorded, not believed") {
  Inputs inputs = eligible_inputs();
  inputs["prior_guidance_count"] = "5";
  const Json honest = honest_submission(inputs);
  const auto examined = examine(with(honest, "/verdict/verdict", "eligible"));
  REQUIRE_MESSAGE(examined, line_of(examined));
  CHECK_FALSE(examined->claim_agrees);
  CHECK(examined->verdict == "may_be_refused");
  CHECK(is_string(examined->own["verdict"], "may_be_refused"));
  CHECK(canonical(examined->own["follow_up"]) == "[\"documents\"]");
}

TEST_CASE("a verdict is judged at the receiver's time, whatever time the device claims") {
  Inputs inputs = eligible_inputs();
  inputs["service_expiry_date"] = "12/11/2026";  // ten days before
  Json submission = honest_submission(inputs);
  CHECK(examine(submission)->verdict == "eligible");
  submission["created_at"] = "1999-01-01T00:00:00Z";
  CHECK(examine(submission)->verdict == "eligible");
  const auto next_day = examine_submission(submission, canonical(submission), company_book(),
                                           instant_of("2026-11-22T17:00:00Z"));
  REQUIRE(next_day);
  CHECK(next_day->verdict == "may_be_refused");
  CHECK_FALSE(next_day->claim_agrees);
}

TEST_CASE("a claimed verdict agrees only if every part of it does") {
  Inputs inputs = eligible_inputs();
  inputs["unpaid_costs"] = "unknown";
  const Json honest = honest_submission(inputs);
  CHECK(examine(honest)->claim_agrees);
  CHECK_FALSE(examine(with(honest, "/verdict/settled", true))->claim_agrees);
  CHECK_FALSE(examine(with(honest, "/verdict/unknown", Json::array()))->claim_agrees);
  CHECK_FALSE(examine(with(honest, "/verdict/valid_until", "2026-12-02"))->claim_agrees);
}

TEST_CASE("an answer that was not asked is refused") {
  CHECK(place_of(examine(with(honest_submission(), "/answers/sales_designation", true))) ==
        "/answers/sales_designation");
  Inputs inputs = eligible_inputs();
  inputs["request_kind"] = "full_guidance";
  inputs["sales_designation"] = "false";
  CHECK(examine(honest_submission(inputs)));
}

TEST_CASE("times that cannot be are told, and taken as the device's word") {
  const Json honest = honest_submission();
  CHECK(examine(honest)->times_plausible);
  const auto plausible = [&](const char* pointer, const char* time) {
    const auto examined = examine(with(honest, pointer, time));
    REQUIRE_MESSAGE(examined, line_of(examined));
    return examined->times_plausible;
  };
  // Ten minutes after the receiver's clock is still a clock that is a little off.
  CHECK(plausible("/created_at", "2026-11-22T09:15:00+07:00"));
  CHECK_FALSE(plausible("/created_at", "2026-11-22T09:15:01+07:00"));
  CHECK(plausible("/created_at", "2026-11-22T08:50:00+07:00"));
  CHECK_FALSE(plausible("/created_at", "2026-11-22T08:49:59+07:00"));  // before the consents
  CHECK(plausible("/consents/0/at", "2020-01-01T00:00:00Z"));
  CHECK_FALSE(plausible("/consents/0/at", "2026-11-22T09:10:01+07:00"));
}

TEST_CASE("a submission under an unknown policy is taken with both consents, and flagged") {
  const PolicyBook empty;
  const Json honest = honest_submission();
  const auto examined = examine(honest, empty);
  REQUIRE_MESSAGE(examined, line_of(examined));
  CHECK_FALSE(examined->policy_known);
  CHECK_FALSE(examined->claim_agrees);
  CHECK_FALSE(examined->verdict.has_value());
  CHECK(examined->own.is_null());
  CHECK(examined->verify.is_null());
  CHECK(examine(honest_consultation(), empty));
  for (const std::string id : {"contact_consent", "data_storage_consent"}) {
    CHECK(place_of(examine(without(honest, consent(honest, id)), empty)) == "/consents");
  }
  // Its shape is still checked.
  for (const std::string form : {"", "Nguyễn Văn An", "a\nb", "A"}) {
    CHECK(place_of(examine(with(honest, "/form", form), empty)) == "/form");
  }
  CHECK(examine(with(honest, "/form", std::string(64, 'a')), empty));
  CHECK(place_of(examine(with(honest, "/form", std::string(65, 'a')), empty)) == "/form");
  CHECK(place_of(examine(with(honest, "/answers/x", Json::array()), empty)) == "/answers/x");
  CHECK(place_of(examine(with(honest, "/fields/x", 5), empty)) == "/fields/x");
  CHECK_FALSE(examine(with(honest, "/consents/0/text", "changed"), empty));
  CHECK(place_of(examine(with(honest, "/fields/password", "x"), empty)) == "/fields/password");
  CHECK(place_of(examine(with(honest, "/fields/name", " x"), empty)) == "/fields/name");
  CHECK(place_of(examine(with(honest, "/answers/data_storage_consent", false), empty)) ==
        "/consents");
}

TEST_CASE("a submission under an older policy is judged by its own and by the current one") {
  Json changed = with(company_json(), "/version", "2026-01-01");
  changed = with(changed, "/rules/9/when/>/1", 0);  // one earlier request is now too many
  const CompiledPolicy current = compiled(changed);
  PolicyBook book = company_book();
  book.by_digest.emplace(current.policy.sha256, current);
  book.current = current.policy.sha256;
  Inputs inputs = eligible_inputs();
  inputs["prior_guidance_count"] = "1";
  const auto examined = examine(honest_submission(inputs), book);
  REQUIRE_MESSAGE(examined, line_of(examined));
  CHECK(examined->verdict == "eligible");
  CHECK(is_string(examined->current["verdict"], "may_be_refused"));
}

TEST_CASE("answers that the current policy no longer knows are left out of its judgement") {
  Json changed = with(company_json(), "/version", "2026-01-01");
  changed = with(changed, "/questions/10/max", 3);
  const CompiledPolicy current = compiled(changed);
  PolicyBook book = company_book();
  book.by_digest.emplace(current.policy.sha256, current);
  book.current = current.policy.sha256;
  Inputs inputs = eligible_inputs();
  inputs["prior_guidance_count"] = "9";
  const auto examined = examine(honest_submission(inputs), book);
  REQUIRE_MESSAGE(examined, line_of(examined));
  CHECK(examined->verdict == "may_be_refused");
  CHECK(canonical(examined->current["unknown"]) == "[\"prior_guidance_count\"]");
}
