// What a customer can change: the smallest set of answers whose change leaves the fewest rules
// firing, and the verdict that it leads to.
#pragma once

#include <optional>
#include <vector>

#include "rules/evaluate.hpp"

namespace precall {

// Change the answer to `question` to any of `options`, or to any value of the range. Whatever is
// chosen among these, for every repair of a plan, leads to the same verdict.
struct Repair {
  std::size_t question = 0;
  std::vector<std::int64_t> options;  // of booleans and choices
  std::optional<std::int64_t> from;   // of integers and dates; absent where any value does
  std::optional<std::int64_t> to;
};

struct RepairPlan {
  std::vector<Repair> repairs;  // policy order
  // What holds afterwards; nothing if there are no repairs.
  std::optional<Outcome> after;
  std::optional<Day> valid_until;  // nothing too where a date is among the repairs
};

// The plan for `evaluation`, which is that of `answers` on the day `today`. Exact: the fewest
// `blocks` rules that fire in every completion, then the fewest `may_refuse` rules, then the fewest
// changes, then the questions that come first. Branch and bound over the changeable answers that
// rules link with each other; an Error names limits::repair_steps_max if they are too many.
Result<RepairPlan> plan_repairs(const CompiledPolicy& compiled, const Answers& answers, Day today,
                                const Evaluation& evaluation);

}  // namespace precall
