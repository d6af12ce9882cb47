// The search for a repair plan. Rules that share a changeable answer form a group; groups are
// independent of each other, and those in which nothing fires stay as they are.
#include "rules/repair.hpp"

#include <algorithm>
#include <compare>

#include "base/limits.hpp"
#include "rules/firing.hpp"

namespace precall {
namespace {

using Indexes = std::vector<std::size_t>;

// What a plan is judged by, in this order.
struct Cost {
  std::size_t blocks = 0;
  std::size_t refusals = 0;
  std::size_t changes = 0;

  auto operator<=>(const Cost&) const = default;
};

// Rules and the changeable, answered questions that link them. Both ascending.
struct Group {
  Indexes rules;
  Indexes questions;
};

// A question to change, and the cells that do. Ascending.
struct Change {
  std::size_t question = 0;
  Indexes cells;
};

// What the search starts from.
struct Situation {
  const CompiledPolicy& compiled;
  const Answers& answers;
  Facts known;  // as answered
  Facts free;   // the same day without any answer
  // As answered, but with each date in every cell that it will come to: what is equal under these
  // facts stays equal on later days.
  Facts later;

  const RuleMatrix& matrix() const { return compiled.matrix; }
  bool changeable(std::size_t q) const {
    return compiled.policy.questions[q].changeable && answers[q].has_value();
  }
};

Situation situation(const CompiledPolicy& compiled, const Answers& answers, Day today) {
  const auto facts = [&](const Answers& given) {
    return locate(compiled.matrix, compiled.policy, given, today);
  };
  Situation result{compiled, answers, facts(answers), facts(Answers(answers.size())), {}};
  result.later = result.known;
  for (std::size_t q = 0; q < answers.size(); ++q) {
    if (compiled.policy.questions[q].type != QuestionType::date) continue;
    result.later[q].last = compiled.matrix.questions[q].cells.size() - 1;
  }
  return result;
}

// The rules and changeable questions that hang together with the question: each rule's questions
// bring their rules. Marks the questions in `grouped`.
Group group_around(const Situation& now, std::size_t question, Flags& grouped) {
  Flags rules(now.matrix().rules.size());
  Indexes reached = {question};
  grouped[question] = 1;
  for (std::size_t next = 0; next < reached.size(); ++next) {
    for (const std::size_t r : now.matrix().questions[reached[next]].rules) {
      if (rules[r] != 0) continue;
      rules[r] = 1;
      for (const std::size_t q : now.matrix().rules[r].questions) {
        if (!now.changeable(q) || grouped[q] != 0) continue;
        grouped[q] = 1;
        reached.push_back(q);
      }
    }
  }
  Group group;
  for (std::size_t r = 0; r < rules.size(); ++r) {
    if (rules[r] != 0) group.rules.push_back(r);
  }
  for (std::size_t q = 0; q < grouped.size(); ++q) {
    if (std::count(reached.begin(), reached.end(), q) != 0) group.questions.push_back(q);
  }
  return group;
}

// The groups in which some rule fires in every completion.
std::vector<Group> firing_groups(const Situation& now, const Indexes& reasons) {
  std::vector<Group> groups;
  Flags grouped(now.answers.size());
  for (const std::size_t r : reasons) {
    for (const std::size_t q : now.matrix().rules[r].questions) {
      if (now.changeable(q) && grouped[q] == 0) groups.push_back(group_around(now, q, grouped));
    }
  }
  return groups;
}

// The search within one group, in three steps: which questions, which cell for each, and which
// further cells do as well.
class GroupSearch {
 public:
  GroupSearch(const Situation& now, const Group& group, std::size_t& steps)
      : now_(now), group_(group), steps_(steps), facts_(now.known) {}

  // The changed questions with the cells that do; empty if nothing gets better.
  std::vector<Change> run() {
    best_ = cost(&always_fires);
    for (const std::size_t q : group_.questions) facts_[q] = now_.free[q];
    choose_questions(0, 0);
    facts_ = now_.known;
    best_risk_ = Cost{group_.rules.size() + 1, 0, 0};
    if (!changes_.empty()) choose_cells(0);
    chosen_ = now_.later;
    for (const Change& change : changes_) {
      chosen_[change.question] = {change.cells.front(), change.cells.front()};
    }
    for (Change& change : changes_) widen(change);
    return std::move(changes_);
  }

 private:
  using Question = bool (*)(const RuleMatrix&, const Facts&, std::size_t);

  bool exhausted() { return ++steps_ > limits::repair_steps_max; }

  Cost cost(Question fires) const {
    Cost result;
    for (const std::size_t r : group_.rules) {
      if (!fires(now_.matrix(), facts_, r)) continue;
      ++(now_.compiled.policy.rules[r].effect == Effect::blocks ? result.blocks : result.refusals);
    }
    return result;
  }

  // Depth first, changing a question before keeping it, so that of equal plans the one whose
  // questions come first is met first. Questions that are not decided yet count as open: what
  // fires whatever they become cannot be got rid of any more.
  void choose_questions(std::size_t depth, std::size_t changes) {
    if (exhausted()) return;
    Cost bound = cost(&always_fires);
    bound.changes = changes;
    if (!(bound < best_)) return;
    if (depth == group_.questions.size()) {
      best_ = bound;
      changes_.clear();
      for (const std::size_t q : group_.questions) {
        if (facts_[q] != now_.known[q]) changes_.push_back({q, {facts_[q].first}});
      }
      return;
    }
    const std::size_t q = group_.questions[depth];
    const std::size_t current = now_.known[q].first;
    for (std::size_t c = now_.free[q].first; c <= now_.free[q].last; ++c) {
      if (c == current) continue;
      facts_[q] = {c, c};
      choose_questions(depth + 1, changes + 1);
    }
    facts_[q] = now_.known[q];
    choose_questions(depth + 1, changes);
    facts_[q] = now_.free[q];
  }

