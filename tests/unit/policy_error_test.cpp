// Mistakes in a policy: each is named with its place and what to do about it.
#include <doctest/doctest.h>

#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

// An edit of the company's policy: what to set at a place (nothing: remove it), and where the
// error is then found.
struct Mistake {
  std::string pointer;
  std::string value;
  std::string place;
};

void check(const Mistake& mistake) {
  CAPTURE(mistake.pointer);
  CAPTURE(mistake.value);
  const Json edited = mistake.value.empty()
                          ? without(company_json(), mistake.pointer)
                          : with(company_json(), mistake.pointer, json_of(mistake.value));
  const auto policy = parse_policy(canonical(edited));
  CHECK(place_of(policy) == mistake.place);
  if (policy) return;
  CHECK_FALSE(policy.error().problem.empty());
  CHECK_FALSE(policy.error().remedy.empty());
  CHECK(place_of(load_policy(canonical(edited))) == mistake.place);
}

}  // namespace

TEST_CASE("a mistake in the head of a policy has its place") {
  const Mistake mistakes[] = {
      {"/format", "", "/format"},
      {"/format", "\"precall.policy/2\"", "/format"},
      {"/extra", "1", "/extra"},
      {"/id", "\"Choi-Xanh\"", "/id"},
      {"/id", "\"\"", "/id"},
      {"/id", "7", "/id"},
      {"/id", "\"a1234567890123456789012345678901234567890123456789012345678901234\"", "/id"},
      {"/version", "\"2023-02-29\"", "/version"},
      {"/version", "", "/version"},
      {"/languages", "[]", "/languages"},
      {"/languages", "\"vi\"", "/languages"},
      {"/languages", "[\"vi\",\"vi\"]", "/languages/1"},
      {"/languages", "[\"fr\"]", "/languages/0"},
      {"/languages", "[\"vi\",\"en\",\"vi\"]", "/languages"},
      {"/utc_offset", "\"+7\"", "/utc_offset"},
      {"/utc_offset", "7", "/utc_offset"},
      {"/title", "\"title\"", "/title"},
      {"/title", "{\"en\":\"title\"}", "/title/vi"},
      {"/title", "{\"vi\":\"\"}", "/title/vi"},
      {"/title", "{\"vi\":\"t\",\"fr\":\"t\"}", "/title/fr"},
      {"/title", "{\"vi\":\"t\",\"en\":1}", "/title/en"},
      {"/page", "\"Các điều kiện\"", "/page"},
      {"/page", "{\"title\":{\"vi\":\"t\"},\"hotline\":\"08\"}", "/page/hotline"},
      {"/page", "{}", "/page/title"},
      {"/page", "{\"title\":{\"en\":\"t\"}}", "/page/title/vi"},
      {"/company", "", "/company"},
      {"/company/phone", "\"08\"", "/company/phone"},
      {"/company/hotline", "\"08\"", "/company/hotline"},
      {"/company/hotline/shown", "", "/company/hotline/shown"},
      {"/company/hotline/dial", "\"02839743179\"", "/company/hotline/dial"},
      {"/company/hotline/dial", "\"+84 28\"", "/company/hotline/dial"},
      {"/links", "[]", "/links"},
      {"/links/teamviewer/url", "\"javascript:alert(1)\"", "/links/teamviewer/url"},
      {"/links/teamviewer/url", "\"data:text/html,x\"", "/links/teamviewer/url"},
      {"/links/teamviewer/text", "", "/links/teamviewer/text"},
      {"/links/Bad", "{}", "/links/Bad"},
      {"/notice", "\"9\"", "/notice"},
      {"/contact", "", "/contact"},
      {"/clauses", "{}", "/clauses"},
      {"/clauses/1/id", "\"preamble\"", "/clauses/1/id"},
      {"/clauses/1/id", "\".1\"", "/clauses/1/id"},
      {"/clauses/1/text", "", "/clauses/1/text"},
      {"/clauses/1/label/vi", "\"\"", "/clauses/1/label/vi"},
      {"/clauses/1/link", "\"nowhere\"", "/clauses/1/link"},
      {"/clauses/1", "\"text\"", "/clauses/1"},
  };
  for (const Mistake& mistake : mistakes) check(mistake);
}

