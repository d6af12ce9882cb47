// Dynamic programming over the sets of questions that a list can begin with.
#include "rules/interview_list.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/limits.hpp"
#include "rules/interview_plan.hpp"

namespace precall {
namespace {

constexpr double tie = 1e-12;

// The states in which none of the first questions can change the verdict any more, with the chance
// to come to each.
using Frontier = std::map<StateId, double>;

class ListSearch {
 public:
  explicit ListSearch(const StateGraph& graph) : graph_(graph) {
    const InterviewState& start = graph.states[graph.start];
    for (std::size_t n = start.first; n < start.end; ++n) {
      questions_.push_back(graph.next[n].question);
    }
  }

  Result<std::vector<std::size_t>> search() {
    if (questions_.size() < 64) expected(0, {{graph_.start, 1.0}});
    if (questions_.size() >= 64 || exceeded_) {
      return Error{"/rules",
                   "the lists to ask from begin with more than " +
                       std::to_string(limits::interview_states_max) + " sets of questions",
                   "examine a part of the rules at a time"};
    }
    std::vector<std::size_t> list;
    std::uint64_t set = 0;
    for (auto found = best_.find(set); found != best_.end(); found = best_.find(set)) {
      list.push_back(questions_[found->second.choice]);
      set |= std::uint64_t{1} << found->second.choice;
    }
    return list;
  }

 private:
  struct Best {
    double expected = 0;
    std::size_t choice = 0;  // in questions_
  };

  // The questions still expected after the first ones, `set`, have led to `frontier`.
  double expected(std::uint64_t set, const Frontier& frontier) {
    const auto settled = [](const auto& entry) { return StateGraph::is_settled(entry.first); };
    if (exceeded_ || std::all_of(frontier.begin(), frontier.end(), settled)) return 0;
    const auto known = best_.find(set);
    if (known != best_.end()) return known->second.expected;
    std::vector<double> options(questions_.size());
    for (std::size_t i = 0; i < questions_.size(); ++i) options[i] = with(set, i, frontier);
    const double least = *std::min_element(options.begin(), options.end());
    std::size_t choice = 0;
    while (options[choice] > least + tie) ++choice;
    best_[set] = {options[choice], choice};
    exceeded_ = exceeded_ || best_.size() > limits::interview_states_max;
    return options[choice];
  }

  // The same if the question comes next in the list.
  double with(std::uint64_t set, std::size_t index, const Frontier& frontier) {
    const std::uint64_t bit = std::uint64_t{1} << index;
    if ((set & bit) != 0) return never;
    Frontier after;
    double asked = 0;
    for (const auto& [state, chance] : frontier) {
      const NextQuestion* next = find(state, questions_[index]);
      if (next == nullptr) {
        after[state] += chance;
        continue;
      }
      asked += chance;
      for (std::size_t c = 0; c < graph_.range[next->question].size(); ++c) {
        after[graph_.ways[next->first + c]] += chance * chance_of(graph_, next->question, c);
      }
    }
    return asked + expected(set | bit, after);
  }

  const NextQuestion* find(StateId id, std::size_t question) const {
    const InterviewState& state = graph_.states[id];
    for (std::size_t n = state.first; n < state.end; ++n) {
      if (graph_.next[n].question == question) return &graph_.next[n];
    }
    return nullptr;
  }

  static constexpr double never = 1e9;

  const StateGraph& graph_;
  std::vector<std::size_t> questions_;  // that can change the verdict, in asking order
  std::unordered_map<std::uint64_t, Best> best_;
  bool exceeded_ = false;
};

}  // namespace

Result<std::vector<std::size_t>> best_list(const StateGraph& graph) {
  return ListSearch(graph).search();
}

}  // namespace precall
