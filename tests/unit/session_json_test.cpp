// Sessions kept by a face: they come back as they were, and tampered ones are refused.
#include <doctest/doctest.h>

#include "customer.hpp"

using namespace precall;
using namespace precall::test;

namespace {

std::vector<Session> sessions_on_the_way() {
  std::vector<Session> sessions;
  Customer customer;
  const auto keep = [&] { sessions.push_back(customer.session); };
  keep();
  customer.next();
  keep();
  Inputs inputs = eligible_inputs();
  inputs["prior_guidance_count"] = "unknown";
  customer.reach_verdict(inputs);
  keep();
  customer.go("account", "unpaid_costs");
  keep();
  customer.next();
  customer.reach_review();
  keep();
  customer.go("form", "phone");
  keep();
  customer.next();
  customer.submit();
  keep();
  customer.act({{"do", "delivery"}, {"status", "retrying"}, {"detail", "offline"}});
  keep();
  customer.act({{"do", "delivery"}, {"status", "refused"}, {"detail", "no"}});
  keep();
  customer.act({{"do", "receipt"},
                {"receipt",
                 {{"id", first_id},
                  {"code", "x"},
                  {"submission_sha256", "x"},
                  {"policy_sha256", "x"},
                  {"received_at", "x"}}}});
  keep();
  Customer consulting;
  consulting.start("consultation");
  sessions.push_back(consulting.session);
  consulting.reach_review(consultation_fields());
  sessions.push_back(consulting.session);
  return sessions;
}

std::string place_of_edit(const Session& session, const std::string& pointer,
                          const std::string& value) {
  const Json json = session_to_json(session);
  const Json edited = value.empty() ? without(json, pointer) : with(json, pointer, json_of(value));
  return place_of(parse_session(edited, company().policy));
}

}  // namespace

TEST_CASE("a session is read back as it was written, at every point of the way") {
  for (const Session& session : sessions_on_the_way()) {
    const auto again = parse_session(json_of(text_of(session)), company().policy);
    REQUIRE_MESSAGE(again, line_of(again));
    CHECK(text_of(again.value()) == text_of(session));
  }
}

TEST_CASE("a session of another shape is refused") {
  const Session fresh = start_session(company().policy);
  CHECK_FALSE(parse_session(Json(), company().policy));
  CHECK_FALSE(parse_session(Json::array(), company().policy));
  const std::tuple<std::string, std::string, std::string> edits[] = {
      {"/extra", "1", "/extra"},
      {"/flow", "", "/flow"},
      {"/flow", "\"sales\"", ""},
      {"/step", "5", "/step"},
      {"/step", "\"nowhere\"", ""},
      {"/step", "\"sent\"", ""},
      {"/return_to", "\"need\"", ""},
      {"/return_to", "", "/return_to"},
      {"/focus", "7", "/focus"},
      {"/attempted", "\"true\"", "/attempted"},
      {"/inputs", "", "/inputs"},
      {"/inputs", "5", "/inputs"},
      {"/inputs/nobody", "\"x\"", "/inputs/nobody"},
      {"/inputs/name", "5", "/inputs/name"},
      {"/acts", "", "/acts"},
      {"/acts/name", "{}", "/acts/name/language"},
      {"/acts/nobody", R"({"language":"vi","at":"2026-11-22T09:00:00Z"})", "/acts/nobody"},
      {"/submission", "\"{}\"", ""},
      {"/submission", "5", "/submission"},
      {"/delivery", "\"lost\"", ""},
  };
  for (const auto& [pointer, value, place] : edits) {
    CAPTURE(pointer);
    CAPTURE(value);
    CHECK(place_of_edit(fresh, pointer, value) == place);
  }
}

TEST_CASE("a consent without its act, or an act without its consent, is refused") {
  Customer customer;
  customer.reach_verdict();
  customer.reach_review();
  const Session& session = customer.session;
  CHECK(place_of_edit(session, "/acts/data_storage_consent", "").empty());
  CHECK(place_of_edit(session, "/acts/contact_consent", "").empty());
  CHECK(place_of_edit(session, "/inputs/data_storage_consent", "\"false\"").empty());
  CHECK(place_of_edit(session, "/inputs/contact_consent", "").empty());
  CHECK(place_of_edit(session, "/acts/contact_consent/at", "\"now\"") == "/acts/contact_consent");
  CHECK(place_of_edit(session, "/acts/contact_consent/language", "\"fr\"") ==
        "/acts/contact_consent");
}

TEST_CASE("a session that no action could have made is refused") {
  Customer consulting;
  consulting.start("consultation");
  CHECK(place_of_edit(consulting.session, "/step", "\"need\"").empty());
  CHECK(place_of_edit(consulting.session, "/step", "\"verdict\"").empty());
  CHECK(place_of_edit(consulting.session, "/return_to", "\"verdict\"").empty());
  const Session fresh = start_session(company().policy);
  CHECK(place_of_edit(fresh, "/delivery", "\"received\"").empty());
  Customer sent;
  sent.reach_verdict();
  sent.reach_review();
  sent.submit();
  CHECK(place_of_edit(sent.session, "/delivery", "\"none\"").empty());
  CHECK(place_of_edit(sent.session, "/step", "\"review\"").empty());
  CHECK(place_of_edit(sent.session, "/submission", "\"\"").empty());
}

TEST_CASE("an input that no control could have sent is refused") {
  const Session fresh = start_session(company().policy);
  const auto place = [&](const char* id, const char* value) {
    const std::string pointer = std::string("/inputs/") + id;
    return place_of_edit(fresh, pointer, value);
  };
  CHECK(place("request_kind", "\"other\"") == "/inputs/request_kind");
  CHECK(place("request_kind", "\"unknown\"") == "/inputs/request_kind");
  CHECK(place("data_storage_consent", "\"unknown\"") == "/inputs/data_storage_consent");
  CHECK(place("owner_verified", "\"yes\"") == "/inputs/owner_verified");
  CHECK(place("owner_verified", "\"\"") == "/inputs/owner_verified");
  CHECK(place("owner_verified", "\"unknown\"") == "no error");
  CHECK(place("prior_guidance_count", "\"many\"") == "no error");
}
