// Verification: honest evidence holds; whatever is altered is found, and by the right check.
#include "submission/verify.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "session/verify_screen.hpp"
#include "submission_support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr const char* received_at = "2026-11-22T09:05:00+07:00";

std::string receipt_for(const Json& submission) {
  const auto examined = examine(submission);
  REQUIRE_MESSAGE(examined, line_of(examined));
  Json receipt = {{"format", "precall.receipt/1"},
                  {"id", submission["id"]},
                  {"code", receipt_code(submission["id"].get_ref<const std::string&>())},
                  {"submission_sha256", sha256_hex(canonical(submission))},
                  {"policy_sha256", company().policy.sha256},
                  {"verdict", nullptr},
                  {"received_at", received_at}};
  if (examined->verdict) receipt["verdict"] = *examined->verdict;
  return canonical(receipt);
}

std::string saved(const std::string& submission, const Json& receipt) {
  return canonical(
      {{"format", "precall.saved/1"}, {"receipt", receipt}, {"submission", submission}});
}

std::string saved(const Json& submission) {
  return saved(canonical(submission), json_of(receipt_for(submission)));
}

Verification verified(const std::vector<std::string_view>& files) {
  const auto gathered = gather_dossier(files);
  const auto* dossier = std::get_if<Dossier>(&gathered);
  REQUIRE(dossier != nullptr);
  return verify_dossier(*dossier);
}

FileProblem problem_of(const std::vector<std::string_view>& files) {
  const auto gathered = gather_dossier(files);
  const auto* fault = std::get_if<FileFault>(&gathered);
  REQUIRE(fault != nullptr);
  CHECK_FALSE(fault->error.remedy.empty());
  return fault->problem;
}

bool has(const Verification& verification, EvidencePoint point) {
  return std::any_of(verification.checks.begin(), verification.checks.end(),
                     [&](const EvidenceCheck& check) { return check.point == point; });
}

std::string points_of(const Verification& verification, Holds which) {
  std::string points;
  for (const EvidenceCheck& check : verification.checks) {
    if (holds(check.point) != which) continue;
    points += (points.empty() ? "" : " ") + std::string(name_of(check.point));
  }
  return points;
}

Json shown(const std::vector<std::string_view>& files, Language language = Language::vi) {
  const auto gathered = gather_dossier(files);
  const auto* dossier = std::get_if<Dossier>(&gathered);
  if (dossier == nullptr) return fault_to_json(*std::get_if<FileFault>(&gathered), language);
  return verification_to_json(*dossier, verify_dossier(*dossier), language);
}

}  // namespace

TEST_CASE("what was saved after sending verifies, whatever the verdict was") {
  const std::tuple<std::string, std::string> ways[] = {{"prior_guidance_count", "0"},
                                                       {"prior_guidance_count", "5"},
                                                       {"owner_verified", "false"},
                                                       {"service_expiry_date", "unknown"}};
  for (const auto& [id, value] : ways) {
    Inputs inputs = eligible_inputs();
    inputs[id] = value;
    const std::string file = saved(honest_submission(inputs));
    const Verification verification = verified({file, company_text()});
    CHECK(points_of(verification, Holds::yes) ==
          "receipt_whole bytes_same ids_same code_right request_whole consents_whole policy_here "
          "shown_right received_right");
    // Who gave the receipt is for its signature to say; see signing_test.cpp.
    CHECK(points_of(verification, Holds::open) == "signature_missing");
    CHECK(verification.checks.size() == 10);
    CHECK(verification.result() == Holds::open);
    CHECK(verification.sound);
  }
}

TEST_CASE("a consultation verifies, and has no verdict to check") {
  const std::string file = saved(honest_consultation());
  const Verification verification = verified({company_text(), file});
  CHECK(points_of(verification, Holds::no).empty());
  CHECK(verification.checks.size() == 8);
  const Json receipt =
      with(json_of(receipt_for(honest_consultation())), "/verdict", json_of("\"eligible\""));
  const std::string forged = saved(canonical(honest_consultation()), receipt);
  CHECK(points_of(verified({company_text(), forged}), Holds::no) == "received_wrong");
}

