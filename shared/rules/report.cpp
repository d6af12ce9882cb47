// Words and JSON of verdicts.
#include "rules/report.hpp"

#include <algorithm>

#include "policy/placeholder.hpp"

namespace precall {

std::string answer_text(const Question& question, std::int64_t value, Language language) {
  switch (question.type) {
    case QuestionType::boolean:
    case QuestionType::choice:
      return question.options[static_cast<std::size_t>(value)].text.in(language);
    case QuestionType::integer:
      return std::to_string(value);
    case QuestionType::date:
      break;
  }
  return local_date(static_cast<Day>(value));
}

std::string rule_message(const Policy& policy, const Rule& rule, const Answers& answers, Day today,
                         Language language) {
  std::string message;
  for (const MessagePart& part : split_message(rule.message.in(language))) {
    if (!part.placeholder) {
      message += part.text;
      continue;
    }
    const auto question = find_question(policy, part.text);
    // A rule can fire whatever an open answer turns out to be; then there is nothing to name.
    if (!question || !answers[*question]) {
      message += "…";
    } else if (part.days) {
      message += std::to_string(today - *answers[*question]);
    } else {
      message += answer_text(policy.questions[*question], *answers[*question], language);
    }
  }
  return message;
}

std::vector<std::size_t> follow_ups(const Policy& policy, const Evaluation& evaluation) {
  std::vector<std::size_t> result;
  for (std::size_t f = 0; f < policy.follow_ups.size(); ++f) {
    if (std::any_of(evaluation.reasons.begin(), evaluation.reasons.end(), [&](std::size_t r) {
          return policy.rules[r].follow_up == policy.follow_ups[f].id;
        })) {
      result.push_back(f);
    }
  }
  return result;
}

Json verdict_summary(const Policy& policy, const Evaluation& evaluation) {
  Json summary = Json::object();
  set_text(summary, "verdict", name_of(evaluation.verdict));
  set_flag(summary, "settled", evaluation.settled);
  Json& reasons = set_value(summary, "reasons", Json::array());
  for (const std::size_t r : evaluation.reasons) reasons.push_back(policy.rules[r].id);
  Json& unknown = set_value(summary, "unknown", Json::array());
  for (const std::size_t q : evaluation.unknown) unknown.push_back(policy.questions[q].id);
  Json& follow_up = set_value(summary, "follow_up", Json::array());
  for (const std::size_t f : follow_ups(policy, evaluation)) {
    follow_up.push_back(policy.follow_ups[f].id);
  }
  set_value(summary, "valid_until", nullptr);
  if (evaluation.valid_until) set_text(summary, "valid_until", iso_date(*evaluation.valid_until));
  return summary;
}

Json verdict_report(const Policy& policy, const Evaluation& evaluation, const Answers& answers,
                    Day today, Language language) {
  Json report = verdict_summary(policy, evaluation);
  Json reasons = Json::array();
  for (const std::size_t r : evaluation.reasons) {
    const Rule& rule = policy.rules[r];
    Json reason = Json::object();
    set_text(reason, "rule", rule.id);
    set_text(reason, "clause", policy.clauses[rule.clause].id);
    set_text(reason, "effect", rule.effect == Effect::blocks ? "blocks" : "may_refuse");
    set_text(reason, "message", rule_message(policy, rule, answers, today, language));
    reasons.push_back(std::move(reason));
  }
  set_value(report, "reasons", std::move(reasons));
  return report;
}

}  // namespace precall
