// The receipt as the customer keeps it: why the verdict is what it is, what was agreed to word for
// word, and all of it as it was when it was sent.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/digest.hpp"
#include "customer.hpp"
#include "rules/report.hpp"
#include "submission/submission.hpp"

using namespace precall;
using namespace precall::test;

namespace {

Customer received(const Inputs& inputs, const std::string& at) {
  Customer customer;
  customer.reach_verdict(inputs);
  customer.reach_review();
  customer.submit();
  const Json submission = json_of(customer.session.submission);
  PolicyBook book;
  book.by_digest.emplace(company().policy.sha256, company());
  const auto examined =
      examine_submission(submission, customer.session.submission, book, instant_of(at));
  REQUIRE_MESSAGE(examined, line_of(examined));
  customer.act({{"do", "receipt"},
                {"receipt",
                 {{"format", "precall.receipt/1"},
                  {"id", first_id},
                  {"code", receipt_code(first_id)},
                  {"submission_sha256", sha256_hex(customer.session.submission)},
                  {"policy_sha256", company().policy.sha256},
                  {"verdict", *examined->verdict},
                  {"received_at", at}}}});
  return customer;
}

Inputs two_reasons() {
  Inputs inputs = eligible_inputs();
  inputs["unpaid_costs"] = "one";
  inputs["prior_guidance_count"] = "5";
  return inputs;
}

const ReviewGroup* group_of(const Screen& screen, const std::string& heading) {
  const auto found = std::find_if(screen.review.begin(), screen.review.end(),
                                  [&](const ReviewGroup& g) { return g.heading == heading; });
  return found == screen.review.end() ? nullptr : &*found;
}

std::string value_of(const Screen& screen, const std::string& label) {
  for (const ReviewRow& row : screen.receipt->rows) {
    if (row.label == label) return row.value;
  }
  return "no such row";
}

}  // namespace

TEST_CASE("the receipt says when, under which conditions, with which result and digest") {
  const Customer customer = received(eligible_inputs(), "2026-11-22T09:07:08+07:00");
  const Screen screen = customer.screen();
  CHECK(screen.receipt->code == receipt_code(first_id));
  CHECK(value_of(screen, "Tiếp nhận") == "22/11/2026 09:07");
  CHECK(value_of(screen, "Kết quả") == "Đủ điều kiện");
  CHECK(value_of(screen, "Quy định") == "bản ngày 15/12/2023");
  CHECK(value_of(screen, "Mã băm SHA-256") == sha256_hex(customer.session.submission));
  CHECK(group_of(screen, "Vì sao") == nullptr);
}

TEST_CASE("the receipt gives each reason of the result, with its clauses") {
  Customer customer = received(two_reasons(), "2026-11-22T09:07:08+07:00");
  for (const Language language : {Language::vi, Language::en}) {
    customer.language = language;
    const ReviewGroup* reasons =
        group_of(customer.screen(), language == Language::vi ? "Vì sao" : "Why");
    CHECK(reasons != nullptr);
  }
  customer.language = Language::vi;
  const Screen screen = customer.screen();
  const ReviewGroup* reasons = group_of(screen, "Vì sao");
  REQUIRE(reasons != nullptr);
  const Json sent = json_of(customer.session.submission);
  REQUIRE(sent["verdict"]["reasons"].size() >= 2);
  REQUIRE(reasons->rows.size() == sent["verdict"]["reasons"].size());
  const Policy& policy = company().policy;
  const Answers answers = answers_of(policy, sent["answers"]);
  for (std::size_t i = 0; i < reasons->rows.size(); ++i) {
    const auto rule = std::find_if(policy.rules.begin(), policy.rules.end(), [&](const Rule& each) {
      return is_string(sent["verdict"]["reasons"][i], each.id);
    });
    REQUIRE(rule != policy.rules.end());
    CHECK(reasons->rows[i].value ==
          rule_message(policy, *rule, answers, day_of("2026-11-22"), Language::vi));
    for (std::size_t clause : rule->quotes) {
      CHECK(reasons->rows[i].label.find(policy.clauses[clause].label.vi) != std::string::npos);
    }
    CHECK(reasons->rows[i].label.ends_with(policy.clauses[rule->clause].label.vi));
  }
}

TEST_CASE("the receipt repeats what was agreed to, word for word, and when") {
  Customer customer = received(eligible_inputs(), "2026-11-22T09:07:08+07:00");
  customer.language = Language::en;  // what was agreed to in Vietnamese stays so
  const Screen screen = customer.screen();
  const ReviewGroup* consents = group_of(screen, "Agreed to");
  REQUIRE(consents != nullptr);
  const Json sent = json_of(customer.session.submission);
  REQUIRE(consents->rows.size() == sent["consents"].size());
  REQUIRE(consents->rows.size() >= 2);
  for (std::size_t i = 0; i < consents->rows.size(); ++i) {
    CHECK(is_string(sent["consents"][i]["text"], consents->rows[i].value));
    CHECK(consents->rows[i].label == "22/11/2026 09:00");
    CHECK(consents->rows[i].language == "vi");
  }
  CHECK(customer.screen_json()["review"].dump().find(R"("language":"vi")") != std::string::npos);
}

TEST_CASE("the receipt of a consultation has consents and no reasons") {
  Customer customer;
  customer.start("consultation");
  customer.reach_review(consultation_fields());
  customer.submit();
  customer.act({{"do", "receipt"},
                {"receipt",
                 {{"id", first_id},
                  {"code", receipt_code(first_id)},
                  {"submission_sha256", sha256_hex(customer.session.submission)},
                  {"policy_sha256", company().policy.sha256},
                  {"verdict", nullptr},
                  {"received_at", "2026-11-22T09:07:08+07:00"}}}});
  const Screen screen = customer.screen();
  CHECK(group_of(screen, "Vì sao") == nullptr);
  CHECK(value_of(screen, "Kết quả") == "no such row");
  REQUIRE(group_of(screen, "Đã đồng ý") != nullptr);
  CHECK(group_of(screen, "Đã đồng ý")->rows.size() == 2);
}

TEST_CASE("a receipt page left open for years still shows what was sent") {
  for (const Inputs& inputs : {eligible_inputs(), two_reasons()}) {
    Customer customer = received(inputs, "2026-11-22T09:07:08+07:00");
    const std::string shown = canonical(customer.screen_json());
    customer.at = "2040-03-01T09:00:00+07:00";  // when conditions are not met any more
    CHECK(canonical(customer.screen_json()) == shown);
  }
}

TEST_CASE("a stored session whose frozen bytes are not a submission shows no consents") {
  Customer customer = received(eligible_inputs(), "2026-11-22T09:07:08+07:00");
  for (const std::string bytes : {"not JSON", "[]", R"({"consents":7})", R"({"consents":[7]})",
                                  R"({"created_at":"yesterday"})"}) {
    CAPTURE(bytes);
    customer.session.submission = bytes;
    const Screen screen = customer.screen();
    CHECK(screen.receipt->status == Delivery::received);
    const ReviewGroup* consents = group_of(screen, "Đã đồng ý");
    if (consents != nullptr) {
      for (const ReviewRow& row : consents->rows) CHECK(row.value.empty());
    }
  }
}
