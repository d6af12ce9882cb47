// The receiver's check of a submission: an honest one passes, and everything that can be checked
// is checked, wherever it was tampered with.
#include "submission/submission.hpp"

#include <doctest/doctest.h>

#include "base/digest.hpp"
#include "submission_support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

struct Tampering {
  std::string pointer;
  std::string value;  // empty: removed
  std::string place;
};

void check(const Json& honest, const Tampering& tampering) {
  CAPTURE(tampering.pointer);
  CAPTURE(tampering.value);
  const Json tampered = tampering.value.empty()
                            ? without(honest, tampering.pointer)
                            : with(honest, tampering.pointer, json_of(tampering.value));
  const auto examined = examine(tampered);
  CHECK(place_of(examined) == tampering.place);
  if (!examined) CHECK_FALSE(examined.error().remedy.empty());
}

}  // namespace

TEST_CASE("an honest submission passes and is judged again") {
  const auto examined = examine(honest_submission());
  REQUIRE_MESSAGE(examined, line_of(examined));
  CHECK(examined->id == first_id);
  CHECK(examined->form == "support_request");
  CHECK(examined->policy_known);
  CHECK(examined->policy_sha256 == company().policy.sha256);
  CHECK(examined->claim_agrees);
  CHECK(examined->verdict == "eligible");
  CHECK(examined->own == honest_submission()["verdict"]);
  CHECK(examined->current == examined->own);
  CHECK(examined->verify == json_of(R"(["owner_verified", "admin_account", "prior_guidance_count",
                                        "unpaid_costs", "service_expiry_date"])"));
}

TEST_CASE("submissions with every kind of verdict pass") {
  const std::tuple<std::string, std::string, std::string> ways[] = {
      {"prior_guidance_count", "5", "may_be_refused"},
      {"owner_verified", "false", "conditions_not_met"},
      {"service_expiry_date", "unknown", "undetermined"}};
  for (const auto& [id, value, verdict] : ways) {
    Inputs inputs = eligible_inputs();
    inputs[id] = value;
    const Json submission = honest_submission(inputs);
    const auto examined = examine(submission);
    REQUIRE_MESSAGE(examined, line_of(examined));
    CHECK(examined->verdict == verdict);
    CHECK(examined->claim_agrees);
  }
}

TEST_CASE("an honest consultation passes without a verdict") {
  const auto examined = examine(honest_consultation());
  REQUIRE_MESSAGE(examined, line_of(examined));
  CHECK(examined->form == "consultation");
  CHECK_FALSE(examined->verdict.has_value());
  CHECK(examined->own.is_null());
  CHECK(examined->verify.is_null());
}

TEST_CASE("a submission whose head was tampered with is refused") {
  const Tampering tamperings[] = {
      {"/format", "", "/format"},
      {"/format", "\"precall.submission/2\"", "/format"},
      {"/extra", "1", "/extra"},
      {"/id", "", "/id"},
      {"/id", "\"7\"", "/id"},
      {"/id", "\"0C1B6A52-6A4E-4F0E-9D53-0F4B1C2D3E4F\"", "/id"},
      {"/nonce", "\"\"", "/nonce"},
      {"/nonce", "\"0123456789abcdef0123456789abcdeg\"", "/nonce"},
      {"/form", "\"complaint\"", "/form"},
      {"/form", "5", "/form"},
      {"/language", "\"fr\"", "/language"},
      {"/created_at", "\"2026-11-22T09:00:00\"", "/created_at"},
      {"/created_at", "", "/created_at"},
      {"/client", "\"browser\"", "/client"},
      {"/client/name", "\"\"", "/client/name"},
      {"/client/extra", "1", "/client/extra"},
      {"/policy", "", "/policy"},
      {"/policy/id", "", "/policy/id"},
      {"/policy/id", "\"another\"", "/policy/id"},
      {"/policy/version", "\"2020-01-01\"", "/policy/version"},
      {"/policy/sha256", "\"abc\"", "/policy/sha256"},
      {"/policy/sha256", "\"zz1ad9f6b6d8f8a4a1b1f2d7a3b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8\"",
       "/policy/sha256"},
      {"/policy/extra", "1", "/policy/extra"},
  };
  const Json honest = honest_submission();
  for (const Tampering& tampering : tamperings) check(honest, tampering);
  const std::string long_name = "\"" + std::string(201, 'x') + "\"";
  check(honest, {"/client/name", long_name, "/client/name"});
}

