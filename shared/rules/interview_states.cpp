// Explores the states depth first, so that each is numbered after those it leads to.
#include "rules/interview_states.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "base/limits.hpp"

namespace precall {
namespace {

// What is left of the policy. `open` has a bit a question.
struct Residue {
  Bits terms;
  Bits open;
  bool refused = false;  // a refusal is certain

  bool operator==(const Residue&) const = default;
};

struct ResidueHash {
  std::size_t operator()(const Residue& residue) const {
    std::uint64_t hash = residue.refused ? 1 : 0;
    for (const Bits* bits : {&residue.terms, &residue.open}) {
      for (const std::uint64_t word : *bits) {
        hash = (hash ^ word) * 0x9E3779B97F4A7C15;
        hash ^= hash >> 32;
      }
    }
    return static_cast<std::size_t>(hash);
  }
};

bool none(const Bits& bits) {
  return std::all_of(bits.begin(), bits.end(), [](std::uint64_t word) { return word == 0; });
}

bool disjoint(const Bits& a, const Bits& b) {
  std::uint64_t common = 0;
  for (std::size_t i = 0; i < a.size(); ++i) common |= a[i] & b[i];
  return common == 0;
}

template <class Visit>
void each_bit(const Bits& bits, const Visit& visit) {
  for (std::size_t i = 0; i < bits.size() * 64; ++i) {
    if (bits[i / 64] == 0) {
      i |= 63;
    } else if (test_bit(bits, i)) {
      visit(i);
    }
  }
}

class Explorer {
 public:
  Explorer(const CompiledPolicy& compiled, const CellWeights& weights, Day today)
      : matrix_(compiled.matrix), question_words_((compiled.policy.questions.size() + 63) / 64) {
    graph_.states.resize(StateGraph::settled.size());
    graph_.range = locate(matrix_, compiled.policy, Answers(matrix_.questions.size()), today);
    graph_.weights = weights;
    for (const Step& step : compiled.policy.steps) {
      graph_.order.insert(graph_.order.end(), step.questions.begin(), step.questions.end());
    }
    blocking_.resize(matrix_.term_words());
    for (std::size_t r = 0; r < matrix_.rules.size(); ++r) {
      if (compiled.policy.rules[r].effect != Effect::blocks) continue;
      for (std::size_t t = matrix_.rules[r].first; t < matrix_.rules[r].end; ++t) {
        set_bit(blocking_, t);
      }
    }
  }

  Result<StateGraph> explore() {
    if (auto error = sum_weights()) return *error;
    Residue everything = beginning();
    graph_.start = visit(std::move(everything));
    if (exceeded_.empty()) return std::move(graph_);
    return Error{"/rules", "the interview has more than " + exceeded_,
                 "examine a part of the rules at a time"};
  }

 private:
  std::optional<Error> sum_weights() {
    for (std::size_t q = 0; q < graph_.range.size(); ++q) {
      const auto cell = graph_.weights[q].begin();
      const auto [first, last] = graph_.range[q];
      graph_.totals.push_back(std::accumulate(cell + static_cast<std::ptrdiff_t>(first),
                                              cell + static_cast<std::ptrdiff_t>(last) + 1,
                                              std::int64_t{0}));
      if (graph_.totals[q] > 0 && graph_.totals[q] <= limits::weights_total_max) continue;
      const Place place = child("/questions", q);
      return Error{child(place, "weights").text(), "0 or too large for the answers of this day",
                   "give a weight to an answer that occurs on it"};
    }
    return std::nullopt;
  }

  // Nothing answered; the terms that some answers of the day satisfy, and what each of them tests.
  Residue beginning() {
    Residue all{all_terms(matrix_), Bits(question_words_), false};
    if (matrix_.term_count % 64 != 0) {
      all.terms.back() &= (std::uint64_t{1} << matrix_.term_count % 64) - 1;
    }
    tests_.assign(matrix_.term_count, Bits(question_words_));
    for (std::size_t q = 0; q < graph_.range.size(); ++q) {
      set_bit(all.open, q);
      Bits some(all.terms.size());
      for (std::size_t c = graph_.range[q].first; c <= graph_.range[q].last; ++c) {
        for (std::size_t t = 0; t < matrix_.term_count; ++t) {
          const bool allowed = (matrix_.row(q, c)[t / 64] >> (t % 64) & 1) != 0;
          set_bit(allowed ? some : tests_[t], allowed ? t : q);
        }
      }
      and_row(all.terms, some.data());
    }
    return all;
  }

