// A question changes the verdict by way of one of its rules: with some answers to the rule's other
// questions one cell makes it fire, and another leaves a completion that is milder.
#include "rules/quick.hpp"

#include <algorithm>

namespace precall {
namespace {

// Whether the question does so by way of the rule, whose other questions are answered in every way
// from the one at `position` on.
bool sways_by(const CompiledPolicy& compiled, Facts& facts, std::size_t question, std::size_t rule,
              std::size_t position) {
  const Firing firing = firing_rules(compiled.matrix, facts);
  const Verdict verdict = judge(compiled, facts, firing).verdict;
  const bool blocks = compiled.policy.rules[rule].effect == Effect::blocks;
  // The rule has to be able to fire, and some completion to be milder than where it does.
  if (!firing.possible[rule] || verdict == Verdict::conditions_not_met ||
      (verdict == Verdict::may_be_refused && !blocks)) {
    return false;
  }
  const auto& questions = compiled.matrix.rules[rule].questions;
  if (position == questions.size()) return true;  // now only the question itself can decide it
  const std::size_t other = questions[position];
  const CellRange cells = facts[other];
  if (other == question) return sways_by(compiled, facts, question, rule, position + 1);
  bool found = false;
  for (std::size_t c = cells.first; c <= cells.last && !found; ++c) {
    facts[other] = {c, c};
    found = sways_by(compiled, facts, question, rule, position + 1);
  }
  facts[other] = cells;
  return found;
}

}  // namespace

bool sways(const CompiledPolicy& compiled, Facts facts, std::size_t question) {
  const auto& rules = compiled.matrix.rules;
  for (std::size_t r = 0; r < rules.size(); ++r) {
    if (std::binary_search(rules[r].questions.begin(), rules[r].questions.end(), question) &&
        sways_by(compiled, facts, question, r, 0)) {
      return true;
    }
  }
  return false;
}

std::optional<std::size_t> quick_question(const CompiledPolicy& compiled, const Answers& answers,
                                          const Flags& answered, Day today) {
  const Facts facts = locate(compiled.matrix, compiled.policy, answers, today);
  for (const std::size_t question : compiled.policy.quick_order) {
    if (!answered[question] && sways(compiled, facts, question)) return question;
  }
  return std::nullopt;
}

}  // namespace precall
