// Interviews by brute force: a recursion over every raw state, which is for each question one of
// its cells or open, judged by the tests' own reading of the rules. What a cell is comes from the
// matrix, because weights belong to cells; what its answers do does not.
#pragma once

#include "logic.hpp"
#include "rules/interview.hpp"
#include "support.hpp"

namespace precall::test {

class InterviewOracle {
 public:
  InterviewOracle(const Json& policy, const CompiledPolicy& compiled, const CellWeights& weights,
                  Day today);

  // Raw states; the costs may be asked for if there are not more than states_max.
  std::size_t states() const { return records_.size(); }
  static constexpr std::size_t states_max = 10000;

  OrderCost asking() const { return asking(start(), 0); }
  OrderCost greedy() const;
  OrderCost best() const;
  // Always the first question of the list, which names all, that can still change the verdict.
  OrderCost list(const std::vector<std::size_t>& order) const;
  // The least expected number of questions of all lists.
  double best_list() const;

  // Whether the open question can still change the verdict after these answers; for each question
  // the position of its cell within the day's range, or nothing.
  bool sways(const std::vector<std::optional<std::size_t>>& answers, std::size_t question) const;
  const std::vector<std::size_t>& first_cells() const { return first_; }
  std::size_t cells(std::size_t question) const { return values_[question].size(); }

 private:
  struct Record {
    std::uint64_t fired = 0;    // by rule, where nothing is open
    unsigned gravities = 0;     // of the completions: 1 eligible, 2 may be refused, 4 not met
    std::uint64_t matters = 0;  // by question: it makes different rules fire
    std::uint64_t decides = 0;  // by question: it makes verdicts differ
    bool settled() const { return (gravities & (gravities - 1)) == 0; }
  };

  std::size_t start() const { return records_.size() - 1; }
  std::size_t digit(std::size_t state, std::size_t question) const;
  bool open(std::size_t state, std::size_t question) const;
  std::size_t with(std::size_t state, std::size_t question, std::size_t cell) const;
  void judge(std::size_t state, const std::vector<Logic>& rules, std::uint64_t blocking, Day today);
  double chance(std::size_t question, std::size_t cell) const;
  std::int64_t weight(std::size_t question, std::size_t cell) const;
  template <class Next>
  OrderCost after(std::size_t state, std::size_t question, const Next& next) const;
  OrderCost asking(std::size_t state, std::size_t position) const;
  template <class Choose>
  std::vector<OrderCost> costs(const Choose& choose) const;

  std::vector<std::vector<Value>> values_;  // by question and position: an answer in the cell
  std::vector<std::size_t> first_;          // by question: the first cell of the day's range
  std::vector<std::size_t> strides_;
  std::vector<std::size_t> order_;
  CellWeights weights_;
  std::vector<std::int64_t> totals_;
  std::vector<Record> records_;  // by state; a question's last digit stands for open
};

}  // namespace precall::test
