// The way through the check: what each action does, what it refuses, and what it leaves alone.
#include "session/session.hpp"

#include <doctest/doctest.h>

#include "base/limits.hpp"
#include "customer.hpp"
#include "session/standing.hpp"

using namespace precall;
using namespace precall::test;

namespace {

Standing standing_of(const Customer& customer) {
  return standing(company(), customer.session,
                  day_at(instant_of(customer.at), company().policy.utc_offset_minutes));
}

std::size_t question(std::string_view id) {
  return find_question(company().policy, id).value();
}

// Where the action is refused; it has to leave the session as it was.
std::string refused_at(const Customer& customer, const std::string& members) {
  const std::string before = text_of(customer.session);
  const auto result = customer.attempt(json_of(members));
  CHECK(text_of(customer.session) == before);
  if (!result) CHECK_FALSE(result.error().remedy.empty());
  return place_of(result);
}

}  // namespace

TEST_CASE("a session starts at the first step with nothing answered") {
  const Customer customer;
  CHECK(customer.session.step == "need");
  CHECK(customer.session.inputs.empty());
  CHECK(customer.session.acts.empty());
  CHECK(start_session(company().policy, Flow::consultation).step == step_form);
}

TEST_CASE("the same action on the same session gives the same session") {
  Customer customer;
  const Json action =
      customer.action({{"do", "input"}, {"id", "owner_verified"}, {"value", "true"}});
  const std::string before = text_of(customer.session);
  const auto first = apply(company(), customer.session, action);
  const auto second = apply(company(), customer.session, action);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(text_of(first.value()) == text_of(second.value()));
  CHECK(text_of(customer.session) == before);
}

TEST_CASE("an action that does not fit is refused with its place and changes nothing") {
  const Customer fresh;
  Customer at_verdict;
  at_verdict.reach_verdict();
  Customer at_review = at_verdict;
  at_review.reach_review();
  Customer consulting;
  consulting.start("consultation");
  struct Misfit {
    const Customer* customer;
    std::string action;
    std::string place;
  };
  const std::string too_long(limits::text_characters_max * 4 + 1, 'x');
  const std::string long_input = R"({"do":"input","id":"message","value":")" + too_long + "\"}";
  const Misfit misfits[] = {
      {&fresh, R"({})", "/do"},
      {&fresh, R"({"do":7})", "/do"},
      {&fresh, R"({"do":"fly"})", "/do"},
      {&fresh, R"({"do":"next","at":"2026-11-22T09:00:00"})", "/at"},
      {&fresh, R"({"do":"next","at":5})", "/at"},
      {&fresh, R"({"do":"input","value":"true"})", "/id"},
      {&fresh, R"({"do":"input","id":"owner_verified"})", "/value"},
      {&fresh, R"({"do":"input","id":"owner_verified","value":true})", "/value"},
      {&fresh, R"({"do":"input","id":"owner_verified","value":"yes"})", "/value"},
      {&fresh, R"({"do":"input","id":"request_kind","value":"unknown"})", "/value"},
      {&fresh, R"({"do":"input","id":"data_storage_consent","value":"unknown"})", "/value"},
      {&fresh, R"({"do":"input","id":"password","value":"x"})", "/id"},
      {&fresh, R"({"do":"input","id":"storage_consent","value":"true"})", "/id"},
      {&fresh, R"({"do":"input","id":"contact_consent","value":"yes"})", "/value"},
      {&fresh, R"({"do":"input","id":"name","value":"x","at":"now"})", "/at"},
      {&fresh, R"({"do":"input","id":"name","value":"x","language":"fr"})", "/language"},
      {&fresh, R"({"do":"input","id":"name","value":"x","extra":1})", "/extra"},
      {&fresh, long_input, "/value"},
      {&fresh, R"({"do":"go"})", "/step"},
      {&fresh, R"({"do":"go","step":"nowhere"})", "/step"},
      {&fresh, R"({"do":"go","step":"ownership"})", "/step"},
      {&fresh, R"({"do":"go","step":"verdict"})", "/step"},
      {&at_review, R"({"do":"go","step":"sent"})", "/step"},
      {&fresh, R"({"do":"start"})", "/flow"},
      {&fresh, R"({"do":"start","flow":"sales"})", "/flow"},
      {&fresh, R"({"do":"receipt","receipt":{}})", "/do"},
      {&fresh, R"({"do":"delivery","status":"sending"})", "/do"},
      {&at_review, R"({"do":"next"})", "/do"},
      {&consulting, R"({"do":"go","step":"need"})", "/step"},
      {&consulting, R"({"do":"go","step":"verdict"})", "/step"},
      {&consulting, R"({"do":"go","step":"review"})", "/step"},
      {&consulting, R"({"do":"input","id":"website","value":"x"})", "/id"},
  };
  for (const auto& [customer, action, place] : misfits) {
    CAPTURE(action.substr(0, 100));
    CHECK(refused_at(*customer, action) == place);
  }
}

