// Screens: everything a face shows is there, in both languages, and says what the session is.
#include "session/screen.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "customer.hpp"

using namespace precall;
using namespace precall::test;

namespace {

// A customer at every kind of screen that there is.
std::vector<Customer> customers_everywhere() {
  std::vector<Customer> result;
  Customer customer;
  const auto keep = [&] { result.push_back(customer); };
  Inputs inputs = eligible_inputs();
  inputs["request_kind"] = "full_guidance";
  inputs["sales_designation"] = "unknown";
  inputs["prior_guidance_count"] = "4";
  inputs["service_expiry_date"] = "01/11/2026";
  inputs["stays_responsive"] = "false";
  while (customer.session.step != step_verdict) {
    keep();
    customer.next();  // with errors
    keep();
    for (const Question& question : company().policy.questions) {
      if (has_control(customer.screen(), question.id)) {
        customer.input(question.id, inputs.at(question.id));
      }
    }
    customer.next();
  }
  keep();
  customer.next();
  keep();
  customer.next();
  keep();
  customer.reach_review();
  keep();
  customer.submit();
  keep();
  for (const std::string status : {"retrying", "refused"}) {
    customer.act({{"do", "delivery"}, {"status", status}, {"detail", "HTTP 500"}});
    keep();
  }
  customer.act({{"do", "receipt"},
                {"receipt",
                 {{"id", first_id},
                  {"code", "4CCH-D0XQ-10"},
                  {"submission_sha256", "x"},
                  {"policy_sha256", "x"},
                  {"verdict", "conditions_not_met"},
                  {"received_at", "2026-11-22T09:00:03+07:00"}}}});
  keep();
  customer = Customer();
  customer.start("consultation");
  keep();
  customer.next();
  keep();
  customer.reach_review(consultation_fields());
  keep();
  for (const auto& [id, value] :
       std::vector<std::pair<std::string, std::string>>{{"prior_guidance_count", "0"},
                                                        {"prior_guidance_count", "2"},
                                                        {"owner_verified", "unknown"},
                                                        {"data_storage_consent", "false"}}) {
    customer = Customer();
    Inputs other = eligible_inputs();
    other[id] = value;
    customer.reach_verdict(other);
    keep();
  }
  return result;
}

// Every text of the screen that stands under no key where it may be empty.
void check_texts(const Json& value, const std::string& key) {
  if (const auto* text = value.get_ptr<const std::string*>()) {
    CAPTURE(key);
    if (key != "value") CHECK_FALSE(text->empty());
    CHECK(text->find('{') == std::string::npos);
    CHECK(text->find('}') == std::string::npos);
  }
  if (!value.is_structured()) return;
  for (const auto& item : value.items()) {
    check_texts(item.value(), value.is_object() ? item.key() : key);
  }
}

}  // namespace

TEST_CASE("no screen has an empty text or a placeholder left in it, in either language") {
  for (Customer& customer : customers_everywhere()) {
    for (const Language language : all_languages) {
      customer.language = language;
      CAPTURE(customer.session.step);
      CAPTURE(name_of(language));
      check_texts(customer.screen_json(), "");
    }
  }
}

TEST_CASE("every screen has a heading, both languages to choose from, and the hotline") {
  for (Customer& customer : customers_everywhere()) {
    for (const Language language : all_languages) {
      customer.language = language;
      const Json screen = customer.screen_json();
      CAPTURE(customer.session.step);
      CHECK_FALSE(screen["heading"].get<std::string>().empty());
      CHECK(is_string(screen["contact"]["url"], "tel:+842839743179"));
      CHECK(screen["contact"]["label"].get<std::string>().find("08.3974 3179") !=
            std::string::npos);
      REQUIRE(screen["languages"].size() == 2);
      CHECK(is_string(screen["languages"][0]["label"], "Tiếng Việt"));
      CHECK(is_string(screen["languages"][1]["label"], "English"));
      CHECK(screen["languages"][language == Language::vi ? 0 : 1]["current"] == Json(true));
      CHECK(screen["languages"][language == Language::vi ? 1 : 0]["current"] == Json(false));
    }
  }
}

TEST_CASE("the same session at the same moment gives the same screen") {
  for (const Customer& customer : customers_everywhere()) {
    CHECK(canonical(customer.screen_json()) == canonical(customer.screen_json()));
  }
}

