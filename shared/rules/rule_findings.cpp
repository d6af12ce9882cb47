// Proofs by cells. A rule implies another if within each of its terms the other cannot be avoided;
// answers under which a rule fires alone show at once that it implies none.
#include "rules/rule_findings.hpp"

#include <algorithm>
#include <numeric>

#include "base/limits.hpp"
#include "rules/cell_search.hpp"

namespace precall {
namespace {

using Indexes = std::vector<std::size_t>;

// The answer in the cell that is nearest to zero, which for a date is today. Today itself may lie a
// day beyond the dates that can be answered, since the last moment of UTC is tomorrow in the east.
std::int64_t answer_in(const Question& question, Interval cell, Day today) {
  if (question.type != QuestionType::date) return std::clamp<std::int64_t>(0, cell.from, cell.to);
  const std::int64_t first = std::max(cell.from, today - question.max);
  const std::int64_t last = std::min(cell.to, today - question.min);
  return today - std::clamp<std::int64_t>(0, first, last);
}

// One rule with another of the same or a lesser gravity adds nothing to the verdict.
bool at_least_as_grave(Effect effect, Effect than) {
  return effect == Effect::blocks || than == Effect::may_refuse;
}

std::string in_quotes(std::string_view id) {
  return "\"" + std::string(id) + "\"";
}

class RuleProver {
 public:
  RuleProver(const CompiledPolicy& compiled, Day today)
      : policy_(compiled.policy),
        matrix_(compiled.matrix),
        today_(today),
        search_(matrix_, locate(matrix_, policy_, Answers(policy_.questions.size()), today),
                limits::proof_steps_max),
        all_rules_(matrix_.rules.size()) {
    std::iota(all_rules_.begin(), all_rules_.end(), std::size_t{0});
  }

  Result<RuleProof> prove() {
    find_eligible();
    for (const std::size_t r : all_rules_) check_firing(r);
    find_equals();
    for (const std::size_t r : all_rules_) check_masked(r);
    for (std::size_t q = 0; q < policy_.questions.size(); ++q) check_question(q);
    for (const std::size_t r : all_rules_) check_remedy(r);
    if (search_.exhausted()) {
      return Error{"/rules",
                   "a proof takes more than " + std::to_string(limits::proof_steps_max) + " steps",
                   "use fewer rules over the same questions, or simpler conditions"};
    }
    return std::move(proof_);
  }

 private:
  const std::string& id(std::size_t rule) const { return policy_.rules[rule].id; }
  bool sometimes(std::size_t rule) const { return points_[rule] && !always_[rule]; }

  void add(FindingKind kind, std::string pointer, std::vector<std::string> about,
           std::string message, std::vector<Witness> witnesses = {}) {
    proof_.findings.push_back(
        {kind, std::move(pointer), std::move(about), std::move(message), std::move(witnesses), {}});
  }

  static std::string pointer_of(std::size_t rule) {
    return child(child("/rules", rule), "when").text();
  }

  Answers answers_at(const Point& point) const {
    Answers answers(point.size());
    for (std::size_t q = 0; q < point.size(); ++q) {
      answers[q] = answer_in(policy_.questions[q], matrix_.questions[q].cells[point[q]], today_);
    }
    return answers;
  }

  // With nothing open, the verdict is that of the gravest rule that fires.
  Witness witness_at(const Point& point) const {
    Witness witness{answers_at(point), Verdict::eligible, fired_at(point)};
    for (const std::size_t r : witness.reasons) {
      if (policy_.rules[r].effect == Effect::blocks) witness.verdict = Verdict::conditions_not_met;
    }
    if (witness.verdict == Verdict::eligible && !witness.reasons.empty()) {
      witness.verdict = Verdict::may_be_refused;
    }
    return witness;
  }

  Indexes fired_at(const Point& point) const {
    Bits terms = all_terms(matrix_);
    for (std::size_t q = 0; q < point.size(); ++q) and_row(terms, matrix_.row(q, point[q]));
    Indexes fired;
    std::copy_if(all_rules_.begin(), all_rules_.end(), std::back_inserter(fired),
                 [&](std::size_t r) { return any_term(matrix_.rules[r], terms); });
    return fired;
  }

