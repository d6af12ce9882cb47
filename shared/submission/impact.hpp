// How many of the answers that customers gave lead elsewhere under a new version of the policy.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "rules/evaluate.hpp"
#include "rules/joint.hpp"

namespace precall {

// The first few lines of a kind, to look at.
struct Lines {
  std::size_t count = 0;
  std::vector<std::size_t> first;  // line numbers
};

struct UnusableLine {
  std::size_t line = 0;
  Error error;
};

struct Impact {
  std::size_t unchanged = 0;
  std::size_t consultations = 0;  // submissions of the form that has no verdict
  Lines reasons_changed;          // with the same verdict
  std::array<std::array<Lines, 4>, 4> verdict_changed;  // by the Verdict under OLD, and under NEW
  std::size_t unusable = 0;
  std::vector<UnusableLine> first_unusable;

  std::size_t verdicts_changed() const;
  std::size_t total() const;
};

// Counts one line: an answers object as `precall check` reads it, judged at `now`, or a submission,
// judged when it was made. Each version sees the answers it knows: a question that it does not ask
// is left out, and a value that it does not offer is open. What neither knows makes the line
// unusable. Reasons are the same if the same rules fire with the same effect and clause.
void count_line(Impact& impact, const ByVersion<const CompiledPolicy*>& policies, Instant now,
                std::size_t number, std::string_view line);

// {total, unchanged, reasons_changed, verdict_changed: [{from, to, count, lines}], consultations,
// unusable, unusable_lines: [{line, error}]}.
Json impact_to_json(const Impact& impact);

}  // namespace precall
