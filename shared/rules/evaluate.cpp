// Verdicts by the bit matrix. Rows answer what a single question decides; where a rule hangs on
// several open questions, its own combinations are walked, so that every answer is exact.
#include "rules/evaluate.hpp"

#include <algorithm>

#include "base/ascending.hpp"
#include "rules/avoidance.hpp"
#include "rules/firing.hpp"

namespace precall {

Firing firing_rules(const RuleMatrix& matrix, const Facts& facts) {
  Firing firing{Flags(matrix.rules.size()), Flags(matrix.rules.size())};
  for (std::size_t r = 0; r < matrix.rules.size(); ++r) {
    if (!may_fire(matrix, facts, r)) continue;
    firing.possible[r] = 1;
    firing.always[r] = always_fires(matrix, facts, r) ? 1 : 0;
  }
  return firing;
}

namespace {

// The mildest outcome over all completions: each effect is either unavoidable or avoidable. Nothing
// if that could not be found out.
std::optional<Verdict> mildest(const CompiledPolicy& compiled, const Facts& facts,
                               const Firing& firing) {
  std::vector<std::size_t> sometimes;
  for (const Effect effect : {Effect::blocks, Effect::may_refuse}) {
    const Verdict outcome =
        effect == Effect::blocks ? Verdict::conditions_not_met : Verdict::may_be_refused;
    for (std::size_t r = 0; r < compiled.policy.rules.size(); ++r) {
      if (compiled.policy.rules[r].effect != effect || !firing.possible[r]) continue;
      if (firing.always[r]) return outcome;
      sometimes.push_back(r);
    }
    // Avoiding the refusals counts only together with avoiding the blocks.
    const auto avoided = avoidable(compiled.matrix, facts, sometimes);
    if (!avoided) return std::nullopt;
    if (!*avoided) return outcome;
  }
  return Verdict::eligible;
}

Verdict gravest(const CompiledPolicy& compiled, const Firing& firing) {
  Verdict worst = Verdict::eligible;
  for (std::size_t r = 0; r < firing.possible.size(); ++r) {
    if (!firing.possible[r]) continue;
    if (compiled.policy.rules[r].effect == Effect::blocks) return Verdict::conditions_not_met;
    worst = Verdict::may_be_refused;
  }
  return worst;
}

}  // namespace

Outcome judge(const CompiledPolicy& compiled, const Facts& facts, const Firing& firing) {
  const auto mild = mildest(compiled, facts, firing);
  if (!mild) return {Verdict::undetermined, false, false};
  const Verdict grave = gravest(compiled, firing);
  const bool open = *mild == Verdict::eligible && grave != Verdict::eligible;
  return {open ? Verdict::undetermined : *mild, *mild == grave, true};
}

namespace {

// The later days on which some date question enters another cell: only then can a verdict change
// by the calendar alone. Ascending.
std::vector<std::int64_t> days_of_change(const CompiledPolicy& compiled, const Answers& answers,
                                         Day today) {
  std::vector<std::int64_t> days;
  const auto add = [&](std::int64_t day) {
    // Dates, today among them, end with day_max: no later day is looked at.
    if (day > today && day <= day_max) insert_ascending(days, day);
  };
  for (std::size_t q = 0; q < compiled.policy.questions.size(); ++q) {
    const Question& question = compiled.policy.questions[q];
    if (question.type != QuestionType::date) continue;
    for (const Interval& cell : compiled.matrix.questions[q].cells) {
      // The first day on which the earliest, or the latest, possible date is in this cell.
      add(answers[q].value_or(question.min) + cell.from);
      add(answers[q].value_or(question.max) + cell.from);
    }
  }
  return days;
}

// Sets how long the verdict holds. Where a later day cannot be decided, the result is not either.
void look_ahead(const CompiledPolicy& compiled, const Answers& answers, Day today,
                Evaluation& result) {
  for (const std::int64_t day : days_of_change(compiled, answers, today)) {
    if (!result.decided) return;
    const Facts facts = locate(compiled.matrix, compiled.policy, answers, static_cast<Day>(day));
    const Outcome then = judge(compiled, facts, firing_rules(compiled.matrix, facts));
    result.decided = then.decided;
    if (!then.decided || then.verdict == result.verdict) continue;
    result.valid_until = static_cast<Day>(day - 1);
    return;
  }
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::eligible:
      return "eligible";
    case Verdict::may_be_refused:
      return "may_be_refused";
    case Verdict::conditions_not_met:
      return "conditions_not_met";
    case Verdict::undetermined:
      break;
  }
  return "undetermined";
}

std::optional<Verdict> parse_verdict(std::string_view name) {
  for (const Verdict verdict : {Verdict::eligible, Verdict::may_be_refused,
                                Verdict::conditions_not_met, Verdict::undetermined}) {
    if (name_of(verdict) == name) return verdict;
  }
  return std::nullopt;
}

bool matters(const RuleMatrix& matrix, const Facts& facts, std::size_t question) {
  const auto& rules = matrix.questions[question].rules;
  return is_open(facts, question) && std::any_of(rules.begin(), rules.end(), [&](std::size_t r) {
           return depends_on(matrix, facts, r, question);
         });
}

bool gated(const RuleMatrix& matrix, const Facts& facts, std::size_t question, std::size_t gate) {
  const auto& rules = matrix.questions[question].rules;
  const bool linked = std::any_of(rules.begin(), rules.end(), [&](std::size_t r) {
    const auto& questions = matrix.rules[r].questions;
    return std::binary_search(questions.begin(), questions.end(), gate);
  });
  if (!linked) return false;
  Facts narrowed = facts;
  for (std::size_t c = facts[gate].first; c <= facts[gate].last; ++c) {
    narrowed[gate] = {c, c};
    if (!matters(matrix, narrowed, question)) return true;
  }
  return false;
}

Evaluation evaluate(const CompiledPolicy& compiled, const Answers& answers, Day today) {
  const Facts facts = locate(compiled.matrix, compiled.policy, answers, today);
  const Firing firing = firing_rules(compiled.matrix, facts);
  const Outcome outcome = judge(compiled, facts, firing);
  Evaluation result{outcome.verdict, outcome.settled, outcome.decided, {}, {},
                    firing.possible, std::nullopt};
  for (std::size_t r = 0; r < firing.always.size(); ++r) {
    if (firing.always[r]) result.reasons.push_back(r);
  }
  for (std::size_t q = 0; q < facts.size(); ++q) {
    if (!answers[q] && matters(compiled.matrix, facts, q)) result.unknown.push_back(q);
  }
  look_ahead(compiled, answers, today, result);
  return result;
}

Flags asked_questions(const CompiledPolicy& compiled, const Answers& answers, Day today) {
  Flags asked(answers.size());
  Answers known(answers.size());
  for (const Step& step : compiled.policy.steps) {
    for (const std::size_t question : step.questions) {
      const Facts facts = locate(compiled.matrix, compiled.policy, known, today);
      asked[question] = matters(compiled.matrix, facts, question) ? 1 : 0;
      if (asked[question] != 0) known[question] = answers[question];
    }
  }
  return asked;
}

}  // namespace precall