TEST_CASE("receipt and submission may be two files, in any order") {
  const Json submission = honest_submission();
  const std::string bytes = canonical(submission);
  const std::string receipt = receipt_for(submission);
  for (const auto& verification :
       {verified({receipt, bytes, company_text()}), verified({company_text(), bytes, receipt})}) {
    CHECK(points_of(verification, Holds::open) == "signature_missing");
    CHECK(points_of(verification, Holds::no).empty());
  }
}

TEST_CASE("an altered member of the receipt fails its own check") {
  const Json submission = honest_submission();
  const Json honest = json_of(receipt_for(submission));
  const std::string other(64, 'a');
  const std::tuple<std::string, std::string, std::string> alterations[] = {
      {"/format", "\"precall.receipt/9\"", "receipt_broken"},
      {"/received_at", "\"yesterday\"", "receipt_broken"},
      {"/received_at", "\"2040-06-30T09:05:00+07:00\"", "received_wrong"},
      {"/id", "\"" + std::string(second_id) + "\"", "ids_differ code_wrong"},
      {"/id", "7", "receipt_broken"},
      {"/code", "\"AAAA-BBBB-CC\"", "code_wrong"},
      {"/submission_sha256", "\"" + other + "\"", "bytes_differ"},
      {"/policy_sha256", "\"" + other + "\"", "policy_wrong"},
      {"/verdict", "\"conditions_not_met\"", "received_wrong"},
      {"/verdict", "\"perhaps\"", "received_wrong"},
      {"/verdict", "null", "received_wrong"},
      {"/verdict", "true", "receipt_broken"},
      {"/signature", "\"signed\"", "signature_broken"},
      {"/signature", "{\"key\":\"0123456789abcdef\",\"ed25519\":\"00\"}", "signature_broken"},
      {"/signature", "{\"key\":7}", "signature_broken"}};
  for (const auto& [pointer, value, found] : alterations) {
    CAPTURE(pointer);
    CAPTURE(value);
    const Json receipt = with(honest, pointer, json_of(value));
    const std::string file = saved(canonical(submission), receipt);
    CHECK(points_of(verified({file, company_text()}), Holds::no) == found);
  }
  for (const char* member : {"id", "code", "submission_sha256", "policy_sha256", "received_at"}) {
    const std::string file =
        saved(canonical(submission), without(honest, std::string("/") + member));
    CHECK(points_of(verified({file, company_text()}), Holds::no) == "receipt_broken");
  }
}

TEST_CASE("an altered member of the submission differs from what was received, and is named") {
  const Json submission = honest_submission();
  const Json receipt = json_of(receipt_for(submission));
  const std::string at = consent(submission, "contact_consent");
  const std::tuple<std::string, std::string, std::string> alterations[] = {
      {"/fields/name", "\"Somebody Else\"", ""},
      {"/answers/owner_verified", "false", "shown_wrong received_wrong"},
      {"/answers/prior_guidance_count", "9", "shown_wrong received_wrong"},
      {"/answers/prior_guidance_count", "-1", "request_broken"},
      {"/verdict/verdict", "\"undetermined\"", "shown_wrong"},
      {"/verdict/verdict", "\"maybe\"", "shown_broken"},
      {"/verdict/valid_until", "\"2027-01-01\"", "shown_wrong"},
      {"/language", "\"fr\"", "request_broken"},
      {"/created_at", "\"today\"", "request_broken"},
      {"/policy/version", "\"2024-01-01\"", "policy_wrong"},
      {"/policy/sha256", "\"" + std::string(64, 'b') + "\"", "policy_wrong"},
      {at + "/text", "\"Whatever you like.\"", "consents_broken"},
      {"/id", "\"" + std::string(second_id) + "\"", "ids_differ"}};
  for (const auto& [pointer, value, found] : alterations) {
    CAPTURE(pointer);
    CAPTURE(value);
    const std::string file = saved(canonical(with(submission, pointer, json_of(value))), receipt);
    const std::string failed = points_of(verified({file, company_text()}), Holds::no);
    CHECK(failed.starts_with("bytes_differ"));
    std::string rest = failed.substr(std::string_view("bytes_differ").size());
    if (!rest.empty()) rest.erase(0, 1);
    CHECK(rest == found);
  }
  const std::string file = saved(canonical(without(submission, at)), receipt);
  CHECK(points_of(verified({file, company_text()}), Holds::no) == "bytes_differ consents_broken");
}

