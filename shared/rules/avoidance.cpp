// A search for one completion, group by group of linked rules.
#include "rules/avoidance.hpp"

#include <algorithm>
#include <numeric>

#include "base/limits.hpp"
#include "rules/firing.hpp"

namespace precall {
namespace {

using Indexes = std::vector<std::size_t>;

std::vector<std::size_t> open_questions(const RuleTerms& rule, const Facts& facts) {
  std::vector<std::size_t> open;
  std::copy_if(rule.questions.begin(), rule.questions.end(), std::back_inserter(open),
               [&](std::size_t q) { return is_open(facts, q); });
  return open;
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

// Depth first over the open questions of one group, until no rule of it can fire any more. A branch
// ends where one must.
class Search {
 public:
  Search(const RuleMatrix& matrix, const Indexes& group, std::size_t& steps)
      : matrix_(matrix), group_(group), steps_(steps) {}

  bool succeeds(Facts& facts) {
    if (++steps_ > limits::avoidance_steps_max) return false;
    const auto never = [&](std::size_t r) { return !may_fire(matrix_, facts, r); };
    const auto firing = std::find_if_not(group_.begin(), group_.end(), never);
    if (firing == group_.end()) return true;
    const auto always = [&](std::size_t r) { return always_fires(matrix_, facts, r); };
    if (std::any_of(firing, group_.end(), always)) return false;
    const std::size_t question = open_questions(matrix_.rules[*firing], facts).front();
    const CellRange cells = facts[question];
    bool found = false;
    for (std::size_t c = cells.first; c <= cells.last && !found; ++c) {
      facts[question] = {c, c};
      found = succeeds(facts);
    }
    facts[question] = cells;
    return found;
  }

 private:
  const RuleMatrix& matrix_;
  const Indexes& group_;
  std::size_t& steps_;
};

}  // namespace

std::optional<bool> avoidable(const RuleMatrix& matrix, const Facts& facts, const Indexes& rules) {
  std::size_t steps = 0;
  Facts narrowed = facts;
  for (const Indexes& group : linked_groups(matrix, facts, rules)) {
    // A rule alone can stay quiet, since none of them fires always.
    if (group.size() == 1 || Search(matrix, group, steps).succeeds(narrowed)) continue;
    if (steps > limits::avoidance_steps_max) return std::nullopt;
    return false;
  }
  return true;
}

}  // namespace precall