TEST_CASE("a submission whose answers were tampered with is refused") {
  const Tampering tamperings[] = {
      {"/answers", "", "/answers"},
      {"/answers", "[]", "/answers"},
      {"/answers/password", "\"x\"", "/answers/password"},
      {"/answers/owner_verified", "\"yes\"", "/answers/owner_verified"},
      {"/answers/owner_verified", "[true]", "/answers/owner_verified"},
      {"/answers/prior_guidance_count", "1001", "/answers/prior_guidance_count"},
      {"/answers/service_expiry_date", "\"2026-02-30\"", "/answers/service_expiry_date"},
      {"/answers/unpaid_costs", "\"some\"", "/answers/unpaid_costs"},
  };
  const Json honest = honest_submission();
  for (const Tampering& tampering : tamperings) check(honest, tampering);
  check(honest_consultation(), {"/answers/owner_verified", "true", "/answers"});
}

TEST_CASE("a submission whose claimed verdict has another shape is refused") {
  const Tampering tamperings[] = {
      {"/verdict", "", "/verdict"},
      {"/verdict", "\"eligible\"", "/verdict"},
      {"/verdict", "[]", "/verdict"},
      {"/verdict", "null", "/verdict"},
      {"/verdict/extra", "\"anything\"", "/verdict/extra"},
      {"/verdict/verdict", "\"perfect\"", "/verdict/verdict"},
      {"/verdict/settled", "\"yes\"", "/verdict/settled"},
      {"/verdict/reasons", "{}", "/verdict/reasons"},
      {"/verdict/reasons", "[5]", "/verdict/reasons/0"},
      {"/verdict/unknown", "", "/verdict/unknown"},
      {"/verdict/valid_until", "\"soon\"", "/verdict/valid_until"},
      {"/verdict/follow_up", "\"documents\"", "/verdict/follow_up"},
  };
  const Json honest = honest_submission();
  for (const Tampering& tampering : tamperings) check(honest, tampering);
  check(honest_consultation(), {"/verdict", canonical(honest["verdict"]), "/verdict"});
}

TEST_CASE("a submission whose fields were tampered with is refused") {
  const Tampering tamperings[] = {
      {"/fields", "", "/fields"},
      {"/fields", "[]", "/fields"},
      {"/fields/name", "", "/fields/name"},
      {"/fields/name", "\"\"", "/fields/name"},
      {"/fields/name", "\" Lan\"", "/fields/name"},
      {"/fields/name", "5", "/fields/name"},
      {"/fields/phone", "", "/fields/phone"},
      {"/fields/phone", "\"0912345678\"", "/fields/phone"},
      {"/fields/phone", "\"+84123\"", "/fields/phone"},
      {"/fields/email", "\"ten\"", "/fields/email"},
      {"/fields/website", "\"Example.com\"", "/fields/website"},
      {"/fields/message", R"("a\r\nb")", "/fields/message"},
      {"/fields/password", "\"x\"", "/fields/password"},
      {"/fields/contact_consent", "\"true\"", "/fields/contact_consent"},
      {"/fields/storage_consent", "\"true\"", "/fields/storage_consent"},
  };
  const Json honest = honest_submission();
  for (const Tampering& tampering : tamperings) check(honest, tampering);
  const std::string longer = "\"" + repeated("ệ", 4001) + "\"";
  check(honest, {"/fields/message", longer, "/fields/message"});
}

