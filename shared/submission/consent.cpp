// Composes consent texts from the policy.
#include "submission/consent.hpp"

namespace precall {
namespace {

void add_line(std::string& text, const std::string& line) {
  if (line.empty()) return;
  if (!text.empty()) text += '\n';
  text += line;
}

}  // namespace

std::string consent_text(const Policy& policy, const Form& form, std::string_view id,
                         Language language) {
  std::string text;
  if (const auto index = find_question(policy, id)) {
    const Question& question = policy.questions[*index];
    if (!question.consent) return {};
    add_line(text, question.text.in(language));
    add_line(text, question.help.in(language));
    add_line(text, question.options[1].text.in(language));
    for (const std::size_t c : question.clauses) {
      add_line(text, policy.clauses[c].label.in(language));
    }
    for (const std::size_t c : question.clauses) {
      add_line(text, policy.clauses[c].text.in(language));
    }
    return text;
  }
  const Field* field = find_field(form, id);
  if (field == nullptr || field->kind != FieldKind::consent) return {};
  add_line(text, field->label.in(language));
  add_line(text, field->help.in(language));
  return text;
}

}  // namespace precall
