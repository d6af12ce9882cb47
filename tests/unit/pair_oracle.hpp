// Two policies side by side by brute force: what both make of every combination of answers that a
// condition of either could tell apart. Reads the policies' JSON by itself, like Oracle.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "logic.hpp"

namespace precall::test {

class PairOracle {
 public:
  // A question and answers to it: of a question that both policies ask in the same way those that
  // both know, else those of the one that asks it.
  struct Dimension {
    std::string id;
    std::array<bool, 2> asked{};
    std::vector<Json> answers;
  };
  // What is said when a rule fires.
  struct Reason {
    std::string rule;
    std::string effect;
    std::string clause;

    bool operator==(const Reason&) const = default;
  };
  struct Outcome {
    std::array<std::uint64_t, 2> reasons{};  // one bit for each of reasons()
    std::array<int, 2> gravity{};            // 2 if a rule blocks, 1 if one may refuse
  };
  // An answer's position, by dimension.
  using Combination = std::vector<std::size_t>;

  PairOracle(const Json& before, const Json& after, Day today);

  const std::vector<Dimension>& dimensions() const { return dimensions_; }
  const std::vector<Reason>& reasons() const { return reasons_; }
  std::size_t combinations() const;

  // Until `visit` returns false. Returns whether it never did.
  bool each(const std::function<bool(const Combination&, const Outcome&)>& visit) const;

  // Whether every combination gives the same reasons under both.
  bool same() const;

 private:
  struct Rule {
    std::size_t reason = 0;
    int gravity = 0;
    Logic when;
  };
  struct Side {
    std::vector<std::string> ids;
    std::vector<Rule> rules;
    std::vector<std::size_t> dimension;  // by question
  };

  std::size_t reason_number(const Json& rule);
  void add_dimension(const Json* before, const Json* after);
  std::vector<Json> answers_to(const Json* before, const Json* after) const;
  std::vector<Json> numbers_for(const Json* before, const Json* after) const;
  void collect(std::size_t side, const Json* question, std::vector<std::int64_t>& numbers) const;

  Day today_;
  Strings strings_;
  std::vector<Reason> reasons_;
  std::array<Side, 2> sides_;
  std::vector<Dimension> dimensions_;
  std::vector<std::vector<Value>> values_;  // by dimension and answer
};

}  // namespace precall::test
