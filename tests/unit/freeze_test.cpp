// Frozen submissions: what is in them, in which form, and that freezing is a pure function.
#include "submission/freeze.hpp"

#include <doctest/doctest.h>

#include "base/digest.hpp"
#include "customer.hpp"
#include "submission/consent.hpp"

using namespace precall;
using namespace precall::test;

namespace {

Json frozen(const Inputs& inputs, Language language = Language::vi) {
  Customer customer;
  customer.language = language;
  customer.reach_verdict(inputs);
  customer.reach_review();
  customer.submit();
  return json_of(customer.session.submission);
}

}  // namespace

TEST_CASE("a frozen submission has the members of its format and no others") {
  const Json submission = frozen(eligible_inputs());
  std::string keys;
  for (const auto& item : submission.items()) keys += item.key() + " ";
  CHECK(keys ==
        "answers client consents created_at fields form format id language nonce policy verdict ");
  CHECK(is_string(submission["format"], "precall.submission/1"));
  CHECK(is_string(submission["id"], first_id));
  CHECK(is_string(submission["nonce"], std::string(32, 'a')));
  CHECK(is_string(submission["form"], "support_request"));
  CHECK(is_string(submission["created_at"], "2026-11-22T09:00:00+07:00"));
  CHECK(canonical(submission["client"]) == R"({"name":"tests","version":"1"})");
  CHECK(is_string(submission["policy"]["sha256"], company().policy.sha256));
  CHECK(is_string(submission["policy"]["version"], "2023-12-15"));
}

TEST_CASE("answers are sent typed, those not known as unknown, and only those asked") {
  Inputs inputs = eligible_inputs();
  inputs["request_kind"] = "full_guidance";
  inputs["sales_designation"] = "unknown";
  inputs["prior_guidance_count"] = "2";
  const Json answers = frozen(inputs)["answers"];
  CHECK(answers["owner_verified"] == Json(true));
  CHECK(is_string(answers["request_kind"], "full_guidance"));
  CHECK(is_string(answers["sales_designation"], "unknown"));
  CHECK(answers["prior_guidance_count"] == Json(2));
  CHECK(is_string(answers["service_expiry_date"], "2027-06-30"));
  CHECK(answers.size() == 14);
  CHECK_FALSE(frozen(eligible_inputs())["answers"].contains("sales_designation"));
}

TEST_CASE("the verdict sent is the verdict shown") {
  Inputs inputs = eligible_inputs();
  inputs["prior_guidance_count"] = "2";
  inputs["unpaid_costs"] = "unknown";
  CHECK(canonical(frozen(inputs)["verdict"]) ==
        R"({"follow_up":["documents"],"reasons":["guidance_repeated"],"settled":true,)"
        R"("unknown":["unpaid_costs"],"valid_until":null,"verdict":"may_be_refused"})");
  CHECK(is_string(frozen(eligible_inputs())["verdict"]["valid_until"], "2027-07-10"));
}

TEST_CASE("fields are sent normalized and empty ones are left out") {
  const Json fields = frozen(eligible_inputs())["fields"];
  CHECK(is_string(fields["phone"], "+84912345678"));
  CHECK(is_string(fields["website"], "www.example.com"));
  CHECK(is_string(fields["message"], "Không gửi được thư.\nBáo lỗi 550."));
  for (const std::string absent :
       {"email", "contract_number", "admin_username", "contact_consent"}) {
    CHECK_FALSE(fields.contains(absent));
  }
}

TEST_CASE("every consent given is sent with its words, their digest, its language and time") {
  for (const Language language : all_languages) {
    const Json consents = frozen(eligible_inputs(), language)["consents"];
    CHECK(consents.size() == 8);  // seven questions and being contacted
    for (const Json& consent : consents) {
      const std::string text = consent["text"];
      CHECK(text == consent_text(company().policy, company().policy.support,
                                 consent["id"].get<std::string>(), language));
      CHECK(is_string(consent["text_sha256"], sha256_hex(text)));
      CHECK(is_string(consent["language"], name_of(language)));
      CHECK(is_string(consent["at"], "2026-11-22T09:00:00+07:00"));
    }
  }
}

TEST_CASE("a consent that was declined is not among the consents") {
  Inputs inputs = eligible_inputs();
  inputs["remote_control_consent"] = "false";
  const Json submission = frozen(inputs);
  CHECK(submission["consents"].size() == 7);
  CHECK(submission["answers"]["remote_control_consent"] == Json(false));
}

TEST_CASE("ids and nonces are recognized by their form") {
  CHECK(is_uuid(first_id));
  for (const std::string text :
       {"", "0c1b6a52-6a4e-4f0e-9d53-0f4b1c2d3e4", "0c1b6a526a4e4f0e9d530f4b1c2d3e4f",
        "0C1B6A52-6A4E-4F0E-9D53-0F4B1C2D3E4F", "0c1b6a52-6a4e-4f0e-9d53-0f4b1c2d3e4g",
        "0c1b6a52-6a4e-4f0e-9d530-f4b1c2d3e4f", "0c1b6a52-6a4e-4f0e-9d53-0f4b1c2d3e4f0"}) {
    CAPTURE(text);
    CHECK_FALSE(is_uuid(text));
  }
  CHECK(is_nonce("0123456789abcdef0123456789abcdef"));
  CHECK_FALSE(is_nonce("0123456789ABCDEF0123456789ABCDEF"));
  CHECK_FALSE(is_nonce("0123456789abcdef0123456789abcde"));
  CHECK_FALSE(is_nonce("0123456789abcdef0123456789abcdef0"));
}