TEST_CASE("the first step alone shows the notice") {
  Customer customer;
  REQUIRE(customer.screen().notice.has_value());
  CHECK(customer.screen().notice->text.find("Nhằm đảm bảo quyền lợi") == 0);
  customer.input("request_kind", "unclear_points");
  customer.input("prior_guidance_count", "0");
  customer.next();
  CHECK_FALSE(customer.screen().notice.has_value());
}

TEST_CASE("a question shows its choices, yes before no, and not sure last where it may be") {
  Customer customer;
  const Control kind = control(customer.screen(), "request_kind");
  CHECK(kind.kind == ControlKind::radios);
  CHECK(kind.options.size() == 4);
  CHECK_FALSE(kind.options.back().unsure);
  CHECK(kind.clauses.size() == 3);
  CHECK_FALSE(kind.clauses_open);
  const Control count = control(customer.screen(), "prior_guidance_count");
  CHECK(count.kind == ControlKind::integer);
  CHECK_FALSE(count.unsure_label.empty());
  customer.input("request_kind", "full_guidance");
  const Control designation = control(customer.screen(), "sales_designation");
  REQUIRE(designation.options.size() == 3);
  CHECK(designation.options[0].value == "true");
  CHECK(designation.options[1].value == "false");
  CHECK(designation.options[2].value == unknown_input);
  CHECK(designation.options[2].unsure);
}

TEST_CASE("a question that an open one before it may rule out waits until that is answered") {
  Customer customer;
  CHECK_FALSE(has_control(customer.screen(), "sales_designation"));
  customer.input("request_kind", "unclear_points");
  CHECK_FALSE(has_control(customer.screen(), "sales_designation"));
  customer.input("request_kind", "full_guidance");
  CHECK(has_control(customer.screen(), "sales_designation"));
}

TEST_CASE("progress counts the questions that are asked and those answered") {
  Customer customer;
  customer.input("request_kind", "unclear_points");
  REQUIRE(customer.screen().progress.has_value());
  CHECK(customer.screen().progress->done == 1);
  CHECK(customer.screen().progress->total == 13);
  customer.input("prior_guidance_count", "unknown");
  CHECK(customer.screen().progress->done == 2);
  customer.input("prior_guidance_count", "many");
  CHECK(customer.screen().progress->done == 1);
  customer.input("request_kind", "full_guidance");
  CHECK(customer.screen().progress->total == 14);
}

TEST_CASE("errors are shown after an attempt to go on, beside their field and listed in order") {
  Customer customer;
  customer.input("prior_guidance_count", "1001");
  CHECK(customer.screen().errors.empty());
  CHECK(control(customer.screen(), "prior_guidance_count").error.empty());
  customer.next();
  Screen screen = customer.screen();
  REQUIRE(screen.errors.size() == 2);
  CHECK(screen.errors[0].id == "request_kind");
  CHECK(screen.errors[1].id == "prior_guidance_count");
  CHECK(screen.errors[1].text == control(screen, "prior_guidance_count").error);
  CHECK(screen.errors[1].text.find("1000") != std::string::npos);
  CHECK_FALSE(screen.errors_heading.empty());
  customer.input("prior_guidance_count", "3");
  CHECK(customer.screen().errors.size() == 1);
  customer.input("request_kind", "unclear_points");
  customer.next();
  CHECK(customer.screen().errors.empty());
}

TEST_CASE("every error of a form field says what to do, in both languages") {
  Customer customer;
  customer.reach_verdict();
  customer.next();
  for (const auto& [id, value] :
       std::vector<std::pair<std::string, std::string>>{{"phone", "01234567890"},
                                                        {"phone", "0439743179"},
                                                        {"phone", "0613123456"},
                                                        {"phone", "912345678"},
                                                        {"phone", "091234567"},
                                                        {"phone", "0283974317"},
                                                        {"phone", "abc"},
                                                        {"phone", "0112345678"},
                                                        {"phone", "+123"},
                                                        {"email", "ten"},
                                                        {"email", "tên@example.com"},
                                                        {"email", "a b@example.com"},
                                                        {"email", "a@b..c"},
                                                        {"website", "trang web"},
                                                        {"website", "trangweb"},
                                                        {"website", "a,b.vn"},
                                                        {"website", "a..vn"},
                                                        {"topic", std::string(201, 'x')},
                                                        {"topic", "a\x01"},
                                                        {"message", std::string(4001, 'x')},
                                                        {"name", ""},
                                                        {"contact_consent", ""}}) {
    CAPTURE(id);
    CAPTURE(value);
    customer.input(id, value);
    customer.next();
    REQUIRE(customer.session.step == step_form);
    std::string before;
    for (const Language language : all_languages) {
      customer.language = language;
      const std::string error = control(customer.screen(), id).error;
      CHECK_FALSE(error.empty());
      CHECK(error != before);
      CHECK(error.find('{') == std::string::npos);
      before = error;
    }
    customer.input(id, support_fields().count(id) != 0 ? support_fields().at(id) : "");
  }
}

