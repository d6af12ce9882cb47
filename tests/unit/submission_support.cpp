// Makes and examines submissions.
#include "submission_support.hpp"

namespace precall::test {

Json honest_submission(const Inputs& inputs) {
  Customer customer;
  customer.reach_verdict(inputs);
  customer.reach_review();
  customer.submit();
  return json_of(customer.session.submission);
}

Json honest_consultation() {
  Customer customer;
  customer.start("consultation");
  customer.reach_review(consultation_fields());
  customer.submit();
  return json_of(customer.session.submission);
}

PolicyBook company_book() {
  PolicyBook book;
  book.by_digest.emplace(company().policy.sha256, company());
  book.current = company().policy.sha256;
  return book;
}

Result<Examined> examine(const Json& submission, const PolicyBook& book) {
  return examine_submission(submission, canonical(submission), book, receiving_time);
}

std::string consent(const Json& submission, std::string_view id) {
  for (std::size_t i = 0; i < submission["consents"].size(); ++i) {
    if (is_string(submission["consents"][i]["id"], id)) return "/consents/" + std::to_string(i);
  }
  return "missing";
}

}  // namespace precall::test
