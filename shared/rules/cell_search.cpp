// The search: every term of the rules has to fail in one of its tests. A test that alone can still
// fail must; otherwise one is tried both ways (Davis, Putnam, Logemann and Loveland, on cells).
#include "rules/cell_search.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace precall {

CellSearch::CellSearch(const RuleMatrix& matrix, const Facts& facts, std::size_t steps_max)
    : matrix_(matrix), first_word_{0}, first_test_{0}, steps_left_(steps_max) {
  for (std::size_t q = 0; q < facts.size(); ++q) {
    first_word_.push_back(first_word_.back() + (matrix.questions[q].cells.size() + 63) / 64);
    region_.resize(first_word_.back());
    for (std::size_t c = facts[q].first; c <= facts[q].last; ++c) {
      set_bit(region_, first_word_[q] * 64 + c);
    }
  }
  for (const RuleTerms& rule : matrix.rules) {
    for (std::size_t term = rule.first; term < rule.end; ++term) {
      add_tests(matrix, rule, term);
      first_test_.push_back(tests_.size());
    }
  }
}

void CellSearch::add_tests(const RuleMatrix& matrix, const RuleTerms& rule, std::size_t term) {
  for (const std::size_t q : rule.questions) {
    const std::size_t cells = matrix.questions[q].cells.size();
    const CellTest test{q, accepted_.size()};
    accepted_.resize(accepted_.size() + words_of(q));
    bool all = true;
    for (std::size_t c = 0; c < cells; ++c) {
      const bool accepted = (matrix.row(q, c)[term / 64] >> (term % 64) & 1) != 0;
      if (accepted) set_bit(accepted_, test.accepted * 64 + c);
      all = all && accepted;
    }
    if (all) {
      accepted_.resize(test.accepted);
    } else {
      tests_.push_back(test);
    }
  }
}

std::span<const CellTest> CellSearch::tests(std::size_t term) const {
  return {tests_.data() + first_test_[term], tests_.data() + first_test_[term + 1]};
}

bool CellSearch::is_in_region(std::size_t question, std::size_t cell) const {
  return test_bit(region_, first_word_[question] * 64 + cell);
}

bool CellSearch::is_possible(std::size_t term) const {
  const auto passable = [this](const CellTest& test) {
    for (std::size_t w = 0; w < words_of(test.question); ++w) {
      if ((region_[first_word_[test.question] + w] & accepted_[test.accepted + w]) != 0) {
        return true;
      }
    }
    return false;
  };
  const auto all = tests(term);
  return std::all_of(all.begin(), all.end(), passable);
}

bool CellSearch::holds_at(const Point& point, std::size_t term) const {
  const auto all = tests(term);
  return std::all_of(all.begin(), all.end(), [&](const CellTest& test) {
    return test_bit(accepted_, test.accepted * 64 + point[test.question]);
  });
}

bool CellSearch::is_possible(const RuleTerms& rule) const {
  for (std::size_t term = rule.first; term < rule.end; ++term) {
    if (is_possible(term)) return true;
  }
  return false;
}

void CellSearch::set_word(std::size_t word, std::uint64_t value) {
  if (region_[word] == value) return;
  trail_.push_back({word, region_[word]});
  region_[word] = value;
}

void CellSearch::undo(std::size_t mark) {
  for (; trail_.size() > mark; trail_.pop_back()) {
    region_[trail_.back().word] = trail_.back().before;
  }
}

bool CellSearch::keep(const CellTest& test) {
  std::uint64_t left = 0;
  for (std::size_t w = 0; w < words_of(test.question); ++w) {
    const std::size_t word = first_word_[test.question] + w;
    set_word(word, region_[word] & accepted_[test.accepted + w]);
    left |= region_[word];
  }
  return left != 0;
}

bool CellSearch::exclude(const CellTest& test) {
  std::uint64_t left = 0;
  for (std::size_t w = 0; w < words_of(test.question); ++w) {
    const std::size_t word = first_word_[test.question] + w;
    set_word(word, region_[word] & ~accepted_[test.accepted + w]);
    left |= region_[word];
  }
  return left != 0;
}

bool CellSearch::keep_cell(std::size_t question, std::size_t cell) {
  if (!is_in_region(question, cell)) return false;
  for (std::size_t w = 0; w < words_of(question); ++w) {
    const std::uint64_t bit = w == cell / 64 ? std::uint64_t{1} << (cell % 64) : 0;
    set_word(first_word_[question] + w, bit);
  }
  return true;
}

bool CellSearch::keep_term(std::size_t term) {
  const auto all = tests(term);
  return std::all_of(all.begin(), all.end(), [this](const CellTest& test) { return keep(test); });
}

Point CellSearch::point() const {
  Point point(first_word_.size() - 1);
  for (std::size_t q = 0; q < point.size(); ++q) {
    if (q < preferred_.size() && is_in_region(q, preferred_[q])) {
      point[q] = preferred_[q];
      continue;
    }
    std::size_t word = first_word_[q];
    while (region_[word] == 0) ++word;
    point[q] =
        (word - first_word_[q]) * 64 + static_cast<std::size_t>(std::countr_zero(region_[word]));
  }
  return point;
}

