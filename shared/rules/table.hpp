// Verdicts on fully known answers in nanoseconds: the matrix's rows, combined beforehand for eight
// questions at a time. Holds nothing that the matrix does not say.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "rules/evaluate.hpp"

namespace precall {

// Sixteen neighbouring questions. Where all that rules ask of a question is whether its answer
// lies beyond one threshold, the answers of the sixteen are sixteen bits, and each half of these
// is the index of a row.
struct alignas(16) VerdictTableBlock {
  static constexpr std::size_t width = 16;

  // Answer v is tested as (v ^ flip) + (flip & today) > threshold; flip is -1 for dates.
  std::array<std::int32_t, width> flip{};
  std::array<std::int32_t, width> threshold{};
  std::array<std::int32_t, width> weight{};  // bit of the question, or 0 if it is picked or stepped
};

// A choice that rules cut more than once: each option has its row.
struct VerdictTablePick {
  std::uint32_t question = 0;
  std::uint32_t first_row = 0;
};

// A number or date that rules cut more than once: a row for each stretch between thresholds.
struct VerdictTableSteps {
  std::size_t question = 0;
  std::size_t first_row = 0;
  bool days = false;
  std::vector<std::int32_t> starts;  // of the second and later rows
};

struct VerdictTable {
  std::size_t term_words = 0;
  std::size_t rule_count = 0;
  std::vector<VerdictTableBlock> blocks;
  std::vector<VerdictTablePick> picks;
  std::vector<VerdictTableSteps> steps;
  Bits rows;  // 512 a block, 256 for each half; then those of picks and steps
  std::vector<std::uint32_t> rule_of_term;  // empty if each rule has one term, in rule order
  Bits blocking;                            // rules whose effect is blocks

  // How many answers classify reads: the questions', and padding that means nothing.
  std::size_t answer_stride() const { return blocks.size() * VerdictTableBlock::width; }
  std::size_t rule_words() const { return (rule_count + 63) / 64; }
};

// Linear in questions and terms.
VerdictTable make_table(const CompiledPolicy& compiled);

// The verdict on answers to all questions: `answers` are answer_stride() values, by question false
// 0 and true 1, the index of an option, the integer, or the Day. Sets bit r of `fired`
// (rule_words() words) iff rule r fires. Precondition: every answer is in its question's range.
// Never undetermined. Two loads for sixteen questions and 64 terms, and one
// for each question that rules cut more than once; allocates nothing.
Verdict classify(const VerdictTable& table, const std::int32_t* answers, Day today,
                 std::uint64_t* fired);

}  // namespace precall
