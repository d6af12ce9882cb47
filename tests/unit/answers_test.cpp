// Answers as JSON: every type read and written, every mistake named with its place.
#include "rules/answers.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

Result<Answers> parse(std::string_view text) {
  return parse_answers(json_of(text), "", company().policy);
}

}  // namespace

TEST_CASE("answers that are absent, null or unknown are open") {
  for (const std::string text :
       {"{}", R"({"owner_verified":null})", R"({"owner_verified":"unknown"})",
        R"({"unpaid_costs":"unknown","prior_guidance_count":"unknown"})",
        R"({"service_expiry_date":"unknown"})"}) {
    CAPTURE(text);
    const auto answers = parse(text);
    REQUIRE(answers);
    for (const auto& answer : answers.value()) CHECK_FALSE(answer.has_value());
  }
}

TEST_CASE("every answer is written as it was read") {
  const Policy& policy = company().policy;
  Json json = with(eligible_answers(), "/sales_designation", false);
  json["prior_guidance_count"] = 1000;
  json["unpaid_costs"] = "all";
  json["service_expiry_date"] = "2024-02-29";
  const Answers answers = answers_of(policy, json);
  Json written = Json::object();
  for (std::size_t q = 0; q < answers.size(); ++q) {
    REQUIRE(answers[q].has_value());
    written[policy.questions[q].id] = answer_to_json(policy.questions[q], *answers[q]);
  }
  CHECK(written == json);
}

TEST_CASE("an answer of another type or out of range is refused with its place and the choices") {
  const std::pair<std::string, std::string> mistakes[] = {
      {R"({"owner_verified":1})", "/owner_verified"},
      {R"({"owner_verified":"true"})", "/owner_verified"},
      {R"({"owner_verified":""})", "/owner_verified"},
      {R"({"owner_verified":"Unknown"})", "/owner_verified"},
      {R"({"owner_verified":[]})", "/owner_verified"},
      {R"({"owner_verified":{}})", "/owner_verified"},
      {R"({"request_kind":"other"})", "/request_kind"},
      {R"({"request_kind":true})", "/request_kind"},
      {R"({"request_kind":0})", "/request_kind"},
      {R"({"unpaid_costs":"None"})", "/unpaid_costs"},
      {R"({"prior_guidance_count":-1})", "/prior_guidance_count"},
      {R"({"prior_guidance_count":1001})", "/prior_guidance_count"},
      {R"({"prior_guidance_count":"1"})", "/prior_guidance_count"},
      {R"({"prior_guidance_count":true})", "/prior_guidance_count"},
      {R"({"service_expiry_date":"2026-02-30"})", "/service_expiry_date"},
      {R"({"service_expiry_date":"2026-2-3"})", "/service_expiry_date"},
      {R"({"service_expiry_date":"22/11/2026"})", "/service_expiry_date"},
      {R"({"service_expiry_date":"1969-12-31"})", "/service_expiry_date"},
      {R"({"service_expiry_date":"2200-01-01"})", "/service_expiry_date"},
      {R"({"service_expiry_date":20779})", "/service_expiry_date"},
  };
  for (const auto& [text, place] : mistakes) {
    CAPTURE(text);
    const auto answers = parse(text);
    CHECK(place_of(answers) == place);
    if (answers) continue;
    CHECK(answers.error().remedy.find("\"unknown\"") != std::string::npos);
  }
  CHECK(line_of(parse(R"({"unpaid_costs":"some"})")).find("\"none\" \"one\" \"part\" \"all\"") !=
        std::string::npos);
  CHECK(line_of(parse(R"({"prior_guidance_count":-1})")).find("0 to 1000") != std::string::npos);
}

TEST_CASE("a question that the policy does not ask is refused by name") {
  CHECK(place_of(parse(R"({"password":"x"})")) == "/password");
  CHECK(place_of(parse(R"({"a/b":true})")) == "/a~1b");
  CHECK(place_of(parse(R"({"":true})")) == "/");
  CHECK(place_of(parse(R"({"password":null})")) == "/password");
}

TEST_CASE("answers that are not an object are refused") {
  for (const std::string text : {"[]", "null", "true", "\"unknown\"", "1"}) {
    CAPTURE(text);
    CHECK(line_of(parse(text)).find("not an object of answers") != std::string::npos);
  }
  CHECK(place_of(parse_answers(json_of("[]"), "/answers", company().policy)) == "/answers");
  CHECK(place_of(parse_answers(json_of(R"({"owner_verified":3})"), "/answers", company().policy)) ==
        "/answers/owner_verified");
}