TEST_CASE("a submission needs a review, an id, a nonce, a language and a client") {
  Customer customer;
  const std::string good =
      R"({"do":"submit","id":"0c1b6a52-6a4e-4f0e-9d53-0f4b1c2d3e4f",)"
      R"("nonce":"0123456789abcdef0123456789abcdef","client":{"name":"x","version":"1"}})";
  CHECK(refused_at(customer, good) == "/do");
  customer.reach_verdict();
  CHECK(refused_at(customer, good) == "/do");
  customer.reach_review();
  const auto changed = [&](const std::string& pointer, const Json& value) {
    return refused_at(customer, canonical(with(json_of(good), pointer, value)));
  };
  CHECK(changed("/id", "0C1B6A52-6A4E-4F0E-9D53-0F4B1C2D3E4F") == "/do");
  CHECK(changed("/id", "0c1b6a526a4e4f0e9d530f4b1c2d3e4f") == "/do");
  CHECK(changed("/id", nullptr) == "/id");
  CHECK(changed("/nonce", "0123") == "/do");
  CHECK(changed("/nonce", std::string(32, 'G')) == "/do");
  CHECK(changed("/client", nullptr) == "/client");
  CHECK(changed("/client/version", nullptr) == "/client/version");
  CHECK(changed("/language", "fr") == "/do");
  CHECK(changed("/at", "2026-11-22") == "/at");
  CHECK(changed("/fields", Json::object()) == "/fields");
  CHECK(customer.attempt(json_of(good)));
}

TEST_CASE("the steps lead forward only when they are complete, and back at any time") {
  Customer customer;
  customer.next();
  CHECK(customer.session.step == "need");
  CHECK(customer.session.attempted);
  customer.input("request_kind", "unclear_points");
  customer.input("prior_guidance_count", "unknown");
  customer.next();
  CHECK(customer.session.step == "ownership");
  CHECK_FALSE(customer.session.attempted);
  customer.back();
  CHECK(customer.session.step == "need");
  customer.back();
  CHECK(customer.session.step == "need");
  customer.reach_verdict();
  std::vector<std::string> steps;
  for (int i = 0; i < 5; ++i) {
    customer.back();
    steps.push_back(customer.session.step);
  }
  CHECK(steps == std::vector<std::string>{"agreements", "working", "account", "ownership", "need"});
}

TEST_CASE("an answer changed from the verdict leads back to the verdict") {
  Customer customer;
  customer.reach_verdict();
  customer.go("account", "unpaid_costs");
  CHECK(customer.session.step == "account");
  CHECK(customer.session.return_to == step_verdict);
  CHECK(customer.session.focus == "unpaid_costs");
  customer.input("unpaid_costs", "one");
  CHECK(customer.session.focus.empty());
  customer.next();
  CHECK(customer.session.step == step_verdict);
  CHECK(customer.session.return_to.empty());
  customer.go("account");
  customer.back();
  CHECK(customer.session.step == step_verdict);
}

TEST_CASE("an answer changed from the review leads back there by way of what it brings up") {
  Customer customer;
  customer.reach_verdict();
  customer.reach_review();
  customer.go("need", "request_kind");
  customer.input("request_kind", "full_guidance");
  customer.next();
  CHECK(customer.session.step == "need");
  CHECK(customer.session.attempted);
  customer.input("sales_designation", "true");
  customer.next();
  CHECK(customer.session.step == step_review);
  customer.go(std::string(step_form), "phone");
  customer.input("phone", "0987654321");
  customer.next();
  CHECK(customer.session.step == step_review);
}

TEST_CASE("a way back to an overview that an open answer has closed leads to the step before") {
  Customer customer;
  customer.reach_verdict();
  customer.reach_review();
  customer.go("account", "service_expiry_date");
  customer.input("service_expiry_date", "");
  customer.back();
  CHECK(customer.session.step == "ownership");
  customer.next();
  CHECK(customer.session.step == "account");
  customer.input("service_expiry_date", "30/06/2027");
  customer.next();
  CHECK(customer.session.step == step_review);
}