  // Among the ways to change these questions, the first that leaves the fewest rules that could
  // still fire: the promise that can be made is then the best.
  void choose_cells(std::size_t depth) {
    if (exhausted()) return;
    if (depth == changes_.size()) {
      if (!as_good()) return;
      const Cost risk = cost(&may_fire);
      if (!(risk < best_risk_)) return;
      best_risk_ = risk;
      for (Change& change : changes_) change.cells = {facts_[change.question].first};
      return;
    }
    const std::size_t q = changes_[depth].question;
    for (std::size_t c = now_.free[q].first; c <= now_.free[q].last; ++c) {
      if (c == now_.known[q].first) continue;
      facts_[q] = {c, c};
      choose_cells(depth + 1);
    }
    facts_[q] = now_.known[q];
  }

  bool as_good() const {
    const Cost here = cost(&always_fires);
    return here.blocks == best_.blocks && here.refusals == best_.refusals;
  }

  // Adds the cells that do as well: any option, but of numbers and dates one stretch.
  void widen(Change& change) {
    const CellRange all = now_.free[change.question];
    const std::size_t chosen = change.cells.front();
    const bool named = !now_.compiled.policy.questions[change.question].options.empty();
    for (std::size_t c = chosen; c-- > all.first;) {
      if (does_as_well(change.question, c)) {
        change.cells.insert(change.cells.begin(), c);
      } else if (!named) {
        break;
      }
    }
    for (std::size_t c = chosen + 1; c <= all.last; ++c) {
      if (does_as_well(change.question, c)) {
        change.cells.push_back(c);
      } else if (!named) {
        break;
      }
    }
  }

  // Whether the cell, in every combination with what the other changes accept, makes the rules fire
  // as the chosen cells do: then it leads to the same verdict, today and later.
  bool does_as_well(std::size_t question, std::size_t cell) {
    facts_ = chosen_;
    facts_[question] = {cell, cell};
    return every_combination_same(question, 0);
  }

  bool every_combination_same(std::size_t question, std::size_t depth) {
    if (exhausted()) return false;
    if (depth == changes_.size()) {
      return std::all_of(group_.rules.begin(), group_.rules.end(), [&](std::size_t r) {
        return fires_alike(now_.matrix(), facts_, chosen_, r);
      });
    }
    const Change& change = changes_[depth];
    if (change.question == question) return every_combination_same(question, depth + 1);
    return std::all_of(change.cells.begin(), change.cells.end(), [&](std::size_t c) {
      facts_[change.question] = {c, c};
      return every_combination_same(question, depth + 1);
    });
  }

  const Situation& now_;
  const Group& group_;
  std::size_t& steps_;
  Facts facts_;
  Cost best_;
  Cost best_risk_;
  std::vector<Change> changes_;
  Facts chosen_;
};

// The answers that the cells of a change stand for.
Repair repair_of(const Situation& now, std::size_t q, const Indexes& accepted, Day today) {
  const Question& question = now.compiled.policy.questions[q];
  const auto& cells = now.matrix().questions[q].cells;
  Repair repair{q, {}, std::nullopt, std::nullopt};
  if (!question.options.empty()) {
    for (const std::size_t c : accepted) repair.options.push_back(cells[c].from);
    return repair;
  }
  Interval values{cells[accepted.front()].from, cells[accepted.back()].to};
  if (question.type == QuestionType::date) values = {today - values.to, today - values.from};
  if (values.from > question.min) repair.from = values.from;
  if (values.to < question.max) repair.to = values.to;
  return repair;
}

// What holds once every repair is made in one of the ways that it accepts.
void look_ahead(const Situation& now, Day today, RepairPlan& plan) {
  Answers answers = now.answers;
  bool date = false;
  for (const Repair& repair : plan.repairs) {
    const Question& question = now.compiled.policy.questions[repair.question];
    const std::int64_t any = repair.from.value_or(question.min);
    answers[repair.question] = repair.options.empty() ? any : repair.options.front();
    date = date || question.type == QuestionType::date;
  }
  const Evaluation after = evaluate(now.compiled, answers, today);
  plan.after = Outcome{after.verdict, after.settled, after.decided};
  if (!date) plan.valid_until = after.valid_until;
}

}  // namespace

Result<RepairPlan> plan_repairs(const CompiledPolicy& compiled, const Answers& answers, Day today,
                                const Evaluation& evaluation) {
  RepairPlan plan;
  if (evaluation.reasons.empty()) return plan;
  const Situation now = situation(compiled, answers, today);
  std::vector<Indexes> accepted(answers.size());  // cells, by question
  std::size_t steps = 0;
  for (const Group& group : firing_groups(now, evaluation.reasons)) {
    for (const Change& change : GroupSearch(now, group, steps).run()) {
      accepted[change.question] = change.cells;
    }
  }
  for (std::size_t q = 0; q < accepted.size(); ++q) {
    if (!accepted[q].empty()) plan.repairs.push_back(repair_of(now, q, accepted[q], today));
  }
  if (!plan.repairs.empty()) look_ahead(now, today, plan);
  if (steps > limits::repair_steps_max || (plan.after && !plan.after->decided)) {
    return Error{"/rules",
                 "finding what would change the verdict takes more than " +
                     std::to_string(limits::repair_steps_max) + " steps",
                 "let fewer changeable questions share rules"};
  }
  return plan;
}

}  // namespace precall