CellSearch::Standing CellSearch::standing(std::size_t term) {
  Standing result;
  for (const CellTest& test : tests(term)) {
    if (steps_left_ > 0) --steps_left_;
    std::uint64_t passing = 0;
    std::uint64_t failing = 0;
    for (std::size_t w = 0; w < words_of(test.question); ++w) {
      const std::uint64_t cells = region_[first_word_[test.question] + w];
      passing |= cells & accepted_[test.accepted + w];
      failing |= cells & ~accepted_[test.accepted + w];
    }
    if (passing == 0) return {false, 0, nullptr};
    if (failing == 0) continue;
    ++result.escapes;
    if (result.escape == nullptr || prefers_to_fail(test)) result.escape = &test;
  }
  return result;
}

bool CellSearch::prefers_to_fail(const CellTest& test) const {
  if (preferred_.empty()) return false;
  const std::size_t cell = preferred_[test.question];
  return is_in_region(test.question, cell) && !test_bit(accepted_, test.accepted * 64 + cell);
}

// Terms that share no undecided question are independent: searched one group after the other,
// they cost a sum instead of a product.
std::vector<std::vector<std::size_t>> CellSearch::linked_terms(std::span<const std::size_t> rules) {
  std::vector<std::size_t> terms;
  for (const std::size_t r : rules) {
    for (std::size_t t = matrix_.rules[r].first; t < matrix_.rules[r].end; ++t) {
      if (standing(t).possible) terms.push_back(t);
    }
  }
  if (rules.size() == 1) return {std::move(terms)};
  std::vector<std::size_t> leader(terms.size());
  std::iota(leader.begin(), leader.end(), std::size_t{0});
  const auto find = [&](std::size_t i) {
    while (leader[i] != i) i = leader[i] = leader[leader[i]];
    return i;
  };
  std::vector<std::size_t> owner(first_word_.size(), terms.size());
  for (std::size_t i = 0; i < terms.size(); ++i) {
    for (const CellTest& test : tests(terms[i])) {
      std::size_t& first = owner[test.question];
      if (first == terms.size()) first = i;
      leader[find(i)] = find(first);
    }
  }
  std::vector<std::vector<std::size_t>> groups(terms.size());
  for (std::size_t i = 0; i < terms.size(); ++i) groups[find(i)].push_back(terms[i]);
  std::erase_if(groups, [](const auto& group) { return group.empty(); });
  return groups;
}

// Excludes what must fail until nothing more must. False if some term cannot fail. Else `live` are
// the terms that may still hold, and `branch` a test of the one with the fewest ways out.
bool CellSearch::propagate(const std::vector<std::size_t>& terms, std::vector<std::size_t>& live,
                           const CellTest*& branch) {
  for (bool changed = true; changed;) {
    changed = false;
    live.clear();
    branch = nullptr;
    std::size_t fewest = 0;
    for (const std::size_t term : terms) {
      const Standing now = standing(term);
      if (exhausted() || (now.possible && now.escapes == 0)) return false;
      if (!now.possible) continue;
      if (now.escapes == 1) {
        exclude(*now.escape);
        changed = true;
        continue;
      }
      live.push_back(term);
      if (branch == nullptr || now.escapes < fewest) {
        branch = now.escape;
        fewest = now.escapes;
      }
    }
  }
  return true;
}

// Narrows the region to one in which none of `terms` holds, or returns false.
bool CellSearch::escape(const std::vector<std::size_t>& terms) {
  std::vector<std::size_t> live;
  const CellTest* branch = nullptr;
  if (!propagate(terms, live, branch)) return false;
  if (branch == nullptr) return true;
  const std::size_t before = mark();
  exclude(*branch);
  if (escape(live)) return true;
  undo(before);
  keep(*branch);
  return escape(live);
}

std::optional<Point> CellSearch::avoid(std::span<const std::size_t> rules) {
  if (exhausted()) return std::nullopt;
  // Mostly the point at hand does already, and nothing has to be searched.
  const Point here = point();
  const auto fails = [&](std::size_t term) { return !holds_at(here, term); };
  const bool none = std::all_of(rules.begin(), rules.end(), [&](std::size_t r) {
    std::size_t term = matrix_.rules[r].first;
    while (term < matrix_.rules[r].end && fails(term)) ++term;
    return term == matrix_.rules[r].end;
  });
  if (none) return here;
  const std::size_t before = mark();
  const auto groups = linked_terms(rules);
  const bool all = std::all_of(groups.begin(), groups.end(), [&](const auto& group) {
    return std::all_of(group.begin(), group.end(), fails) || escape(group);
  });
  std::optional<Point> found;
  if (all && !exhausted()) found = point();
  undo(before);
  return found;
}

std::optional<Point> CellSearch::try_avoid(std::span<const std::size_t> rules,
                                           std::size_t steps_max) {
  const std::size_t before = steps_left_;
  steps_left_ = std::min(before, steps_max);
  auto found = avoid(rules);
  steps_left_ = before;
  return found;
}

}  // namespace precall