TEST_CASE("where nothing lies before the step, the open answer is shown instead") {
  Customer customer;
  customer.reach_verdict();
  customer.go("need", "prior_guidance_count");
  customer.input("prior_guidance_count", "");
  customer.back();
  CHECK(customer.session.step == "need");
  CHECK(customer.screen().errors.size() == 1);
  customer.input("prior_guidance_count", "1");
  customer.back();
  CHECK(customer.session.step == step_verdict);
}

TEST_CASE("an answer left from a changed mind is remembered and neither used nor sent") {
  Customer customer;
  customer.input("request_kind", "full_guidance");
  customer.input("sales_designation", "false");
  CHECK(standing_of(customer).used[question("sales_designation")] == 0);
  customer.input("request_kind", "unclear_points");
  CHECK(customer.session.inputs.at("sales_designation") == "false");
  CHECK_FALSE(standing_of(customer).asked[question("sales_designation")]);
  CHECK_FALSE(standing_of(customer).used[question("sales_designation")]);
  CHECK_FALSE(has_control(customer.screen(), "sales_designation"));
  customer.reach_verdict();
  customer.reach_review();
  customer.submit();
  CHECK(customer.session.submission.find("sales_designation") == std::string::npos);

  Customer again;
  again.input("request_kind", "full_guidance");
  again.input("sales_designation", "false");
  again.input("request_kind", "unclear_points");
  again.input("request_kind", "full_guidance");
  CHECK(control(again.screen(), "sales_designation").value == "false");
}

TEST_CASE("an input is removed when it is cleared") {
  Customer customer;
  customer.input("prior_guidance_count", "3");
  customer.input("prior_guidance_count", "");
  CHECK(customer.session.inputs.empty());
}

TEST_CASE("an input that is no answer is kept as typed and stops the step, not the session") {
  Customer customer;
  customer.input("request_kind", "unclear_points");
  customer.input("prior_guidance_count", "nhiều");
  customer.next();
  CHECK(customer.session.step == "need");
  CHECK(customer.session.inputs.at("prior_guidance_count") == "nhiều");
  CHECK_FALSE(control(customer.screen(), "prior_guidance_count").error.empty());
}

TEST_CASE("nothing can be sent without the consent to storing") {
  Customer customer;
  Inputs inputs = eligible_inputs();
  inputs["data_storage_consent"] = "false";
  customer.reach_verdict(inputs);
  CHECK(refused_at(customer, R"({"do":"next"})") == "/do");
  CHECK(refused_at(customer, R"({"do":"go","step":"form"})") == "/step");
  customer.back();
  customer.input("data_storage_consent", "true");
  customer.next();
  CHECK(customer.session.step == step_verdict);
  customer.next();
  CHECK(customer.session.step == step_form);
}

TEST_CASE("a consent to storing that is withdrawn during review leads back to the verdict") {
  Customer customer;
  customer.reach_verdict();
  customer.reach_review();
  customer.go("agreements", "data_storage_consent");
  customer.input("data_storage_consent", "false");
  customer.next();
  CHECK(customer.session.step == step_verdict);
  CHECK(action_of(customer.screen(), "next") == nullptr);
  customer.back();
  CHECK(customer.session.step == "agreements");
}

TEST_CASE("a step whose questions fell away is passed over") {
  Json policy = company_json();
  // The designation in a step of its own.
  policy["steps"][0]["questions"] = {"request_kind", "prior_guidance_count"};
  policy["steps"].insert(policy["steps"].begin() + 1,
                         Json({{"id", "sales"},
                               {"title", {{"vi", "Chỉ định"}, {"en", "Designation"}}},
                               {"questions", {"sales_designation"}}}));
  const CompiledPolicy changed = compiled(policy);
  Customer customer;
  const auto act = [&](const Json& members) {
    auto result = apply(changed, customer.session, customer.action(members));
    REQUIRE_MESSAGE(result, line_of(result));
    customer.session = std::move(result).value();
  };
  act({{"do", "input"}, {"id", "prior_guidance_count"}, {"value", "0"}});
  act({{"do", "input"}, {"id", "request_kind"}, {"value", "full_guidance"}});
  act({{"do", "next"}});
  CHECK(customer.session.step == "sales");
  act({{"do", "back"}});
  act({{"do", "input"}, {"id", "request_kind"}, {"value", "outside_duty"}});
  act({{"do", "next"}});
  CHECK(customer.session.step == "ownership");
  act({{"do", "back"}});
  CHECK(customer.session.step == "need");
}

TEST_CASE("starting again forgets everything") {
  Customer customer;
  customer.reach_verdict();
  customer.reach_review();
  customer.act({{"do", "restart"}});
  CHECK(text_of(customer.session) == text_of(start_session(company().policy)));
}
