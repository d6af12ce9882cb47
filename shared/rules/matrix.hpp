// The policy as a bit matrix: questions × cells × terms. A cell is a set of answers that no rule
// tells apart; a term is one way for a rule to fire. Row (question, cell) has a bit for each term
// that the cell still allows, so the terms that hold are the AND of one row per question.
// (The bit-vector scheme of packet classification: Lakshman and Stiliadis, SIGCOMM 1998.)
#pragma once

#include <cstdint>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "policy/policy.hpp"
#include "rules/answers.hpp"

namespace precall {

// One bit a term, or one bit a rule.
using Bits = std::vector<std::uint64_t>;

inline bool test_bit(const Bits& bits, std::size_t index) {
  return (bits[index / 64] >> (index % 64) & 1) != 0;
}
inline void set_bit(Bits& bits, std::size_t index) {
  bits[index / 64] |= std::uint64_t{1} << (index % 64);
}

struct QuestionCells {
  std::vector<Interval> cells;  // ascending, covering the question's ordinals
  Bits rows;                    // by cell, term_words() words each
};

struct RuleTerms {
  std::size_t first = 0;
  std::size_t end = 0;                 // terms [first, end)
  std::vector<std::size_t> questions;  // that its terms test, ascending
};

struct RuleMatrix {
  std::size_t term_count = 0;
  std::vector<QuestionCells> questions;
  std::vector<RuleTerms> rules;

  std::size_t term_words() const { return (term_count + 63) / 64; }
  const std::uint64_t* row(std::size_t question, std::size_t cell) const {
    return questions[question].rows.data() + cell * term_words();
  }
};

// The cells that a question may still be in, both ends included: one if it is answered, usually
// several if it is open.
struct CellRange {
  std::size_t first = 0;
  std::size_t last = 0;

  std::size_t size() const { return last - first + 1; }
  bool operator==(const CellRange&) const = default;
};
using Facts = std::vector<CellRange>;  // by question

// Ascending, each once. A heap sort: std::sort is a download of half a kilobyte more.
void sort_unique(std::vector<std::int64_t>& numbers);

// Expands every rule to terms and the questions to cells. An Error names the rule whose terms or
// combinations exceed limits.hpp.
Result<RuleMatrix> compile_rules(const Policy& policy);

// Where the answers stand on the day `today`. Linear in questions and cells.
Facts locate(const RuleMatrix& matrix, const Policy& policy, const Answers& answers, Day today);

// Whether some term of the rule is among `terms`.
bool any_term(const RuleTerms& rule, const Bits& terms);

// All terms set: where an AND of rows begins.
Bits all_terms(const RuleMatrix& matrix);

inline void and_row(Bits& terms, const std::uint64_t* row) {
  for (std::size_t i = 0; i < terms.size(); ++i) terms[i] &= row[i];
}

}  // namespace precall