TEST_CASE("a mistake in a question has its place") {
  const Mistake mistakes[] = {
      {"/questions", "", "/questions"},
      {"/questions/0/id", "", "/questions/0/id"},
      {"/questions/0/id", "\"owner verified\"", "/questions/0/id"},
      {"/questions/1/id", "\"owner_verified\"", "/questions/1/id"},
      {"/questions/0/type", "\"text\"", "/questions/0/type"},
      {"/questions/0/text", "", "/questions/0/text"},
      {"/questions/0/help/vi", "5", "/questions/0/help/vi"},
      {"/questions/0/clauses/0", "\"99\"", "/questions/0/clauses/0"},
      {"/questions/0/clauses/0", "1", "/questions/0/clauses/0"},
      {"/questions/0/clauses", "\"1\"", "/questions/0/clauses"},
      {"/questions/0/unsure", "\"yes\"", "/questions/0/unsure"},
      {"/questions/0/evidence", "\"guess\"", "/questions/0/evidence"},
      {"/questions/0/how", "", "/questions/0/how"},
      {"/questions/2/how", "{\"vi\":\"x\"}", "/questions/2/how"},
      {"/questions/2/consent", "true", "/questions/2/consent"},
      {"/questions/2/labels", "{\"true\":{\"vi\":\"a\"},\"false\":{\"vi\":\"b\"}}",
       "/questions/2/labels"},
      {"/questions/3/labels/true", "", "/questions/3/labels/true"},
      {"/questions/3/labels/maybe", "{\"vi\":\"x\"}", "/questions/3/labels/maybe"},
      {"/questions/0/options", "[]", "/questions/0/options"},
      {"/questions/2/options", "", "/questions/2/options"},
      {"/questions/2/options", "[{\"id\":\"a\",\"text\":{\"vi\":\"a\"}}]", "/questions/2/options"},
      {"/questions/2/options/0/id", "\"unknown\"", "/questions/2/options/0/id"},
      {"/questions/2/options/1/id", "\"unclear_points\"", "/questions/2/options/1/id"},
      {"/questions/2/options/1/text", "", "/questions/2/options/1/text"},
      {"/questions/10/min", "", "/questions/10/min"},
      {"/questions/10/min", "-1000000001", "/questions/10/min"},
      {"/questions/10/max", "1000000001", "/questions/10/max"},
      {"/questions/10/max", "-1", "/questions/10/max"},
      {"/questions/12/min", "0", "/questions/12/min"},
      {"/questions/4/link", "\"nowhere\"", "/questions/4/link"},
      {"/questions/4/colour", "1", "/questions/4/colour"},
  };
  for (const Mistake& mistake : mistakes) check(mistake);
}

TEST_CASE("a mistake in a step has its place") {
  const Mistake mistakes[] = {
      {"/steps", "[]", "/steps"},
      {"/steps/4", "", "/steps"},
      {"/steps/0/id", "\"quick\"", "/steps/0/id"},
      {"/steps/0/id", "\"verdict\"", "/steps/0/id"},
      {"/steps/0/id", "\"form\"", "/steps/0/id"},
      {"/steps/0/id", "\"review\"", "/steps/0/id"},
      {"/steps/0/id", "\"sent\"", "/steps/0/id"},
      {"/steps/1/id", "\"need\"", "/steps/1/id"},
      {"/steps/0/title", "", "/steps/0/title"},
      {"/steps/0/questions", "[]", "/steps/0/questions"},
      {"/steps/0/questions/0", "\"nobody\"", "/steps/0/questions/0"},
      {"/steps/1/questions/-", "\"request_kind\"", "/steps/1/questions"},
  };
  for (const Mistake& mistake : mistakes) check(mistake);
}

TEST_CASE("a mistake in the quick order has its place") {
  const Mistake mistakes[] = {
      {"/quick_order", "\"request_kind\"", "/quick_order"},
      {"/quick_order", "[\"request_kind\",\"nobody\"]", "/quick_order/1"},
      {"/quick_order", "[\"request_kind\",7]", "/quick_order/1"},
      {"/quick_order", "[\"request_kind\",\"unpaid_costs\",\"request_kind\"]", "/quick_order"},
  };
  for (const Mistake& mistake : mistakes) check(mistake);
}

TEST_CASE("a mistake in a rule has its place") {
  const Mistake mistakes[] = {
      {"/rules/1/id", "\"ownership_unproven\"", "/rules/1/id"},
      {"/rules/0/clause", "\"99\"", "/rules/0/clause"},
      {"/rules/0/quotes", "[\"99\"]", "/rules/0/quotes/0"},
      {"/rules/0/effect", "\"refuses\"", "/rules/0/effect"},
      {"/rules/0/when", "", "/rules/0/when"},
      {"/rules/0/when", "{\"!\":[{\"var\":\"owner\"}]}", "/rules/0/when/!/0/var"},
      {"/rules/9/when/>/1", "1001", "/rules/9/when/>/1"},
      {"/rules/0/message", "", "/rules/0/message"},
      {"/rules/0/message/vi", "\"{owner}\"", "/rules/0/message/vi"},
      {"/rules/0/message/en", "\"{owner}\"", "/rules/0/message/en"},
      {"/rules/0/message/vi", "\"{prior_guidance_count.days}\"", "/rules/0/message/vi"},
      {"/rules/0/message/vi", "\"{}\"", "/rules/0/message/vi"},
      {"/rules/9/follow_up", "\"letter\"", "/rules/9/follow_up"},
      {"/follow_ups", "", "/rules/9/follow_up"},
      {"/follow_ups", "[]", "/follow_ups"},
      {"/follow_ups/documents", "\"x\"", "/follow_ups/documents"},
  };
  for (const Mistake& mistake : mistakes) check(mistake);
}

