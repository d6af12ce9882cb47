// The exact words of consents.
#include "submission/consent.hpp"

#include <doctest/doctest.h>

#include "customer.hpp"

using namespace precall;
using namespace precall::test;

namespace {

std::string words(const Form& form, std::string_view id, Language language) {
  return consent_text(company().policy, form, id, language);
}

}  // namespace

TEST_CASE("the words of a consent are all that its control shows, in the language shown") {
  Customer customer;
  Inputs inputs = eligible_inputs();
  std::size_t consents = 0;
  for (const Language language : all_languages) {
    customer.language = language;
    customer.act({{"do", "restart"}});
    while (customer.session.step != step_verdict) {
      for (const Question& question : company().policy.questions) {
        const Screen screen = customer.screen();
        if (!has_control(screen, question.id)) continue;
        customer.input(question.id, inputs.at(question.id));
        if (!question.consent) continue;
        ++consents;
        const Control& shown = control(screen, question.id);
        std::string text = shown.label + "\n" + shown.help;
        text += "\n" + shown.options.front().label;
        for (const ScreenClause& clause : shown.clauses) text += "\n" + clause.label;
        for (const ScreenClause& clause : shown.clauses) text += "\n" + clause.text;
        CHECK(words(company().policy.support, question.id, language) == text);
        CHECK(shown.clauses_open);
        CHECK(shown.options.front().value == "true");
      }
      customer.next();
    }
  }
  CHECK(consents == 14);
}

TEST_CASE("the words of a form's consent are its label and help") {
  for (const Form* form : {&company().policy.support, &company().policy.consultation}) {
    for (const Field& field : form->fields) {
      for (const Language language : all_languages) {
        const std::string expected = field.kind == FieldKind::consent
                                         ? field.label.in(language) + "\n" + field.help.in(language)
                                         : std::string();
        CHECK(words(*form, field.id, language) == expected);
      }
    }
  }
}

TEST_CASE("what is no consent has no words of consent") {
  const Policy& policy = company().policy;
  CHECK(words(policy.support, "owner_verified", Language::vi).empty());
  CHECK(words(policy.support, "nobody", Language::vi).empty());
  CHECK(words(policy.support, "storage_consent", Language::vi).empty());
}