TEST_CASE("consents whose words are not the policy's are found, also with a digest that fits") {
  Json submission = honest_submission();
  const std::string at = consent(submission, "contact_consent");
  submission = with(submission, at + "/text", Json("Anything."));
  submission = with(submission, at + "/text_sha256", Json(sha256_hex("Anything.")));
  const std::string file = saved(canonical(submission), nullptr);
  CHECK(points_of(verified({file, company_text()}), Holds::no) == "consents_broken");
}

TEST_CASE("no single altered byte of what was sent goes unnoticed") {
  const Json submission = honest_submission();
  const std::string bytes = canonical(submission);
  const Json receipt = json_of(receipt_for(submission));
  Random random(20261122);
  for (int i = 0; i < 200; ++i) {
    std::string altered = bytes;
    const std::size_t place = random.below(bytes.size());
    altered[place] = static_cast<char>(altered[place] == 'x' ? 'y' : 'x');
    CAPTURE(place);
    // A byte inside a character would not survive the JSON around it.
    if (static_cast<unsigned char>(bytes[place]) >= 0x80) continue;
    const std::string file = saved(altered, receipt);
    CHECK(has(verified({file, company_text()}), EvidencePoint::bytes_differ));
  }
}

TEST_CASE("without a receipt the rest is still checked") {
  const std::string alone = canonical(honest_submission());
  for (const std::string& file : {alone, saved(alone, nullptr)}) {
    const Verification verification = verified({file, company_text()});
    CHECK(verification.result() == Holds::open);
    CHECK(points_of(verification, Holds::open) == "receipt_missing");
    CHECK(has(verification, EvidencePoint::shown_right));
  }
}

TEST_CASE("without the policy it says so, and finds what can be found") {
  const Json submission = honest_submission();
  const std::string file = saved(submission);
  const Verification verification = verified({file});
  CHECK(points_of(verification, Holds::open) ==
        "signature_missing consents_unread policy_elsewhere verdict_unchecked");
  CHECK(verification.result() == Holds::open);
  CHECK_FALSE(verification.sound);
  CHECK(shown({file})["review"].size() == 3);  // answers, consents, details
  const Json other = with(company_json(), "/version", "2024-02-01");
  CHECK(has(verified({file, canonical(other)}), EvidencePoint::policy_elsewhere));
  const std::string forged =
      saved(canonical(with(submission, "/fields/name", "X")), json_of(receipt_for(submission)));
  CHECK(points_of(verified({forged}), Holds::no) == "bytes_differ");
}

TEST_CASE("clocks that disagree are told, and do not make it false") {
  const Json submission = honest_submission();
  Json receipt = json_of(receipt_for(submission));
  receipt["received_at"] = "2026-11-21T23:59:00+07:00";
  const std::string file = saved(canonical(submission), receipt);
  const Verification verification = verified({file, company_text()});
  CHECK(points_of(verification, Holds::open) == "signature_missing times_odd");
  CHECK(verification.result() == Holds::open);
}

