// The decision diagram of one rule in two versions, and its paths.
#include "rules/region.hpp"

#include <algorithm>
#include <map>

#include "base/limits.hpp"

namespace precall {
namespace {

// Terms of the rule in one version, ascending. Short numbers, because every decision is remembered
// by them.
using Terms = std::vector<std::uint16_t>;
static_assert(limits::terms_max <= 65536);

// What the answers so far leave of the rule, by version: the terms that are still possible, or
// that it fires whatever else is answered.
struct State {
  ByVersion<Terms> terms;
  ByVersion<bool> fires{};

  bool may_fire(std::size_t version) const { return fires[version] || !terms[version].empty(); }
  bool decided(std::size_t version) const { return fires[version] || terms[version].empty(); }
  bool operator<(const State& other) const {
    return fires != other.fires ? fires < other.fires : terms < other.terms;
  }
};

struct Branch {
  std::size_t target = 0;
  std::vector<std::size_t> cells;

  bool operator<(const Branch& other) const {
    return target != other.target ? target < other.target : cells < other.cells;
  }
};

struct Node {
  std::size_t question = 0;
  std::vector<Branch> branches;

  bool operator<(const Node& other) const {
    return question != other.question ? question < other.question : branches < other.branches;
  }
};

constexpr std::size_t outside = 0;  // targets that decide: not in the region, or in it
constexpr std::size_t inside = 1;
constexpr std::size_t first_node = 2;
// What remembering a decision costs besides its terms, in steps of two bytes.
constexpr std::size_t state_steps = 128;

class Diagram {
 public:
  Diagram(const Joint& joint, const ByVersion<std::optional<std::size_t>>& rule, Fires fires,
          Budget& budget)
      : joint_(joint), fires_(fires), budget_(budget) {
    State state;
    for (const std::size_t v : {old_version, new_version}) {
      if (!rule[v]) continue;
      const JointRule& own = joint.rules[v][*rule[v]];
      rule_[v] = &own;
      questions_.insert(questions_.end(), own.questions.begin(), own.questions.end());
      for (std::size_t t = 0; t < own.terms.size(); ++t) {
        state.terms[v].push_back(static_cast<std::uint16_t>(t));
        if (own.terms[t].empty()) state.fires[v] = true;
      }
      if (state.fires[v]) state.terms[v].clear();
    }
    std::sort(questions_.begin(), questions_.end());
    questions_.erase(std::unique(questions_.begin(), questions_.end()), questions_.end());
    root_ = decide(0, state);
  }

  // False if there are too many.
  bool list(std::vector<Box>& boxes) const {
    Box path;
    return list_from(root_, path, boxes);
  }

 private:
  // Inside or outside, if the answers so far decide that.
  std::optional<std::size_t> decided(const State& state) const {
    for (const std::size_t v : {old_version, new_version}) {
      const bool wanted =
          fires_ == Fires::both || (fires_ == Fires::old_only) == (v == old_version);
      if (wanted ? !state.may_fire(v) : state.fires[v]) return outside;
    }
    if (!state.decided(old_version) || !state.decided(new_version)) return std::nullopt;
    return inside;
  }

  std::size_t decide(std::size_t depth, const State& state) {
    if (const auto known = decided(state)) return *known;
    const auto [entry, added] = remembered_.emplace(std::pair(depth, state), outside);
    if (!added || !budget_.spend(state_steps)) return entry->second;
    std::map<std::size_t, std::vector<std::size_t>> by_target;
    for (std::size_t c = 0; c < joint_.questions[questions_[depth]].cells.size(); ++c) {
      by_target[decide(depth + 1, answered(state, depth, c))].push_back(c);
    }
    return entry->second = node(questions_[depth], by_target);
  }

  // What the cell leaves of the state. A term that no later question tests makes the rule fire.
  State answered(const State& state, std::size_t depth, std::size_t cell) {
    const std::size_t question = questions_[depth];
    State left;
    left.fires = state.fires;
    for (const std::size_t v : {old_version, new_version}) {
      budget_.spend(state.terms[v].size());
      for (const std::uint16_t index : state.terms[v]) {
        const JointTerm& term = rule_[v]->terms[index];
        const auto test = std::lower_bound(
            term.begin(), term.end(), question,
            [](const JointTest& each, std::size_t q) { return each.question < q; });
        const bool tested = test != term.end() && test->question == question;
        if (tested && !test_bit(test->cells, cell)) continue;
        left.terms[v].push_back(index);
        if (term.back().question <= question) left.fires[v] = true;
      }
      if (left.fires[v]) left.terms[v].clear();
    }
    return left;
  }

  // The one node with these branches; none is needed if all cells lead the same way.
  std::size_t node(std::size_t question,
                   const std::map<std::size_t, std::vector<std::size_t>>& by_target) {
    if (by_target.size() == 1) return by_target.begin()->first;
    Node made{question, {}};
    for (const auto& [target, cells] : by_target) made.branches.push_back({target, cells});
    const auto [entry, added] = numbers_.emplace(std::move(made), first_node + nodes_.size());
    if (added) nodes_.push_back(&entry->first);
    return entry->second;
  }

  bool list_from(std::size_t target, Box& path, std::vector<Box>& boxes) const {
    if (target == outside) return true;
    if (target == inside) {
      boxes.push_back(path);
      return boxes.size() <= limits::diff_boxes_max;
    }
    const Node& node = *nodes_[target - first_node];
    for (const Branch& branch : node.branches) {
      path.push_back({node.question, branch.cells});
      const bool fits = list_from(branch.target, path, boxes);
      path.pop_back();
      if (!fits) return false;
    }
    return true;
  }

  const Joint& joint_;
  Fires fires_;
  Budget& budget_;
  ByVersion<const JointRule*> rule_{};
  std::vector<std::size_t> questions_;  // that the rule tests in either version
  std::map<std::pair<std::size_t, State>, std::size_t> remembered_;
  std::map<Node, std::size_t> numbers_;
  std::vector<const Node*> nodes_;
  std::size_t root_ = outside;
};

}  // namespace

std::optional<std::vector<Box>> region(const Joint& joint,
                                       const ByVersion<std::optional<std::size_t>>& rule,
                                       Fires fires, Budget& budget) {
  const Diagram diagram(joint, rule, fires, budget);
  std::vector<Box> boxes;
  if (budget.exceeded() || !diagram.list(boxes)) return std::nullopt;
  return boxes;
}

}  // namespace precall