TEST_CASE("consents are in the very words of the policy, with their digest, and once") {
  const Json honest = honest_submission();
  const std::string storage = consent(honest, "data_storage_consent");
  const std::string contact = consent(honest, "contact_consent");
  const auto place = [&](const Json& tampered) { return place_of(examine(tampered)); };
  CHECK(place(with(honest, storage + "/text", "I agree")) == storage + "/text_sha256");
  CHECK(place(with(honest, storage + "/text_sha256", std::string(64, '0'))) ==
        storage + "/text_sha256");
  Json reworded = with(honest, storage + "/text", "I agree");
  reworded = with(reworded, storage + "/text_sha256", sha256_hex("I agree"));
  CHECK(place(reworded) == storage + "/text");
  CHECK(place(with(honest, storage + "/language", "en")) == storage + "/text");
  CHECK(place(with(honest, storage + "/language", "fr")) == storage + "/language");
  CHECK(place(with(honest, storage + "/at", "yesterday")) == storage + "/at");
  CHECK(place(with(honest, storage + "/extra", 1)) == storage + "/extra");
  CHECK(place(with(honest, storage + "/id", "owner_verified")) == storage + "/id");
  const Json doubled = with(honest, "/consents/-", honest[Json::json_pointer(contact)]);
  CHECK(place(doubled) == "/consents/" + std::to_string(honest["consents"].size()) + "/id");
}

TEST_CASE("without one of its two consents nothing is taken") {
  const Json honest = honest_submission();
  const auto line = [&](const Json& tampered) { return line_of(examine(tampered)); };
  CHECK(line(without(honest, consent(honest, "contact_consent")))
            .find("/consents: the consent contact_consent is missing") == 0);
  // The answer says yes, but the evidence is not there.
  CHECK(line(without(honest, consent(honest, "data_storage_consent"))).find("/consents: ") == 0);
  // The answer says no: the evidence contradicts it, and without it the consent is missing.
  const Json declined = with(honest, "/answers/data_storage_consent", false);
  CHECK(line(declined).find(consent(honest, "data_storage_consent") + "/id") == 0);
  CHECK(line(without(declined, consent(honest, "data_storage_consent")))
            .find("/consents: the consent data_storage_consent is missing") == 0);
  const Json unsure = with(honest, "/answers/data_storage_consent", "unknown");
  CHECK_FALSE(examine(unsure));
  CHECK(place_of(examine(with(honest, "/consents", Json::array()))) == "/consents");
  CHECK(place_of(examine(without(honest, "/consents"))) == "/consents");
  const Json consultation = honest_consultation();
  for (const std::string id : {"storage_consent", "contact_consent"}) {
    CHECK(place_of(examine(without(consultation, consent(consultation, id)))) == "/consents");
  }
}

TEST_CASE("a consent of one form is none of the other") {
  const Json support = honest_submission();
  const Json consultation = honest_consultation();
  const std::string contact = consent(support, "contact_consent");
  const Json swapped = with(
      support, contact, consultation[Json::json_pointer(consent(consultation, "contact_consent"))]);
  CHECK(place_of(examine(swapped)) == contact + "/text");
}

TEST_CASE("bytes that are not the canonical form are refused") {
  const Json honest = honest_submission();
  const std::string bytes = canonical(honest);
  const auto place = [&](const std::string& text) {
    return line_of(examine_submission(honest, text, company_book(), receiving_time));
  };
  CHECK(place(bytes) == "no error");
  for (const std::string& text : {bytes + "\n", " " + bytes, honest.dump(1)}) {
    CHECK(place(text).find("not in canonical form") == 0);
  }
}

TEST_CASE("the code of a receipt is the first 50 bits of the id's digest in Crockford's base 32") {
  CHECK(receipt_code(first_id) == "4CCH-D0XQ-10");
  CHECK(receipt_code(second_id) == "0Z3T-8491-NH");
  CHECK(receipt_code("00000000-0000-4000-8000-000000000000") == "VE05-BR70-61");
  CHECK(receipt_code("ffffffff-ffff-4fff-bfff-ffffffffffff") == "CV3A-1M94-GN");
}
