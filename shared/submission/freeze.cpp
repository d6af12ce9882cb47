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
    consent["id"] = act.id;
    consent["language"] = std::string(name_of(act.language));
    consent["at"] = act.at;
    consent["text_sha256"] = sha256_hex(text);
    consent["text"] = text;
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
  submission["format"] = "precall.submission/1";
  submission["id"] = draft.id;
  submission["nonce"] = draft.nonce;
  submission["form"] = form.id;
  submission["language"] = std::string(name_of(draft.language));
  submission["created_at"] = draft.created_at;
  Json& client = submission["client"] = Json::object();
  client["name"] = draft.client_name;
  client["version"] = draft.client_version;
  Json& origin = submission["policy"] = Json::object();
  origin["id"] = policy.id;
  origin["version"] = policy.version;
  origin["sha256"] = policy.sha256;
  submission["answers"] = form.sends_answers ? answers_object(policy, draft) : Json::object();
  submission["verdict"] = form.sends_answers
                              ? verdict_summary(policy, evaluate(compiled, draft.answers, today))
                              : Json(nullptr);
  submission["fields"] = Json::object();
  for (const auto& [id, value] : draft.fields) submission["fields"][id] = value;
  submission["consents"] = consents_array(policy, form, draft);
  return canonical(submission);
}

}  // namespace precall
