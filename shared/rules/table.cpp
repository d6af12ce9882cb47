// Builds the combined rows from the matrix, and reads them.
#include "rules/table.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/limits.hpp"

namespace precall {
namespace {

constexpr std::size_t width = VerdictTableBlock::width;
constexpr std::size_t half_rows = 256;
constexpr std::size_t blocks_max = limits::questions_max / width;

// Neighbouring cells with equal rows are one to the table. By first cell.
std::vector<std::size_t> distinct_cells(const RuleMatrix& matrix, std::size_t question) {
  const std::size_t words = matrix.term_words();
  std::vector<std::size_t> distinct;
  for (std::size_t c = 0; c < matrix.questions[question].cells.size(); ++c) {
    const std::uint64_t* row = matrix.row(question, c);
    if (distinct.empty() || !std::equal(row, row + words, matrix.row(question, distinct.back()))) {
      distinct.push_back(c);
    }
  }
  return distinct;
}

class TableBuilder {
 public:
  explicit TableBuilder(const CompiledPolicy& compiled)
      : policy_(compiled.policy), matrix_(compiled.matrix), words_(matrix_.term_words()) {}

  VerdictTable build() {
    const std::size_t questions = policy_.questions.size();
    table_.term_words = words_;
    table_.rule_count = policy_.rules.size();
    table_.blocks.resize((questions + width - 1) / width);
    table_.rows.assign(table_.blocks.size() * 2 * half_rows * words_, ~std::uint64_t{0});
    for (std::size_t q = 0; q < questions; ++q) {
      const auto distinct = distinct_cells(matrix_, q);
      if (distinct.size() <= 2) {
        add_bit(q, distinct);
      } else if (policy_.questions[q].options.empty()) {
        add_steps(q, distinct);
      } else {
        add_pick(q);
      }
    }
    add_rules();
    return std::move(table_);
  }

 private:
  std::int32_t start_of(std::size_t q, std::size_t cell) const {
    return static_cast<std::int32_t>(matrix_.questions[q].cells[cell].from);
  }

  // Takes away what the question forbids from each row of its half: by its first cell where its
  // bit is clear, by its other one where it is set.
  void add_bit(std::size_t q, const std::vector<std::size_t>& distinct) {
    VerdictTableBlock& block = table_.blocks[q / width];
    const std::size_t lane = q % width;
    const std::size_t bit = lane % (width / 2);
    const bool days = policy_.questions[q].type == QuestionType::date;
    block.weight[lane] = 1 << lane;
    block.flip[lane] = days ? -1 : 0;
    // For a date the tested value is today - day - 1.
    block.threshold[lane] = start_of(q, distinct.back()) - (days ? 2 : 1);
    const std::size_t first = (q / (width / 2)) * half_rows;
    for (std::size_t index = 0; index < half_rows; ++index) {
      const bool set = (index >> bit & 1) != 0;
      const std::uint64_t* row = matrix_.row(q, set ? distinct.back() : distinct.front());
      for (std::size_t w = 0; w < words_; ++w) table_.rows[(first + index) * words_ + w] &= row[w];
    }
  }

  void add_pick(std::size_t q) {
    table_.picks.push_back({static_cast<std::uint32_t>(q), next_row()});
    for (std::size_t c = 0; c < matrix_.questions[q].cells.size(); ++c) add_row(q, c);
  }

  void add_steps(std::size_t q, const std::vector<std::size_t>& distinct) {
    const bool days = policy_.questions[q].type == QuestionType::date;
    VerdictTableSteps steps{q, next_row(), days, {}};
    for (const std::size_t cell : distinct) {
      if (cell != distinct.front()) steps.starts.push_back(start_of(q, cell));
      add_row(q, cell);
    }
    table_.steps.push_back(std::move(steps));
  }

  std::uint32_t next_row() const { return static_cast<std::uint32_t>(table_.rows.size() / words_); }

  void add_row(std::size_t q, std::size_t cell) {
    const std::uint64_t* row = matrix_.row(q, cell);
    table_.rows.insert(table_.rows.end(), row, row + words_);
  }

  void add_rules() {
    table_.blocking.resize(table_.rule_words());
    bool one_each = true;
    for (std::size_t r = 0; r < policy_.rules.size(); ++r) {
      if (policy_.rules[r].effect == Effect::blocks) set_bit(table_.blocking, r);
      one_each = one_each && matrix_.rules[r].first == r && matrix_.rules[r].end == r + 1;
    }
    if (one_each) return;
    for (std::size_t r = 0; r < policy_.rules.size(); ++r) {
      table_.rule_of_term.resize(matrix_.rules[r].end, static_cast<std::uint32_t>(r));
    }
  }