  // The answers to the rule's questions, in words for a message.
  std::string values_at(const Witness& witness, const Indexes& questions) const {
    std::string text;
    for (const std::size_t q : questions) {
      text += (text.empty() ? "" : ", ") + policy_.questions[q].id + " = " +
              canonical(answer_to_json(policy_.questions[q], *witness.answers[q]));
    }
    return text;
  }
  std::string values_at(const Witness& witness, std::size_t rule) const {
    return values_at(witness, matrix_.rules[rule].questions);
  }

  // What `search` finds in the region of some term of the rule, the first that it does.
  template <class Search>
  std::optional<Point> within_terms(std::size_t rule, const Search& search) {
    const RuleTerms& terms = matrix_.rules[rule];
    for (std::size_t t = terms.first; t < terms.end; ++t) {
      const std::size_t before = search_.mark();
      std::optional<Point> found;
      if (search_.keep_term(t)) found = search();
      search_.undo(before);
      if (found) return found;
    }
    return std::nullopt;
  }

  // Answers under which the rule fires and `other` does not, or proof that there are none.
  std::optional<Point> without(std::size_t rule, std::size_t other) {
    const std::size_t avoided[] = {other};
    return within_terms(rule, [&] { return search_.avoid(avoided); });
  }

  void find_eligible() {
    const auto eligible = search_.avoid(all_rules_);
    if (eligible) return search_.prefer(*eligible);
    add(FindingKind::never_eligible, "/rules", {policy_.id},
        "no answers to the questions of policy " + in_quotes(policy_.id) + " are eligible on " +
            iso_date(today_) + ": for any answers, one of its rules fires");
  }

  // Answers under which the rule fires: alone, if that is soon found.
  std::optional<Point> point_of(std::size_t rule) {
    Indexes others = all_rules_;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(rule));
    const auto alone =
        within_terms(rule, [&] { return search_.try_avoid(others, limits::witness_steps_max); });
    return alone ? alone : within_terms(rule, [&] { return std::optional(search_.point()); });
  }

  void check_firing(std::size_t rule) {
    const std::size_t avoided[] = {rule};
    points_.push_back(point_of(rule));
    always_.push_back(points_[rule] && !search_.avoid(avoided) ? 1 : 0);
    fired_.emplace_back((all_rules_.size() + 63) / 64);
    proof_.witnesses.emplace_back();
    if (!points_[rule]) {
      add(FindingKind::never_fires, pointer_of(rule), {id(rule)},
          "rule " + in_quotes(id(rule)) + " never fires: no answers meet its condition on " +
              iso_date(today_));
      return;
    }
    const Witness witness = witness_at(*points_[rule]);
    for (const std::size_t r : witness.reasons) set_bit(fired_[rule], r);
    proof_.witnesses[rule] = witness;
    if (always_[rule] == 0) return;
    add(FindingKind::always_fires, pointer_of(rule), {id(rule)},
        "rule " + in_quotes(id(rule)) + " fires whatever is answered on " + iso_date(today_),
        {witness});
  }

  // For each rule, the first one that fires for exactly the same answers; itself, mostly.
  void find_equals() {
    for (const std::size_t r : all_rules_) {
      first_equal_.push_back(r);
      for (std::size_t other = 0; other < r && sometimes(r); ++other) {
        const bool candidate =
            sometimes(other) && test_bit(fired_[r], other) && test_bit(fired_[other], r);
        if (!candidate || without(r, other) || without(other, r)) continue;
        first_equal_[r] = other;
        const Witness witness = witness_at(*points_[r]);
        add(FindingKind::same_condition, pointer_of(r), {id(r), id(other)},
            "rules " + in_quotes(id(r)) + " and " + in_quotes(id(other)) +
                " fire for exactly the same answers, as at " + values_at(witness, r),
            {witness});
        break;
      }
    }
  }

  // The first rule that hides this one, which need not be the only one.
  void check_masked(std::size_t rule) {
    if (!sometimes(rule)) return;
    const Effect effect = policy_.rules[rule].effect;
    for (const std::size_t other : all_rules_) {
      if (!test_bit(fired_[rule], other) || !sometimes(other)) continue;
      if (first_equal_[other] == first_equal_[rule]) continue;
      if (!at_least_as_grave(policy_.rules[other].effect, effect) || without(rule, other)) continue;
      const auto only_other = without(other, rule);
      if (!only_other) continue;  // out of steps: they are not the same
      const Witness both = witness_at(*points_[rule]);
      const Witness one = witness_at(*only_other);
      add(FindingKind::masked, pointer_of(rule), {id(rule), id(other)},
          "rule " + in_quotes(id(rule)) +
              " adds nothing to the verdict: wherever it fires, as at " + values_at(both, rule) +
              ", rule " + in_quotes(id(other)) + " does too, which also fires at " +
              values_at(one, other),
          {both, one});
      return;
    }
  }

