// Walks the combinations of a rule's own open questions over the words that hold its terms.
#include "rules/firing.hpp"

#include <algorithm>
#include <array>

#include "base/limits.hpp"

namespace precall {
namespace {

// The bits of one rule's terms that are still possible. Only the words in use are copied.
class Terms {
 public:
  explicit Terms(const RuleTerms& rule)
      : first_word_(rule.first / 64), count_((rule.end + 63) / 64 - rule.first / 64) {
    for (std::size_t i = 0; i < count_; ++i) words_[i] = ~std::uint64_t{0};
    if (count_ == 0) return;
    words_[0] &= ~std::uint64_t{0} << rule.first % 64;
    if (rule.end % 64 != 0) words_[count_ - 1] &= ~(~std::uint64_t{0} << rule.end % 64);
  }
  Terms(const Terms& other) : first_word_(other.first_word_), count_(other.count_) {
    std::copy_n(other.words_.begin(), count_, words_.begin());
  }
  Terms& operator=(const Terms&) = delete;

  void become(const Terms& other) { std::copy_n(other.words_.begin(), count_, words_.begin()); }

  void restrict_to(const std::uint64_t* row) {
    for (std::size_t i = 0; i < count_; ++i) words_[i] &= row[first_word_ + i];
  }

  // Keeps the terms that some cell of the question allows.
  void restrict_to(const RuleMatrix& matrix, std::size_t question, CellRange cells) {
    if (cells.first == cells.last) return restrict_to(matrix.row(question, cells.first));
    for (std::size_t i = 0; i < count_; ++i) {
      std::uint64_t either = 0;
      for (std::size_t c = cells.first; c <= cells.last; ++c) {
        either |= matrix.row(question, c)[first_word_ + i];
      }
      words_[i] &= either;
    }
  }

  bool equals(const Terms& other) const {
    return std::equal(words_.begin(), words_.begin() + count_, other.words_.begin());
  }

  bool any() const {
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < count_; ++i) all |= words_[i];
    return all != 0;
  }

 private:
  std::size_t first_word_;
  std::size_t count_;
  std::array<std::uint64_t, limits::terms_max / 64 + 1> words_;
};

Terms possible_terms(const RuleMatrix& matrix, const Facts& facts, const RuleTerms& rule) {
  Terms terms(rule);
  for (const std::size_t q : rule.questions) terms.restrict_to(matrix, q, facts[q]);
  return terms;
}

// Looks through the combinations of a rule's open questions for one under which it hangs on
// `question`; without a question (`none`), for one under which it does not fire.
struct Walk {
  static constexpr std::size_t none = limits::questions_max;

  const RuleMatrix& matrix;
  const Facts& facts;
  const RuleTerms& rule;
  std::size_t question = none;

  // From the rule's `depth`-th question on, whose terms these still are.
  bool finds(std::size_t depth, const Terms& terms) const {
    while (depth < rule.questions.size() && skipped(rule.questions[depth])) ++depth;
    if (depth == rule.questions.size()) return question == none ? !terms.any() : hangs(terms);
    const std::size_t next_question = rule.questions[depth];
    const CellRange cells = facts[next_question];
    Terms next = terms;
    Terms before = terms;
    for (std::size_t c = cells.first; c <= cells.last; ++c) {
      next.become(terms);
      next.restrict_to(matrix.row(next_question, c));
      // Other rules may cut the question more finely than this one does.
      if (c > cells.first && next.equals(before)) continue;
      if (finds(depth + 1, next)) return true;
      before.become(next);
    }
    return false;
  }

  bool skipped(std::size_t q) const { return q == question || !is_open(facts, q); }

  // Whether some cells of the question make the rule fire, and others do not.
  bool hangs(const Terms& terms) const {
    const CellRange cells = facts[question];
    std::size_t firing = 0;
    for (std::size_t c = cells.first; c <= cells.last; ++c) {
      Terms here = terms;
      here.restrict_to(matrix.row(question, c));
      if (here.any()) ++firing;
    }
    return firing != 0 && firing != cells.size();
  }
};

}  // namespace

bool may_fire(const RuleMatrix& matrix, const Facts& facts, std::size_t rule) {
  return possible_terms(matrix, facts, matrix.rules[rule]).any();
}

bool always_fires(const RuleMatrix& matrix, const Facts& facts, std::size_t rule) {
  const RuleTerms& terms = matrix.rules[rule];
  const Terms possible = possible_terms(matrix, facts, terms);
  return possible.any() && !Walk{matrix, facts, terms}.finds(0, possible);
}

bool depends_on(const RuleMatrix& matrix, const Facts& facts, std::size_t rule,
                std::size_t question) {
  const RuleTerms& terms = matrix.rules[rule];
  const Terms possible = possible_terms(matrix, facts, terms);
  return possible.any() && Walk{matrix, facts, terms, question}.finds(0, possible);
}

bool fires_alike(const RuleMatrix& matrix, const Facts& one, const Facts& other, std::size_t rule) {
  const RuleTerms& terms = matrix.rules[rule];
  return possible_terms(matrix, one, terms).equals(possible_terms(matrix, other, terms)) ||
         (always_fires(matrix, one, rule) && always_fires(matrix, other, rule));
}

}  // namespace precall
