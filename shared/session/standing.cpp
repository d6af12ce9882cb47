// Derives everything about a session that it does not store.
#include "session/standing.hpp"

#include <algorithm>

namespace precall {
namespace {

// An input as an answer: a value, nothing for "not sure", or what is wrong with it.
Checked<std::optional<std::int64_t>> typed_answer(const Question& question,
                                                  const std::string& input) {
  if (input.empty()) return Issue{IssueCode::required, {}, {}};
  if (input == unknown_input) return std::optional<std::int64_t>();
  if (question.options.empty()) {
    const auto parsed = parse_typed_answer(question, input);
    if (const auto* issue = std::get_if<Issue>(&parsed)) return *issue;
    return std::optional<std::int64_t>(std::get<std::int64_t>(parsed));
  }
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    if (question.options[i].id == input) {
      return std::optional<std::int64_t>(static_cast<std::int64_t>(i));
    }
  }
  return Issue{IssueCode::required, {}, {}};
}

// A question that an earlier, still open one may rule out waits until that one is answered, so that
// nobody is asked what turns out not to matter.
Flags shown_questions(const CompiledPolicy& compiled, const Standing& now) {
  const Facts facts = locate(compiled.matrix, compiled.policy, now.used, now.today);
  Flags shown = now.asked;
  std::vector<std::size_t> open;
  for (const Step& step : compiled.policy.steps) {
    for (const std::size_t q : step.questions) {
      if (now.asked[q] == 0 || now.answered[q] != 0) continue;
      const bool waits = std::any_of(open.begin(), open.end(), [&](std::size_t gate) {
        return gated(compiled.matrix, facts, q, gate);
      });
      if (waits) shown[q] = 0;
      open.push_back(q);
    }
  }
  return shown;
}

std::vector<StepIssue> form_issues(const Form& form, const Session& session) {
  std::vector<StepIssue> issues;
  for (const Field& field : form.fields) {
    const auto value = normalize_field(field.kind, input_of(session, field.id));
    const bool consent_missing =
        std::find(form.required_consents.begin(), form.required_consents.end(), field.id) !=
        form.required_consents.end();
    if (const auto* issue = std::get_if<Issue>(&value)) {
      issues.push_back({field.id, *issue});
    } else if ((field.required || consent_missing) && std::get<std::string>(value).empty()) {
      issues.push_back({field.id, {IssueCode::required, {}, {}}});
    }
  }
  return issues;
}

}  // namespace

const std::string& input_of(const Session& session, const std::string& id) {
  static const std::string none;
  const auto found = session.inputs.find(id);
  return found == session.inputs.end() ? none : found->second;
}

bool may_be_input(const Question& question, std::string_view value) {
  if (value == unknown_input) return question.unsure;
  return question.options.empty() ||
         std::any_of(question.options.begin(), question.options.end(),
                     [&](const Option& option) { return option.id == value; });
}

Standing standing(const CompiledPolicy& compiled, const Session& session, Day today) {
  const auto& questions = compiled.policy.questions;
  Standing result;
  result.today = today;
  result.used.resize(questions.size());
  result.answered.resize(questions.size());
  for (std::size_t q = 0; q < questions.size(); ++q) {
    const auto answer = typed_answer(questions[q], input_of(session, questions[q].id));
    if (const auto* value = std::get_if<std::optional<std::int64_t>>(&answer)) {
      result.answered[q] = 1;
      result.used[q] = *value;
    }
  }
  result.asked = asked_questions(compiled, result.used, today);
  for (std::size_t q = 0; q < questions.size(); ++q) {
    if (!result.asked[q]) result.used[q].reset();
    if (result.asked[q] && !result.answered[q]) result.early = session.quick.has_value();
  }
  result.shown = shown_questions(compiled, result);
  return result;
}

std::vector<StepIssue> step_issues(const CompiledPolicy& compiled, const Session& session,
                                   const Standing& now, std::string_view step) {
  if (step == step_form) return form_issues(form_of(compiled.policy, session.flow), session);
  std::vector<StepIssue> issues;
  for (const Step& each : compiled.policy.steps) {
    for (const std::size_t q : each.questions) {
      const bool here = step == step_quick ? q == session.quick : each.id == step && now.shown[q];
      if (!here || now.answered[q]) continue;
      const Question& question = compiled.policy.questions[q];
      const auto answer = typed_answer(question, input_of(session, question.id));
      issues.push_back({question.id, std::get<Issue>(answer)});
    }
  }
  return issues;
}

std::vector<std::string> step_sequence(const CompiledPolicy& compiled, const Session& session,
                                       const Standing& now) {
  std::vector<std::string> sequence;
  if (session.flow == Flow::support) {
    for (const Step& step : compiled.policy.steps) {
      if (std::any_of(step.questions.begin(), step.questions.end(),
                      [&](std::size_t q) { return now.asked[q]; })) {
        sequence.push_back(step.id);
      }
    }
    sequence.emplace_back(step_verdict);
  }
  for (const std::string_view step : {step_form, step_review, step_sent}) {
    sequence.emplace_back(step);
  }
  return sequence;
}

std::string reachable_step(const CompiledPolicy& compiled, const Session& session,
                           const Standing& now, const std::string& target) {
  for (const std::string& step : step_sequence(compiled, session, now)) {
    const bool blocked = !step_issues(compiled, session, now, step).empty() ||
                         (step == step_verdict && !may_send(compiled, session, now));
    if (step == target || blocked) return step;
  }
  return session.step;
}

bool may_send(const CompiledPolicy& compiled, const Session& session, const Standing& now) {
  const auto& required = form_of(compiled.policy, session.flow).required_consents;
  return std::all_of(required.begin(), required.end(), [&](const std::string& id) {
    const auto question = find_question(compiled.policy, id);
    return !question || now.used[*question] == 1 ||
           (now.asked[*question] && !now.answered[*question]);
  });
}

}  // namespace precall
