// After freezing: the bytes never change, and only their delivery goes on.
#include <doctest/doctest.h>

#include "base/digest.hpp"
#include "customer.hpp"
#include "submission/submission.hpp"

using namespace precall;
using namespace precall::test;

namespace {

Customer sent_customer() {
  Customer customer;
  customer.reach_verdict();
  customer.reach_review();
  customer.submit();
  return customer;
}

Json receipt_for(const Customer& customer) {
  const Json submission = json_of(customer.session.submission);
  const std::string id = submission["id"];
  return {{"format", "precall.receipt/1"},
          {"id", id},
          {"code", receipt_code(id)},
          {"submission_sha256", sha256_hex(customer.session.submission)},
          {"policy_sha256", company().policy.sha256},
          {"verdict", "eligible"},
          {"received_at", "2026-11-22T09:00:03+07:00"}};
}

std::string place_of_receipt(const Customer& customer, const Json& receipt) {
  return place_of(customer.attempt({{"do", "receipt"}, {"receipt", receipt}}));
}

}  // namespace

TEST_CASE("sending freezes the submission and shows that it is on its way") {
  const Customer customer = sent_customer();
  CHECK(customer.session.step == step_sent);
  CHECK(customer.session.delivery == Delivery::sending);
  CHECK(canonical(json_of(customer.session.submission)) == customer.session.submission);
}

TEST_CASE("no later action changes a frozen submission") {
  Customer customer = sent_customer();
  const std::string bytes = customer.session.submission;
  for (const std::string action :
       {R"({"do":"input","id":"name","value":"Other"})", R"({"do":"next"})", R"({"do":"back"})",
        R"({"do":"go","step":"need"})", R"({"do":"start","flow":"consultation"})",
        R"({"do":"start","flow":"support"})"}) {
    CAPTURE(action);
    CHECK(place_of(customer.attempt(json_of(action))) == "/do");
  }
  customer.act({{"do", "delivery"}, {"status", "retrying"}, {"detail", "offline"}});
  CHECK(customer.session.submission == bytes);
  // Another attempt posts the same bytes, whatever id it carries.
  customer.submit(second_id);
  CHECK(customer.session.submission == bytes);
  CHECK(customer.session.delivery == Delivery::sending);
  customer.act({{"do", "receipt"}, {"receipt", receipt_for(customer)}});
  CHECK(customer.session.submission == bytes);
}

TEST_CASE("delivery is told as it goes, and a receipt ends it") {
  Customer customer = sent_customer();
  CHECK(place_of(customer.attempt({{"do", "delivery"}, {"status", "lost"}})) == "/status");
  CHECK(place_of(customer.attempt({{"do", "delivery"}})) == "/status");
  customer.act({{"do", "delivery"}, {"status", "retrying"}, {"detail", "HTTP 503"}});
  CHECK(customer.session.delivery == Delivery::retrying);
  CHECK(customer.session.delivery_detail == "HTTP 503");
  customer.act({{"do", "delivery"}, {"status", "sending"}});
  CHECK(customer.session.delivery == Delivery::sending);
  customer.act({{"do", "receipt"}, {"receipt", receipt_for(customer)}});
  CHECK(customer.session.delivery == Delivery::received);
  CHECK(customer.session.delivery_detail.empty());
  customer.act({{"do", "delivery"}, {"status", "refused"}, {"detail", "late"}});
  CHECK(customer.session.delivery == Delivery::received);
}

TEST_CASE("a receipt for another request or with parts missing is refused") {
  const Customer customer = sent_customer();
  const Json receipt = receipt_for(customer);
  CHECK(place_of_receipt(customer, with(receipt, "/id", second_id)) == "/receipt/id");
  for (const std::string key :
       {"id", "code", "submission_sha256", "policy_sha256", "received_at"}) {
    const std::string pointer = "/" + key;
    CHECK(place_of_receipt(customer, without(receipt, pointer)) == "/receipt" + pointer);
    CHECK(place_of_receipt(customer, with(receipt, pointer, 5)) == "/receipt" + pointer);
  }
  CHECK(place_of_receipt(customer, nullptr) == "/receipt");
  CHECK(place_of_receipt(customer, "receipt") == "/receipt/id");
  CHECK(place_of_receipt(customer, receipt) == "no error");
}

TEST_CASE("a refused request can be mended and sent anew under another id") {
  Customer customer = sent_customer();
  const std::string refused = customer.session.submission;
  CHECK(place_of(customer.attempt({{"do", "back"}})) == "/do");
  customer.act({{"do", "delivery"}, {"status", "refused"}, {"detail", "the phone is too long"}});
  CHECK(canonical(customer.screen_json()).find("the phone is too long") != std::string::npos);
  customer.back();
  CHECK(customer.session.step == step_review);
  CHECK(customer.session.submission.empty());
  CHECK(customer.session.delivery == Delivery::none);
  CHECK(customer.session.delivery_detail.empty());
  customer.go(std::string(step_form), "phone");
  customer.input("phone", "0987654321");
  customer.next();
  customer.submit(second_id);
  const Json again = json_of(customer.session.submission);
  CHECK(is_string(again["id"], second_id));
  CHECK(is_string(again["fields"]["phone"], "+84987654321"));
  CHECK(again["consents"] == json_of(refused)["consents"]);
}

TEST_CASE("after a receipt another check can begin") {
  Customer customer = sent_customer();
  customer.act({{"do", "receipt"}, {"receipt", receipt_for(customer)}});
  customer.act({{"do", "restart"}});
  CHECK(text_of(customer.session) == text_of(start_session(company().policy)));
}

TEST_CASE("a consultation is sent with its own consents and without answers or a verdict") {
  Customer customer;
  customer.start("consultation");
  customer.reach_review(consultation_fields());
  customer.submit();
  const Json submission = json_of(customer.session.submission);
  CHECK(is_string(submission["form"], "consultation"));
  CHECK(submission["answers"] == Json::object());
  CHECK(submission["verdict"].is_null());
  CHECK(submission["consents"].size() == 2);
  CHECK(is_string(submission["fields"]["phone"], "+842839743179"));
  CHECK_FALSE(submission["fields"].contains("email"));
}