TEST_CASE("a mistake in a form has its place") {
  const Mistake mistakes[] = {
      {"/forms", "[]", "/forms"},
      {"/forms/1", "", "/forms"},
      {"/forms/-", "{}", "/forms"},
      {"/forms/0/flow", "\"sales\"", "/forms/0/flow"},
      {"/forms/1/flow", "\"support\"", "/forms/1/flow"},
      {"/forms/0/id", "\"Form\"", "/forms/0/id"},
      {"/forms/0/title", "", "/forms/0/title"},
      {"/forms/0/fields", "", "/forms/0/fields"},
      {"/forms/0/fields/0/kind", "\"password\"", "/forms/0/fields/0/kind"},
      {"/forms/0/fields/0/id", "\"owner_verified\"", "/forms/0/fields/0/id"},
      {"/forms/0/fields/1/id", "\"name\"", "/forms/0/fields/1/id"},
      {"/forms/0/fields/0/label", "", "/forms/0/fields/0/label"},
      {"/forms/0/fields/0/required", "1", "/forms/0/fields/0/required"},
      {"/forms/0/requires", "", "/forms/0/requires"},
      {"/forms/0/requires", "[]", "/forms/0/requires"},
      {"/forms/0/fields/5/id", "\"admin_password\"", "/forms/0/fields/5/id"},
      {"/forms/0/requires/0", "\"name\"", "/forms/0/requires/0"},
      {"/forms/0/requires/0", "\"owner_verified\"", "/forms/0/requires/0"},
      {"/forms/1/requires/0", "\"data_storage_consent\"", "/forms/1/requires/0"},
      {"/forms/1/requires/0", "9", "/forms/1/requires/0"},
  };
  for (const Mistake& mistake : mistakes) check(mistake);
}

TEST_CASE("a policy that is not an object, or no JSON, is refused") {
  for (const std::string text : {"[]", "null", "\"policy\"", "", "{"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_policy(text));
  }
}

TEST_CASE("a policy with any one value emptied is refused or understood, and never crashes") {
  const Json flat = company_json().flatten();
  std::size_t refused = 0;
  for (const auto& item : flat.items()) {
    for (const Json& value : {Json(nullptr), Json(Json::array()), Json("")}) {
      const auto policy = load_policy(canonical(with(company_json(), item.key(), value)));
      if (policy) continue;
      ++refused;
      if (policy.error().place.empty() || policy.error().remedy.empty()) FAIL(item.key());
    }
  }
  CHECK(refused > flat.size());
}

TEST_CASE("a mistake in an accepted finding has its place") {
  const std::string good = R"({"finding":"masked:a:b","reason":"it is right"})";
  const Mistake mistakes[] = {
      {"/accepted_findings", "{}", "/accepted_findings"},
      {"/accepted_findings", "[" + good + "]", "no error"},
      {"/accepted_findings", "[" + good + "," + good + "]", "/accepted_findings/1/finding"},
      {"/accepted_findings", "[\"masked:a:b\"]", "/accepted_findings/0"},
      {"/accepted_findings", R"([{"finding":"masked:a:b"}])", "/accepted_findings/0/reason"},
      {"/accepted_findings", R"([{"reason":"x"}])", "/accepted_findings/0/finding"},
      {"/accepted_findings", R"([{"finding":"masked:a:b","reason":""}])",
       "/accepted_findings/0/reason"},
      {"/accepted_findings", R"([{"finding":"masked:a:b","reason":"x","by":"me"}])",
       "/accepted_findings/0/by"},
      {"/accepted_findings", R"([{"finding":"masked","reason":"x"}])",
       "/accepted_findings/0/finding"},
      {"/accepted_findings", R"([{"finding":"masked:","reason":"x"}])",
       "/accepted_findings/0/finding"},
      {"/accepted_findings", R"([{"finding":":a","reason":"x"}])", "/accepted_findings/0/finding"},
      {"/accepted_findings", R"([{"finding":7,"reason":"x"}])", "/accepted_findings/0/finding"},
  };
  for (const Mistake& mistake : mistakes) check(mistake);
}