TEST_CASE("the form shows its fields as the controls that browsers know") {
  Customer customer;
  customer.reach_verdict();
  customer.next();
  const Screen screen = customer.screen();
  CHECK(control(screen, "name").autocomplete == "name");
  CHECK(control(screen, "phone").kind == ControlKind::tel);
  CHECK(control(screen, "phone").autocomplete == "tel");
  CHECK(control(screen, "email").kind == ControlKind::email);
  CHECK_FALSE(control(screen, "email").optional_note.empty());
  CHECK(control(screen, "website").kind == ControlKind::url);
  CHECK(control(screen, "message").kind == ControlKind::textarea);
  CHECK(control(screen, "contact_consent").kind == ControlKind::checkbox);
  CHECK(control(screen, "contact_consent").optional_note.empty());
}

TEST_CASE("the review shows all that is sent, each with a way to change it") {
  Customer customer;
  Inputs inputs = eligible_inputs();
  inputs["unpaid_costs"] = "unknown";
  customer.reach_verdict(inputs);
  customer.reach_review();
  const Screen screen = customer.screen();
  std::size_t rows = 0;
  for (const ReviewGroup& group : screen.review) {
    CHECK_FALSE(group.heading.empty());
    for (const ReviewRow& row : group.rows) {
      ++rows;
      CAPTURE(row.id);
      CHECK_FALSE(row.value.empty());
      REQUIRE(row.change.has_value());
      Customer changing = customer;
      changing.go(row.change->step, row.change->focus);
      if (!row.id.empty()) {
        CHECK(has_control(changing.screen(), row.id));
        CHECK(changing.screen().focus == row.id);
      }
      changing.next();
      CHECK(changing.session.step == step_review);
    }
  }
  CHECK(rows == 13 + 1 + 9);  // questions, the verdict, and fields
  REQUIRE(action_of(screen, "submit") != nullptr);
  CHECK(action_of(screen, "submit")->role == "primary");
}

TEST_CASE("after sending, the screen shows the receipt's code and what was sent") {
  Customer customer;
  customer.reach_verdict();
  customer.reach_review();
  customer.submit();
  CHECK(customer.screen().receipt->status == Delivery::sending);
  customer.act({{"do", "receipt"},
                {"receipt",
                 {{"id", first_id},
                  {"code", "4CCH-D0XQ-10"},
                  {"submission_sha256", "x"},
                  {"policy_sha256", "x"},
                  {"verdict", "eligible"},
                  {"received_at", "2026-11-21T17:05:00Z"}}}});
  const Screen screen = customer.screen();
  CHECK(screen.receipt->status == Delivery::received);
  CHECK(screen.receipt->code == "4CCH-D0XQ-10");
  REQUIRE_FALSE(screen.receipt->rows.empty());
  CHECK(screen.receipt->rows[0].value == "22/11/2026 00:05");
  REQUIRE_FALSE(screen.review.empty());
  for (const ReviewGroup& group : screen.review) {
    for (const ReviewRow& row : group.rows) CHECK_FALSE(row.change.has_value());
  }
}

TEST_CASE("every button of every screen does what it says it does") {
  for (const Customer& customer : customers_everywhere()) {
    for (const Json& shown : customer.screen_json()["actions"]) {
      const Json& sends = shown["action"];
      CAPTURE(customer.session.step);
      CAPTURE(sends);
      Json action = sends;
      if (is_string(sends["do"], "submit")) {
        action["id"] = second_id;
        action["nonce"] = std::string(32, 'b');
        action["client"] = {{"name", "tests"}, {"version", "1"}};
      }
      const auto result = customer.attempt(action);
      CHECK_MESSAGE(result, line_of(result));
    }
  }
}
