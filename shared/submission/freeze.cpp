// Writes the submission document.
#include "submission/freeze.hpp"

#include "base/digest.hpp"
#include "rules/report.hpp"
#include "submission/consent.hpp"

namespace precall {
namespace {

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Json answers_object(const Policy& policy, const Draft& draft) {
  Json answers = Json::object();
  for (std::size_t q = 0; q < policy.questions.size(); ++q) {
    if (!draft.asked[q]) continue;
    const Question& question = policy.questions[q];
    answers[question.id] =
        draft.answers[q] ? answer_to_json(question, *draft.answers[q]) : Json("unknown");
  }
  return answers;
}

Json consents_array(const Policy& policy, const Form& form, const Draft& draft) {
  Json consents = Json::array();
  for (const ConsentAct& act : draft.consents) {
    const std::string text = consent_text(policy, form, act.id, act.language);
    Json consent = Json::object();
    set_text(consent, "id", act.id);
    set_text(consent, "language", name_of(act.language));
    set_text(consent, "at", act.at);
    set_text(consent, "text_sha256", sha256_hex(text));
    set_text(consent, "text", text);
    consents.push_back(std::move(consent));
  }
  return consents;
}

}  // namespace

bool is_uuid(std::string_view text) {
  return text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' &&
         text[23] == '-' && is_hex(text.substr(0, 8)) && is_hex(text.substr(9, 4)) &&
         is_hex(text.substr(14, 4)) && is_hex(text.substr(19, 4)) && is_hex(text.substr(24));
}

bool is_nonce(std::string_view text) {
  return text.size() == 32 && is_hex(text);
}

std::string freeze(const CompiledPolicy& compiled, const Form& form, const Draft& draft,
                   Day today) {
  const Policy& policy = compiled.policy;
  Json submission = Json::object();
  set_text(submission, "format", "precall.submission/1");
  set_text(submission, "id", draft.id);
  set_text(submission, "nonce", draft.nonce);
  set_text(submission, "form", form.id);
  set_text(submission, "language", name_of(draft.language));
  set_text(submission, "created_at", draft.created_at);
  Json& client = set_value(submission, "client", Json::object());
  set_text(client, "name", draft.client_name);
  set_text(client, "version", draft.client_version);
  Json& origin = set_value(submission, "policy", Json::object());
  set_text(origin, "id", policy.id);
  set_text(origin, "version", policy.version);
  set_text(origin, "sha256", policy.sha256);
  set_value(submission, "answers",
            form.sends_answers ? answers_object(policy, draft) : Json::object());
  set_value(submission, "verdict",
            form.sends_answers ? verdict_summary(policy, evaluate(compiled, draft.answers, today))
                               : Json(nullptr));
  Json& fields = set_value(submission, "fields", Json::object());
  for (const auto& [id, value] : draft.fields) set_text(fields, id, value);
  set_value(submission, "consents", consents_array(policy, form, draft));
  return canonical(submission);
}

}  // namespace precall
