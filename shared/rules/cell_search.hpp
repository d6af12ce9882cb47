// Looks for answers under which none of some rules fires, or proves that there are none: the one
// search to which every proof about a policy comes down. It works on sets of cells, one a question.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rules/matrix.hpp"

namespace precall {

// Answers to every question, each as a cell.
using Point = std::vector<std::size_t>;

// The cells of a question that a term accepts, where it does not accept all of them.
struct CellTest {
  std::size_t question = 0;
  std::size_t accepted = 0;  // where its words begin
};

// A region of answers that is narrowed step by step, and searched. A step is a test looked at.
class CellSearch {
 public:
  // Begins with all the cells that `facts` leave.
  CellSearch(const RuleMatrix& matrix, const Facts& facts, std::size_t steps_max);

  // No steps are left: what was not found since may exist all the same.
  bool exhausted() const { return steps_left_ == 0; }

  std::span<const CellTest> tests(std::size_t term) const;
  bool is_possible(std::size_t term) const;
  bool is_possible(const RuleTerms& rule) const;
  // Whether the term holds at a point of the cells that the search began with.
  bool holds_at(const Point& point, std::size_t term) const;

  // Narrow the region: to answers that pass the test, that fail it, or to one cell. False if
  // nothing is left, and then only undo may follow.
  bool keep(const CellTest& test);
  bool exclude(const CellTest& test);
  bool keep_cell(std::size_t question, std::size_t cell);
  bool keep_term(std::size_t term);

  // Widens the region again to what it was at a mark.
  std::size_t mark() const { return trail_.size(); }
  void undo(std::size_t mark);

  // The cells of this point are taken where they are as good as others.
  void prefer(Point point) { preferred_ = std::move(point); }

  // Some answers in the region; it must not be empty.
  Point point() const;

  // Answers in the region under which none of `rules` fires. Exact unless exhausted; exponential
  // in the worst case (it is satisfiability), hence the steps. The region stays as it is.
  std::optional<Point> avoid(std::span<const std::size_t> rules);
  // The same as far as `steps_max` steps lead, which are not counted otherwise.
  std::optional<Point> try_avoid(std::span<const std::size_t> rules, std::size_t steps_max);

 private:
  struct Change {
    std::size_t word;
    std::uint64_t before;
  };
  // How a term stands in the region: how many of its tests may still fail, and one of these.
  struct Standing {
    bool possible = true;
    std::size_t escapes = 0;
    const CellTest* escape = nullptr;
  };

  std::size_t words_of(std::size_t question) const {
    return first_word_[question + 1] - first_word_[question];
  }
  bool is_in_region(std::size_t question, std::size_t cell) const;
  void set_word(std::size_t word, std::uint64_t value);
  void add_tests(const RuleMatrix& matrix, const RuleTerms& rule, std::size_t term);
  Standing standing(std::size_t term);
  bool prefers_to_fail(const CellTest& test) const;
  std::vector<std::vector<std::size_t>> linked_terms(std::span<const std::size_t> rules);
  bool escape(const std::vector<std::size_t>& terms);
  bool propagate(const std::vector<std::size_t>& terms, std::vector<std::size_t>& live,
                 const CellTest*& branch);

  const RuleMatrix& matrix_;
  std::vector<std::size_t> first_word_;  // of a question's cells in the region, and the end
  Bits region_;
  std::vector<std::size_t> first_test_;  // of a term, and the end
  std::vector<CellTest> tests_;
  Bits accepted_;
  std::vector<Change> trail_;
  Point preferred_;
  std::size_t steps_left_;
};

}  // namespace precall
