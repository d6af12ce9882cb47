// Words and JSON of verdicts.
#include "rules/report.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "policy/placeholder.hpp"

namespace precall {
namespace {

Json day_json(const std::optional<Day>& day) {
  return day ? Json(iso_date(*day)) : Json(nullptr);
}

Json reason_json(const Policy& policy, const Rule& rule, const Answers& answers, Day today,
                 Language language) {
  Json reason = Json::object();
  set_text(reason, "rule", rule.id);
  set_text(reason, "clause", policy.clauses[rule.clause].id);
  set_text(reason, "effect", rule.effect == Effect::blocks ? "blocks" : "may_refuse");
  set_text(reason, "message", rule_message(policy, rule, answers, today, language));
  return reason;
}

Json after_json(const RepairPlan& plan) {
  if (!plan.after) return nullptr;
  Json after = Json::object();
  set_text(after, "verdict", name_of(plan.after->verdict));
  set_value(after, "valid_until", day_json(plan.valid_until));
  return after;
}

}  // namespace

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
  set_value(summary, "valid_until", day_json(evaluation.valid_until));
  return summary;
}

Json explained_verdict(const Policy& policy, const Evaluation& evaluation, const Answers& answers,
                       Day today, Language language) {
  Json verdict = verdict_summary(policy, evaluation);
  Json& reasons = set_value(verdict, "reasons", Json::array());
  for (const std::size_t r : evaluation.reasons) {
    reasons.push_back(reason_json(policy, policy.rules[r], answers, today, language));
  }
  return verdict;
}

Json accepted_json(const Policy& policy, const Repair& repair) {
  const Question& question = policy.questions[repair.question];
  if (!question.options.empty()) {
    Json accept = Json::array();
    for (const std::int64_t option : repair.options) {
      accept.push_back(answer_to_json(question, option));
    }
    return accept;
  }
  Json accept = Json::object();
  if (repair.from) set_value(accept, "from", answer_to_json(question, *repair.from));
  if (repair.to) set_value(accept, "to", answer_to_json(question, *repair.to));
  return accept;
}

Result<Json> verdict_report(const CompiledPolicy& compiled, const Answers& answers, Day today,
                            Language language) {
  const Policy& policy = compiled.policy;
  const Evaluation evaluation = evaluate(compiled, answers, today);
  if (!evaluation.decided) {
    return Error{"/rules",
                 "whether these rules can all be avoided takes more than " +
                     std::to_string(limits::avoidance_steps_max) + " steps to find out",
                 "let fewer rules share questions, or answer more of these"};
  }
  const Result<RepairPlan> plan = plan_repairs(compiled, answers, today, evaluation);
  if (!plan) return plan.error();
  Json report = explained_verdict(policy, evaluation, answers, today, language);
  Json& repairs = set_value(report, "repairs", Json::array());
  for (const Repair& repair : plan->repairs) {
    Json json = Json::object();
    set_text(json, "question", policy.questions[repair.question].id);
    set_value(json, "accept", accepted_json(policy, repair));
    set_text(json, "how", policy.questions[repair.question].how.in(language));
    repairs.push_back(std::move(json));
  }
  set_value(report, "after_repair", after_json(plan.value()));
  return report;
}

}  // namespace precall