TEST_CASE("files that cannot be verified are told by what is wrong with them") {
  const std::string submission = canonical(honest_submission());
  const std::string receipt = receipt_for(honest_submission());
  CHECK(problem_of({}) == FileProblem::no_request);
  CHECK(problem_of({receipt}) == FileProblem::no_request);
  CHECK(problem_of({company_text()}) == FileProblem::no_request);
  CHECK(problem_of({""}) == FileProblem::unreadable);
  CHECK(problem_of({"\x89PNG\r\n"}) == FileProblem::unreadable);
  CHECK(problem_of({R"({"format":"precall.saved/1"})"}) == FileProblem::unreadable);
  CHECK(problem_of({R"({"format":"precall.saved/1","submission":{}})"}) == FileProblem::unreadable);
  CHECK(problem_of({R"({"format":"precall.policy/1"})"}) == FileProblem::unreadable);
  CHECK(problem_of({repeated(" ", limits::evidence_bytes_max + 1)}) == FileProblem::unreadable);
  for (const std::string file : {"{}", "[]", "7", R"({"format":7})", R"({"format":"other/1"})"}) {
    CAPTURE(file);
    CHECK(problem_of({file}) == FileProblem::unknown);
  }
  CHECK(problem_of({submission, submission}) == FileProblem::second);
  CHECK(problem_of({saved(honest_submission()), receipt}) == FileProblem::second);
  const std::string text = canonical(shown({submission, "{}"}));
  CHECK(text.find(R"("file":1)") != std::string::npos);
}

TEST_CASE("a saved request that holds anything else than a request is broken, not a crash") {
  const Json receipt = json_of(receipt_for(honest_submission()));
  for (const std::string bytes :
       {"nonsense", "[]", "7", "null", R"("text")", "{}", R"({"policy":7,"consents":{}})",
        R"({"answers":[1],"fields":"x","consents":[[],{"text":7,"at":{}}]})"}) {
    CAPTURE(bytes);
    const std::string file = saved(bytes, receipt);
    for (const Language language : {Language::vi, Language::en}) {
      const Json json = shown({file, company_text()}, language);
      CHECK(is_string(json["holds"], "no"));
    }
    CHECK(has(verified({file, company_text()}), EvidencePoint::request_broken));
  }
  for (const std::string bad : {"7", "[]", R"("text")", "{}"}) {
    CAPTURE(bad);
    const std::string file = saved(canonical(honest_submission()), json_of(bad));
    CHECK(points_of(verified({file, company_text()}), Holds::no) == "receipt_broken");
  }
}

TEST_CASE("what was sent is shown as the receipt page showed it") {
  Customer customer;
  Inputs inputs = eligible_inputs();
  inputs["prior_guidance_count"] = "5";
  inputs["service_expiry_date"] = "unknown";
  customer.reach_verdict(inputs);
  customer.reach_review();
  customer.submit();
  const Json submission = json_of(customer.session.submission);
  const Json receipt = json_of(receipt_for(submission));
  customer.act({{"do", "receipt"}, {"receipt", receipt}});
  const std::string file = saved(customer.session.submission, receipt);
  for (const Language language : {Language::vi, Language::en}) {
    customer.language = language;
    const Json page = customer.screen_json();
    const Json json = shown({file, company_text()}, language);
    CHECK(json["review"] == page["review"]);
    CHECK(json["receipt"] == page["receipt"]);
  }
}

TEST_CASE("every check and every fault has words of its own in both languages") {
  std::vector<std::string> seen;
  for (const Language language : {Language::vi, Language::en}) {
    for (int p = 0; p <= static_cast<int>(EvidencePoint::times_odd); ++p) {
      const auto point = static_cast<EvidencePoint>(p);
      CAPTURE(name_of(point));
      const Verification one{{{point, "eligible", {}}}, nullptr, false, false};
      const Json json = verification_to_json({}, one, language);
      const std::string text = json["checks"][0]["text"];
      CHECK(text.size() > 10);
      CHECK(text.find('{') == std::string::npos);
      CHECK(std::count(seen.begin(), seen.end(), text) == 0);
      seen.push_back(text);
    }
    for (int p = 0; p <= static_cast<int>(FileProblem::no_request); ++p) {
      const Json json = fault_to_json({static_cast<FileProblem>(p), 0, {}}, language);
      const std::string text = json["fault"]["text"];
      CHECK(std::count(seen.begin(), seen.end(), text) == 0);
      seen.push_back(text);
    }
  }
}