  // A question matters iff with some answers to the others a term holds but for this question's
  // test, and the rule does not fire.
  bool question_matters(std::size_t question, std::size_t rule) {
    const std::size_t avoided[] = {rule};
    const RuleTerms& terms = matrix_.rules[rule];
    for (std::size_t t = terms.first; t < terms.end; ++t) {
      const std::size_t before = search_.mark();
      bool tested = false;
      bool possible = true;
      for (const CellTest& test : search_.tests(t)) {
        tested = tested || test.question == question;
        possible =
            possible && (test.question == question ? search_.exclude(test) : search_.keep(test));
      }
      const bool found = tested && possible && search_.avoid(avoided);
      search_.undo(before);
      if (found) return true;
    }
    return false;
  }

  void check_question(std::size_t question) {
    for (const std::size_t r : all_rules_) {
      const auto& own = matrix_.rules[r].questions;
      if (points_[r] && std::binary_search(own.begin(), own.end(), question) &&
          question_matters(question, r)) {
        return;
      }
    }
    const std::string& name = policy_.questions[question].id;
    add(FindingKind::cannot_matter, child("/questions", question).text(), {name},
        "question " + in_quotes(name) +
            " cannot matter: no answer to it makes a rule fire or not on " + iso_date(today_));
  }

  // Walks the unchangeable answers from `depth` on. Answers under which the rule fires whatever
  // the changeable ones are, or nothing.
  std::optional<Point> stuck(std::size_t rule, const Indexes& fixed, std::size_t depth) {
    const std::size_t avoided[] = {rule};
    if (search_.exhausted() || !search_.is_possible(matrix_.rules[rule])) return std::nullopt;
    if (!search_.avoid(avoided)) return search_.point();
    if (depth == fixed.size()) return std::nullopt;
    const std::size_t cells = matrix_.questions[fixed[depth]].cells.size();
    for (std::size_t c = 0; c < cells; ++c) {
      const std::size_t before = search_.mark();
      std::optional<Point> found;
      if (search_.keep_cell(fixed[depth], c)) found = stuck(rule, fixed, depth + 1);
      search_.undo(before);
      if (found) return found;
    }
    return std::nullopt;
  }

  void check_remedy(std::size_t rule) {
    if (!sometimes(rule)) return;
    Indexes fixed;
    const RuleTerms& terms = matrix_.rules[rule];
    std::copy_if(terms.questions.begin(), terms.questions.end(), std::back_inserter(fixed),
                 [this](std::size_t q) { return !policy_.questions[q].changeable; });
    std::optional<Point> found;
    for (std::size_t t = terms.first; t < terms.end && !found && !fixed.empty(); ++t) {
      const std::size_t before = search_.mark();
      const auto tests = search_.tests(t);
      const bool possible = std::all_of(tests.begin(), tests.end(), [this](const CellTest& test) {
        return policy_.questions[test.question].changeable || search_.keep(test);
      });
      if (possible) found = stuck(rule, fixed, 0);
      search_.undo(before);
    }
    if (!found) return;
    const Witness witness = witness_at(*found);
    add(FindingKind::no_remedy, pointer_of(rule), {id(rule)},
        "rule " + in_quotes(id(rule)) + " cannot be cleared by changeable answers at " +
            values_at(witness, fixed),
        {witness});
  }

  const Policy& policy_;
  const RuleMatrix& matrix_;
  Day today_;
  CellSearch search_;
  Indexes all_rules_;
  std::vector<std::optional<Point>> points_;  // by rule: where it fires
  Flags always_;
  std::vector<Bits> fired_;  // by rule: what fires at its point
  Indexes first_equal_;      // by rule: the first with the same condition
  RuleProof proof_;
};

}  // namespace

Result<RuleProof> prove_rules(const CompiledPolicy& compiled, Day today) {
  return RuleProver(compiled, today).prove();
}

}  // namespace precall
