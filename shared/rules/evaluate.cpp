// Verdicts by the bit matrix. Rows answer what a single question decides; where a rule hangs on
// several open questions, its own combinations are walked, so that every answer is exact.
#include "rules/evaluate.hpp"

#include <algorithm>
#include <numeric>

namespace precall {
namespace {

void or_row(Bits& terms, const std::uint64_t* row) {
  for (std::size_t i = 0; i < terms.size(); ++i) terms[i] |= row[i];
}

bool is_open(const Facts& facts, std::size_t question) {
  return facts[question].size() > 1;
}

// The terms that some completion satisfies. Exact: a term tests each question on its own.
Bits possible_terms(const RuleMatrix& matrix, const Facts& facts) {
  Bits terms = all_terms(matrix);
  for (std::size_t q = 0; q < facts.size(); ++q) {
    if (!is_open(facts, q)) {
      and_row(terms, matrix.row(q, facts[q].first));
      continue;
    }
    Bits either(terms.size());
    for (std::size_t c = facts[q].first; c <= facts[q].last; ++c) or_row(either, matrix.row(q, c));
    and_row(terms, either.data());
  }
  return terms;
}

std::vector<std::size_t> open_questions(const RuleTerms& rule, const Facts& facts) {
  std::vector<std::size_t> open;
  std::copy_if(rule.questions.begin(), rule.questions.end(), std::back_inserter(open),
               [&](std::size_t q) { return is_open(facts, q); });
  return open;
}

// Walks every combination of the cells of `open`, starting from `terms`, until `visit(terms)`
// returns true. Returns whether it did.
template <class Visit>
bool any_combination(const RuleMatrix& matrix, const Facts& facts,
                     const std::vector<std::size_t>& open, std::size_t depth, const Bits& terms,
                     const Visit& visit) {
  if (depth == open.size()) return visit(terms);
  const CellRange cells = facts[open[depth]];
  for (std::size_t c = cells.first; c <= cells.last; ++c) {
    Bits next = terms;
    and_row(next, matrix.row(open[depth], c));
    if (any_combination(matrix, facts, open, depth + 1, next, visit)) return true;
  }
  return false;
}

// Whether `rule`, which fires in some completion, fires in all.
bool fires_always(const RuleMatrix& matrix, const Facts& facts, const RuleTerms& rule,
                  const Bits& possible) {
  return !any_combination(matrix, facts, open_questions(rule, facts), 0, possible,
                          [&](const Bits& terms) { return !any_term(rule, terms); });
}

bool rule_depends_on(const RuleMatrix& matrix, const Facts& facts, const RuleTerms& rule,
                     std::size_t question, const Bits& possible) {
  std::vector<std::size_t> others = open_questions(rule, facts);
  others.erase(std::remove(others.begin(), others.end(), question), others.end());
  return any_combination(matrix, facts, others, 0, possible, [&](const Bits& terms) {
    std::size_t firing = 0;
    for (std::size_t c = facts[question].first; c <= facts[question].last; ++c) {
      Bits here = terms;
      and_row(here, matrix.row(question, c));
      if (any_term(rule, here)) ++firing;
    }
    return firing != 0 && firing != facts[question].size();
  });
}

// The rules linked through shared open questions; groups of others are independent of each other.
std::vector<std::vector<std::size_t>> linked_groups(const RuleMatrix& matrix, const Facts& facts,
                                                    const std::vector<std::size_t>& rules) {
  std::vector<std::size_t> leader(rules.size());
  std::iota(leader.begin(), leader.end(), std::size_t{0});
  const auto find = [&](std::size_t i) {
    while (leader[i] != i) i = leader[i];
    return i;
  };
  std::vector<std::size_t> owner(facts.size(), rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (const std::size_t question : open_questions(matrix.rules[rules[i]], facts)) {
      if (owner[question] == rules.size()) owner[question] = i;
      leader[find(i)] = find(owner[question]);
    }
  }
  std::vector<std::vector<std::size_t>> groups(rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) groups[find(i)].push_back(rules[i]);
  std::erase_if(groups, [](const auto& group) { return group.empty(); });
  return groups;
}

// Whether some completion makes none of `group` fire. Depth first over the group's open questions;
// a branch ends as soon as no rule of the group can fire any more, or one must.
bool group_avoidable(const RuleMatrix& matrix, const Facts& facts,
                     const std::vector<std::size_t>& group) {
  const Bits possible = possible_terms(matrix, facts);
  const auto firing = std::find_if(group.begin(), group.end(), [&](std::size_t r) {
    return any_term(matrix.rules[r], possible);
  });
  if (firing == group.end()) return true;
  const auto open = open_questions(matrix.rules[*firing], facts);
  if (open.empty()) return false;
  Facts next = facts;
  const CellRange cells = facts[open.front()];
  for (std::size_t c = cells.first; c <= cells.last; ++c) {
    next[open.front()] = {c, c};
    if (group_avoidable(matrix, next, group)) return true;
  }
  return false;
}

// Whether some completion makes none of `rules` fire. None of them fires always.
bool avoidable(const RuleMatrix& matrix, const Facts& facts,
               const std::vector<std::size_t>& rules) {
  const auto groups = linked_groups(matrix, facts, rules);
  return std::all_of(groups.begin(), groups.end(), [&](const auto& group) {
    return group.size() == 1 || group_avoidable(matrix, facts, group);
  });
}

}  // namespace

Firing firing_rules(const RuleMatrix& matrix, const Facts& facts) {
  const Bits possible = possible_terms(matrix, facts);
  Firing firing;
  for (const RuleTerms& rule : matrix.rules) {
    const bool can = any_term(rule, possible);
    firing.possible.push_back(can ? 1 : 0);
    firing.always.push_back(can && fires_always(matrix, facts, rule, possible) ? 1 : 0);
  }
  return firing;
}

namespace {

// The mildest outcome over all completions: each effect is either unavoidable or avoidable.
Verdict mildest(const CompiledPolicy& compiled, const Facts& facts, const Firing& firing) {
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
    if (!avoidable(compiled.matrix, facts, sometimes)) return outcome;
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
  const Verdict mild = mildest(compiled, facts, firing);
  const Verdict grave = gravest(compiled, firing);
  const bool open = mild == Verdict::eligible && grave != Verdict::eligible;
  return {open ? Verdict::undetermined : mild, mild == grave};
}

namespace {

// The last day before the verdict changes by the calendar alone. It can only change on a day on
// which some date question enters another cell.
std::optional<Day> last_valid_day(const CompiledPolicy& compiled, const Answers& answers, Day today,
                                  Verdict verdict) {
  std::vector<std::int64_t> days;
  for (std::size_t q = 0; q < compiled.policy.questions.size(); ++q) {
    const Question& question = compiled.policy.questions[q];
    if (question.type != QuestionType::date) continue;
    for (const Interval& cell : compiled.matrix.questions[q].cells) {
      // The first day on which the earliest, or the latest, possible date is in this cell.
      days.push_back(answers[q].value_or(question.min) + cell.from);
      days.push_back(answers[q].value_or(question.max) + cell.from);
    }
  }
  sort_unique(days);
  for (const std::int64_t day : days) {
    // Dates, today among them, end with day_max: no later day is looked at.
    if (day <= today || day > day_max) continue;
    const Facts facts = locate(compiled.matrix, compiled.policy, answers, static_cast<Day>(day));
    if (judge(compiled, facts, firing_rules(compiled.matrix, facts)).verdict != verdict) {
      return static_cast<Day>(day - 1);
    }
  }
  return std::nullopt;
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
  if (!is_open(facts, question)) return false;
  const Bits possible = possible_terms(matrix, facts);
  return std::any_of(matrix.rules.begin(), matrix.rules.end(), [&](const RuleTerms& rule) {
    return std::binary_search(rule.questions.begin(), rule.questions.end(), question) &&
           any_term(rule, possible) && rule_depends_on(matrix, facts, rule, question, possible);
  });
}

bool gated(const RuleMatrix& matrix, const Facts& facts, std::size_t question, std::size_t gate) {
  const bool linked =
      std::any_of(matrix.rules.begin(), matrix.rules.end(), [&](const RuleTerms& rule) {
        return std::binary_search(rule.questions.begin(), rule.questions.end(), question) &&
               std::binary_search(rule.questions.begin(), rule.questions.end(), gate);
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
  Evaluation result{outcome.verdict, outcome.settled, {}, {}, firing.possible, std::nullopt};
  for (std::size_t r = 0; r < firing.always.size(); ++r) {
    if (firing.always[r]) result.reasons.push_back(r);
  }
  for (std::size_t q = 0; q < facts.size(); ++q) {
    if (!answers[q] && matters(compiled.matrix, facts, q)) result.unknown.push_back(q);
  }
  result.valid_until = last_valid_day(compiled, answers, today, outcome.verdict);
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
