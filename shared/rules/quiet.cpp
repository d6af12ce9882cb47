// The search for silence.
#include "rules/quiet.hpp"

#include <algorithm>
#include <numeric>

namespace precall {
namespace {

class Silencer {
 public:
  Silencer(const Joint& joint, Domain& domain, Budget& budget)
      : joint_(joint), domain_(domain), budget_(budget) {}

  bool run(const RuleList& rules) {
    const bool done = silence(rules) && !budget_.exceeded();
    if (!done) undo(0);
    return done;
  }

  // Whether run() would succeed.
  bool possible(const RuleList& rules) {
    const bool done = run(rules);
    undo(0);
    return done;
  }

 private:
  bool silence(RuleList rules) {
    bool possible = true;
    std::erase_if(rules, [&](const JointRule* rule) {
      const Fate fate = fate_of(*rule);
      if (fate == Fate::fires) possible = false;
      return fate == Fate::silent;
    });
    if (!possible || budget_.exceeded()) return false;
    const std::size_t start = narrowed_.size();
    for (const RuleList& group : linked(rules)) {
      if (!silence_linked(group)) {
        undo(start);
        return false;
      }
    }
    return true;
  }

  bool open(std::size_t question) const { return domain_[question].size() > 1; }

  std::vector<std::size_t>::const_iterator first_open(const JointRule& rule) const {
    return std::find_if(rule.questions.begin(), rule.questions.end(),
                        [&](std::size_t question) { return open(question); });
  }

  // What becomes of the rule anywhere in the domain. `silent` is exact: a term tests each question
  // on its own, and any cells may come together. `fires` is if one term does, or nothing is open.
  enum class Fate { silent, open, fires };

  Fate fate_of(const JointRule& rule) {
    const RuleTerms& terms = joint_.matrix(rule.version).rules[rule.rule];
    Fate fate = Fate::silent;
    for (std::size_t t = terms.first; t < terms.end; ++t) {
      Fate of_term = Fate::fires;
      for (const std::size_t question : rule.questions) {
        of_term = std::min(of_term, fate_of_term(rule.version, question, t));
        if (of_term == Fate::silent) break;
      }
      fate = std::max(fate, of_term);
      if (fate == Fate::fires) break;
    }
    return fate;
  }

  Fate fate_of_term(std::size_t version, std::size_t question, std::size_t term) {
    const auto& cells = domain_[question];
    budget_.spend(cells.size());
    const auto allowing =
        static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [&](std::size_t cell) {
          return joint_.allows(version, question, cell, term);
        }));
    return allowing == 0 ? Fate::silent : allowing == cells.size() ? Fate::fires : Fate::open;
  }

  // Groups of rules such that two that share an open question are in the same one.
  std::vector<RuleList> linked(const RuleList& rules) const {
    std::vector<std::size_t> leader(rules.size());
    std::iota(leader.begin(), leader.end(), std::size_t{0});
    const auto find = [&](std::size_t i) {
      while (leader[i] != i) i = leader[i] = leader[leader[i]];
      return i;
    };
    std::vector<std::size_t> owner(joint_.questions.size(), rules.size());
    for (std::size_t i = 0; i < rules.size(); ++i) {
      for (const std::size_t question : rules[i]->questions) {
        if (!open(question)) continue;
        if (owner[question] == rules.size()) owner[question] = i;
        leader[find(i)] = find(owner[question]);
      }
    }
    std::vector<RuleList> groups(rules.size());
    for (std::size_t i = 0; i < rules.size(); ++i) groups[find(i)].push_back(rules[i]);
    std::erase_if(groups, [](const RuleList& group) { return group.empty(); });
    return groups;
  }

  // Tries each cell of a question of the first rule.
  bool silence_linked(const RuleList& rules) {
    const std::size_t question = *first_open(*rules.front());
    const std::vector<std::size_t> cells = domain_[question];
    narrowed_.emplace_back(question, cells);
    for (const std::size_t cell : cells) {
      domain_[question] = {cell};
      if (silence(rules)) return true;
    }
    undo(narrowed_.size() - 1);
    return false;
  }

  void undo(std::size_t to) {
    for (; narrowed_.size() > to; narrowed_.pop_back()) {
      domain_[narrowed_.back().first] = std::move(narrowed_.back().second);
    }
  }

  const Joint& joint_;
  Domain& domain_;
  Budget& budget_;
  std::vector<std::pair<std::size_t, std::vector<std::size_t>>> narrowed_;  // and what it was
};

}  // namespace

Domain full_domain(const Joint& joint) {
  Domain domain(joint.questions.size());
  for (std::size_t q = 0; q < domain.size(); ++q) {
    domain[q].resize(joint.questions[q].cells.size());
    std::iota(domain[q].begin(), domain[q].end(), std::size_t{0});
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
