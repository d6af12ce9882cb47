// A policy laid out for brute force: every combination of answers that its conditions can tell
// apart on one day, with the rules that fire. Works on the policy's JSON with the tests' own
// JsonLogic and shares nothing with the bit matrix.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logic.hpp"

namespace precall::test {

// What a plan is judged by: rules that block and that may refuse in every completion, changes.
struct PlanCost {
  int blocks = 0;
  int refusals = 0;
  int changes = 0;

  auto operator<=>(const PlanCost&) const = default;
};

// All ways to answer the changeable, known questions that leave the fewest rules firing.
struct BestAnswers {
  PlanCost cost;
  std::vector<std::size_t> offsets;
};

// A smallest set of changes: the questions, by bit. Of several, the one that comes first.
struct BestPlan {
  PlanCost cost;
  std::uint64_t questions = 0;
};

class Grid {
 public:
  // One class of answers for each question, or nothing where it is open.
  using Digits = std::vector<std::optional<std::size_t>>;

  Grid(const Json& policy, Day today);

  std::size_t questions() const { return sizes_.size(); }
  std::size_t classes(std::size_t question) const { return sizes_[question]; }
  std::size_t combinations() const { return fired_.size(); }
  const std::string& id(std::size_t question) const { return ids_[question]; }

  // A concrete answer of the class.
  const Json& sample(std::size_t question, std::size_t digit) const {
    return samples_[question][digit];
  }
  // The class of a concrete answer, by the conditions themselves.
  std::size_t digit_of(std::size_t question, const Json& answer) const;

  // Whether some answer of the class is among those that a repair accepts.
  bool overlaps(std::size_t question, std::size_t digit, const Json& accept) const;

  // Verdict by its name, and whether it is settled.
  std::string verdict(const Digits& digits, bool& settled) const;
  // Rules that fire in every completion, by bit.
  std::uint64_t always(const Digits& digits) const;
  PlanCost cost(std::uint64_t always) const;
  // Open questions that still matter, by bit.
  std::uint64_t unknown(const Digits& digits) const;
  // By every way to answer the changeable, known questions; whatever their answers are now.
  BestAnswers best_answers(const Digits& digits) const;
  // The fewest changes that lead to one of `best`, which are the best answers for `digits`.
  BestPlan best_plan(const Digits& digits, const BestAnswers& best) const;
  // The same for any answers to the changeable questions that are known.
  std::size_t unchangeable_part(const Digits& digits) const;

 private:
  void collect(const Json& policy, Day today);
  void fill(Day today);
  void merge_equal();
  bool equal_digits(std::size_t question, std::size_t one, std::size_t other) const;
  std::size_t base(const Digits& digits) const;
  std::vector<std::size_t> completions(const Digits& digits) const;
  bool changeable(const Digits& digits, std::size_t question) const;
  std::vector<std::size_t> targets(const Digits& digits) const;

  Strings strings_;
  std::vector<std::string> ids_;
  std::vector<std::vector<Json>> samples_;
  std::vector<std::vector<Value>> values_;
  std::vector<bool> changeable_;
  std::vector<Logic> rules_;
  std::uint64_t blocking_ = 0;
  Day today_ = 0;
  std::vector<std::size_t> sizes_;
  std::vector<std::size_t> strides_;
  std::vector<std::uint64_t> fired_;
};

}  // namespace precall::test
