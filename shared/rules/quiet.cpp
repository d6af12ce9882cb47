// The search for silence.
#include "rules/quiet.hpp"

#include <algorithm>
#include <bit>

namespace precall {
namespace {

class Silencer {
 public:
  Silencer(const Joint& joint, Domain& domain, Budget& budget)
      : joint_(joint), domain_(domain), budget_(budget), rules_on_(joint.questions.size()) {}

  bool run(const RuleList& rules) {
    for (const JointRule* rule : rules) {
      for (const std::size_t question : rule->questions) rules_on_[question].push_back(rule);
    }
    rules_ = rules;
    failures_.clear();
    const bool done = propagate(rules) && search(rules.size());
    if (!done) undo(0);
    for (const JointRule* rule : rules) {
      for (const std::size_t question : rule->questions) rules_on_[question].clear();
    }
    return done;
  }

  // Whether run() would succeed.
  bool possible(const RuleList& rules) {
    const bool done = run(rules);
    undo(0);
    return done;
  }

 private:
  enum class Leaves { no_term, some_cells, all_cells };

  // What is left of a term by the cells that its question may be in.
  Leaves leaves(const JointTest& test) {
    const Bits& cells = domain_[test.question];
    budget_.spend(cells.size());
    bool none = true;
    bool all = true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      none = none && (cells[i] & test.cells[i]) == 0;
      all = all && (cells[i] & ~test.cells[i]) == 0;
    }
    return none ? Leaves::no_term : all ? Leaves::all_cells : Leaves::some_cells;
  }

  // Exact: a term tests each question on its own, and any cells may come together.
  bool may_fire(const JointRule& rule) {
    return std::any_of(rule.terms.begin(), rule.terms.end(), [&](const JointTerm& term) {
      return std::all_of(term.begin(), term.end(),
                         [&](const JointTest& test) { return leaves(test) != Leaves::no_term; });
    });
  }

  // Strikes out the cells that would make one of `rules` fire, and so on for the rules that those
  // cells touch. False if some rule fires whatever the cells are, or the budget ends.
  bool propagate(RuleList rules) {
    while (!rules.empty() && !budget_.exceeded()) {
      const JointRule* rule = rules.back();
      rules.pop_back();
      for (const JointTerm& term : rule->terms) {
        const auto [possible, undecided, last] = standing(term);
        if (!possible || undecided > 1) continue;
        if (undecided == 0) return note_failure(rule);
        strike_out(*last);
        const RuleList& touched = rules_on_[last->question];
        rules.insert(rules.end(), touched.begin(), touched.end());
      }
    }
    return !budget_.exceeded();
  }

  // Whether a term is possible, how many of its tests are undecided, and the last of those.
  struct Standing {
    bool possible = true;
    std::size_t undecided = 0;
    const JointTest* last = nullptr;
  };

  Standing standing(const JointTerm& term) {
    Standing result;
    for (const JointTest& test : term) {
      const Leaves left = leaves(test);
      if (left == Leaves::no_term) return {false, 0, nullptr};
      if (left == Leaves::all_cells) continue;
      ++result.undecided;
      result.last = &test;
    }
    return result;
  }

  void strike_out(const JointTest& test) {
    Bits cells = domain_[test.question];
    for (std::size_t i = 0; i < cells.size(); ++i) cells[i] &= ~test.cells[i];
    narrow(test.question, std::move(cells));
  }

  struct Failures {
    const JointRule* rule = nullptr;
    std::size_t count = 0;
  };

  bool note_failure(const JointRule* rule) {
    const auto found = std::find_if(failures_.begin(), failures_.end(),
                                    [&](const Failures& each) { return each.rule == rule; });
    if (found == failures_.end()) {
      failures_.push_back({rule, 1});
    } else {
      ++found->count;
    }
    return false;
  }

  // Silences what propagation left open: rules that may fire, by terms with two undecided tests or
  // more. Those from `end` on are silent already, and stay so however cells are struck out.
  bool search(std::size_t end) {
    while (end > 0 && !may_fire(*rules_[end - 1])) --end;
    if (budget_.exceeded()) return false;
    if (end == 0) return true;
    const auto& questions = most_failed(rules_[end - 1])->questions;
    const std::size_t question =
        *std::find_if(questions.begin(), questions.end(), [&](std::size_t q) { return open(q); });
    const std::size_t start = narrowed_.size();
    const Bits cells = domain_[question];
    for (std::size_t cell = 0; cell < joint_.questions[question].cells.size(); ++cell) {
      if (!test_bit(cells, cell)) continue;
      Bits only(cells.size());
      set_bit(only, cell);
      narrow(question, std::move(only));
      if (propagate(rules_on_[question]) && search(end)) return true;
      undo(start);
    }
    return false;
  }

  // Of the rules that may fire the one that failed most often, or `otherwise`.
  const JointRule* most_failed(const JointRule* otherwise) {
    Failures most{otherwise, 0};
    for (const Failures& each : failures_) {
      if (each.count > most.count && may_fire(*each.rule)) most = each;
    }
    return most.rule;
  }

  bool open(std::size_t question) const {
    int count = 0;
    for (const std::uint64_t word : domain_[question]) count += std::popcount(word);
    return count > 1;
  }

  void narrow(std::size_t question, Bits cells) {
    narrowed_.emplace_back(question, std::move(domain_[question]));
    domain_[question] = std::move(cells);
  }

  void undo(std::size_t to) {
    for (; narrowed_.size() > to; narrowed_.pop_back()) {
      domain_[narrowed_.back().first] = std::move(narrowed_.back().second);
    }
  }

  const Joint& joint_;
  Domain& domain_;
  Budget& budget_;
  std::vector<RuleList> rules_on_;  // by question, those of rules_
  RuleList rules_;                  // to silence
  std::vector<Failures> failures_;
  std::vector<std::pair<std::size_t, Bits>> narrowed_;  // and what it was
};

}  // namespace

Domain full_domain(const Joint& joint) {
  Domain domain;
  for (const JointQuestion& question : joint.questions) {
    Bits& cells = domain.emplace_back((question.cells.size() + 63) / 64);
    for (std::size_t c = 0; c < question.cells.size(); ++c) set_bit(cells, c);
  }
  return domain;
}

bool silence(const Joint& joint, Domain& domain, const RuleList& rules, Budget& budget) {
  return Silencer(joint, domain, budget).run(rules);
}

bool silence_others(const Joint& joint, Domain& domain, RuleList rules, Budget& budget) {
  Silencer silencer(joint, domain, budget);
  for (const auto& of_version : joint.rules) {
    for (const JointRule& rule : of_version) {
      if (silencer.possible({&rule})) rules.push_back(&rule);
    }
  }
  return silencer.run(rules);
}

}  // namespace precall