  const Policy& policy_;
  const RuleMatrix& matrix_;
  std::size_t words_;
  VerdictTable table_;
};

// Four answers at once, in every compiler's vector types.
using Lanes = std::int32_t __attribute__((vector_size(16)));

Lanes lanes_at(const std::int32_t* values) {
  Lanes lanes;
  std::memcpy(&lanes, values, sizeof lanes);
  return lanes;
}

// The sixteen bits of a block.
std::uint32_t beyond_thresholds(const VerdictTableBlock& block, const std::int32_t* answers,
                                std::int32_t today) {
  Lanes bits = {};
  for (std::size_t i = 0; i < width; i += 4) {
    const Lanes flip = lanes_at(&block.flip[i]);
    const Lanes value = (lanes_at(answers + i) ^ flip) + (flip & today);
    bits |= (value > lanes_at(&block.threshold[i])) & lanes_at(&block.weight[i]);
  }
  std::array<std::uint64_t, 2> halves;
  std::memcpy(halves.data(), &bits, sizeof bits);
  const std::uint64_t both = halves[0] | halves[1];
  return static_cast<std::uint32_t>(both | both >> 32);
}

std::size_t row_of(const VerdictTablePick& pick, const std::int32_t* answers) {
  return pick.first_row + static_cast<std::uint32_t>(answers[pick.question]);
}

std::size_t row_of(const VerdictTableSteps& steps, const std::int32_t* answers, Day today) {
  const std::int32_t answer = answers[steps.question];
  const std::int32_t value = steps.days ? today - answer : answer;
  std::size_t row = steps.first_row;
  for (const std::int32_t start : steps.starts) row += value >= start ? 1 : 0;
  return row;
}

Verdict verdict_of(bool any, bool blocked) {
  return static_cast<Verdict>(static_cast<int>(any) + static_cast<int>(blocked));
}

// Policies of up to 64 terms and 16 questions, as most are: one word, two loads and the lookups.
Verdict classify_small(const VerdictTable& table, const std::int32_t* answers, Day today,
                       std::uint64_t* fired) {
  const std::uint64_t* rows = table.rows.data();
  const std::uint32_t beyond = beyond_thresholds(table.blocks.front(), answers, today);
  std::uint64_t terms = rows[beyond % half_rows] & rows[half_rows + beyond / half_rows];
  for (const VerdictTablePick& pick : table.picks) terms &= rows[row_of(pick, answers)];
  for (const VerdictTableSteps& steps : table.steps) terms &= rows[row_of(steps, answers, today)];
  *fired = terms;
  return verdict_of(terms != 0, (terms & table.blocking.front()) != 0);
}

// Any policy. Kept out of line, so that the small ones do not pay for its registers.
[[gnu::noinline]] Verdict classify_large(const VerdictTable& table, const std::int32_t* answers,
                                         Day today, std::uint64_t* fired) {
  const std::size_t words = table.term_words;
  const bool by_term = !table.rule_of_term.empty();
  std::array<std::uint32_t, blocks_max> beyond;
  for (std::size_t b = 0; b < table.blocks.size(); ++b) {
    beyond[b] = beyond_thresholds(table.blocks[b], answers + b * width, today);
  }
  std::fill(fired, fired + table.rule_words(), 0);
  bool any = false;
  bool blocked = false;
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t terms = ~std::uint64_t{0};
    const std::uint64_t* rows = table.rows.data() + w;
    for (std::size_t b = 0; b < table.blocks.size(); ++b, rows += 2 * half_rows * words) {
      terms &=
          rows[beyond[b] % half_rows * words] & rows[(half_rows + beyond[b] / half_rows) * words];
    }
    for (const VerdictTablePick& pick : table.picks) {
      terms &= table.rows[row_of(pick, answers) * words + w];
    }
    for (const VerdictTableSteps& steps : table.steps) {
      terms &= table.rows[row_of(steps, answers, today) * words + w];
    }
    for (; terms != 0; terms &= terms - 1) {
      const std::size_t term = w * 64 + static_cast<std::size_t>(std::countr_zero(terms));
      const std::size_t rule = by_term ? table.rule_of_term[term] : term;
      fired[rule / 64] |= std::uint64_t{1} << (rule % 64);
      any = true;
      blocked = blocked || test_bit(table.blocking, rule);
    }
  }
  return verdict_of(any, blocked);
}

}  // namespace

VerdictTable make_table(const CompiledPolicy& compiled) {
  return TableBuilder(compiled).build();
}

Verdict classify(const VerdictTable& table, const std::int32_t* answers, Day today,
                 std::uint64_t* fired) {
  const bool small =
      table.term_words == 1 && table.rule_of_term.empty() && table.blocks.size() == 1;
  return small ? classify_small(table, answers, today, fired)
               : classify_large(table, answers, today, fired);
}

}  // namespace precall