  // Takes out what cannot change the verdict any more. The settled state, if nothing is left.
  std::optional<StateId> reduce(Residue& residue) const {
    bool blocked = false;
    each_bit(residue.terms, [&](std::size_t term) {
      // A term with nothing left to test has come true.
      if (!disjoint(tests_[term], residue.open)) return;
      (test_bit(blocking_, term) ? blocked : residue.refused) = true;
    });
    if (blocked) return 2;
    if (residue.refused) and_row(residue.terms, blocking_.data());
    if (none(residue.terms)) return residue.refused ? 1 : 0;
    Bits tested(question_words_);
    each_bit(residue.terms, [&](std::size_t term) {
      for (std::size_t i = 0; i < tested.size(); ++i) tested[i] |= tests_[term][i];
    });
    and_row(residue.open, tested.data());
    return std::nullopt;
  }

  StateId visit(Residue residue) {
    words_looked_at_ += residue.terms.size();
    if (words_looked_at_ > limits::interview_words_max) {
      exceeded_ = std::to_string(limits::interview_words_max) + " words of terms to look at";
    }
    if (!exceeded_.empty()) return 0;
    if (const auto settled = reduce(residue)) return *settled;
    const auto known = known_.find(residue);
    if (known != known_.end()) return known->second;
    std::vector<NextQuestion> next;
    std::vector<StateId> ways;
    for (const std::size_t question : graph_.order) {
      if (!exceeded_.empty()) return 0;
      if (!test_bit(residue.open, question)) continue;
      next.push_back({question, ways.size()});
      follow(residue, question, ways);
    }
    const StateId state = add(next, ways);
    known_.emplace(std::move(residue), state);
    return state;
  }

  // Neighbouring cells that allow the same terms lead to the same state.
  void follow(const Residue& residue, std::size_t question, std::vector<StateId>& ways) {
    Residue answered = residue;
    answered.open[question / 64] &= ~(std::uint64_t{1} << question % 64);
    Bits before;
    for (std::size_t c = graph_.range[question].first; c <= graph_.range[question].last; ++c) {
      answered.terms = residue.terms;
      and_row(answered.terms, matrix_.row(question, c));
      ways.push_back(answered.terms == before ? ways.back() : visit(answered));
      before = answered.terms;
    }
  }

  // A question can change the verdict if it still can after some answer to another one; the only
  // open one can if its answers lead to different verdicts.
  Bits relevant(const std::vector<NextQuestion>& next, const std::vector<StateId>& ways) const {
    Bits result(question_words_);
    for (const StateId way : ways) {
      const InterviewState& state = graph_.states[way];
      for (std::size_t n = state.first; n < state.end; ++n) {
        set_bit(result, graph_.next[n].question);
      }
    }
    const bool differ =
        std::any_of(ways.begin(), ways.end(), [&](StateId way) { return way != ways.front(); });
    if (next.size() == 1 && differ) set_bit(result, next.front().question);
    return result;
  }

  // A new state, or the settled one that all ways turn out to lead to.
  StateId add(const std::vector<NextQuestion>& next, const std::vector<StateId>& ways) {
    const Bits matter = relevant(next, ways);
    if (none(matter)) return ways.front();
    InterviewState state{graph_.next.size(), graph_.next.size()};
    for (std::size_t n = 0; n < next.size(); ++n) {
      const std::size_t question = next[n].question;
      if (!test_bit(matter, question)) continue;
      graph_.next.push_back({question, graph_.ways.size()});
      const auto first = ways.begin() + static_cast<std::ptrdiff_t>(next[n].first);
      graph_.ways.insert(graph_.ways.end(), first,
                         first + static_cast<std::ptrdiff_t>(graph_.range[question].size()));
    }
    state.end = graph_.next.size();
    graph_.states.push_back(state);
    if (graph_.states.size() > limits::interview_states_max) {
      exceeded_ = std::to_string(limits::interview_states_max) + " states";
    }
    if (graph_.ways.size() > limits::interview_ways_max) {
      exceeded_ = std::to_string(limits::interview_ways_max) + " ways between its states";
    }
    return static_cast<StateId>(graph_.states.size() - 1);
  }

  const RuleMatrix& matrix_;
  const std::size_t question_words_;
  StateGraph graph_;
  Bits blocking_;            // the terms of rules that block
  std::vector<Bits> tests_;  // by term: the questions that it tests
  std::unordered_map<Residue, StateId, ResidueHash> known_;
  std::size_t words_looked_at_ = 0;
  std::string exceeded_;  // the limit, once it is
};

}  // namespace

Result<StateGraph> explore_interview(const CompiledPolicy& compiled, const CellWeights& weights,
                                     Day today) {
  return Explorer(compiled, weights, today).explore();
}

}  // namespace precall
