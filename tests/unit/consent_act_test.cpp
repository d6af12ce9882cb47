// Consents in a session: given by an act, with its time and language, for one form's words only.
#include <doctest/doctest.h>

#include "customer.hpp"

using namespace precall;
using namespace precall::test;

TEST_CASE("a consent is recorded with the time and the language of the act") {
  Customer customer;
  customer.at = "2026-11-22T09:01:00+07:00";
  customer.input("data_storage_consent", "true");
  customer.at = "2026-11-22T02:02:00Z";
  customer.language = Language::en;
  customer.input("remote_control_consent", "true");
  const auto& acts = customer.session.acts;
  REQUIRE(acts.size() == 2);
  CHECK(acts.at("data_storage_consent").at == "2026-11-22T09:01:00+07:00");
  CHECK(acts.at("data_storage_consent").language == Language::vi);
  CHECK(acts.at("remote_control_consent").at == "2026-11-22T02:02:00Z");
  CHECK(acts.at("remote_control_consent").language == Language::en);
}

TEST_CASE("a consent that is withdrawn leaves no act behind") {
  for (const std::string value : {"false", ""}) {
    Customer customer;
    customer.input("data_storage_consent", "true");
    customer.input("contact_consent", "true");
    CHECK(customer.session.acts.size() == 2);
    customer.input("data_storage_consent", value);
    customer.input("contact_consent", value);
    CHECK(customer.session.acts.empty());
  }
}

TEST_CASE("a consent that is given again carries the time of the last act") {
  Customer customer;
  customer.input("data_storage_consent", "true");
  customer.at = "2026-11-22T10:00:00+07:00";
  customer.input("data_storage_consent", "false");
  customer.at = "2026-11-22T11:00:00+07:00";
  customer.input("data_storage_consent", "true");
  CHECK(customer.session.acts.at("data_storage_consent").at == "2026-11-22T11:00:00+07:00");
}

TEST_CASE("an answer that is no consent is no act") {
  Customer customer;
  customer.input("owner_verified", "true");
  customer.input("name", "true");
  CHECK(customer.session.acts.empty());
}

TEST_CASE("a consent to one form's words is none to the other's") {
  Customer customer;
  customer.start("consultation");
  for (const auto& [id, value] : consultation_fields()) customer.input(id, value);
  customer.start("support");
  customer.reach_verdict();
  customer.next();
  REQUIRE(customer.session.step == step_form);
  // What is not a consent stays, so that nobody types it twice.
  CHECK(control(customer.screen(), "name").value == "Trần Văn Bình");
  CHECK(control(customer.screen(), "contact_consent").value.empty());
  CHECK(customer.session.acts.count("contact_consent") == 0);
  customer.start("consultation");
  CHECK(control(customer.screen(), "contact_consent").value.empty());
  CHECK(control(customer.screen(), "storage_consent").value.empty());
}

TEST_CASE("nothing is ticked or chosen beforehand") {
  Customer customer;
  const auto check_untouched = [&] {
    for (const Control& shown : customer.screen().controls) {
      CAPTURE(shown.id);
      CHECK(shown.value.empty());
    }
  };
  for (std::string step; customer.session.step != step_verdict;) {
    REQUIRE(customer.session.step != step);
    step = customer.session.step;
    check_untouched();
    for (const Control& shown : customer.screen().controls) {
      if (!has_control(customer.screen(), shown.id)) continue;
      customer.input(shown.id, eligible_inputs().at(shown.id));
    }
    customer.next();
  }
  customer.next();
  REQUIRE(customer.session.step == step_form);
  check_untouched();
}
