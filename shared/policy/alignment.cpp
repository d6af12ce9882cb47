// Alignment by dynamic programming, from the ends of both lists.
#include "policy/alignment.hpp"

#include <algorithm>
#include <iterator>

namespace precall {
namespace {

template <class T>
class Table {
 public:
  Table(std::size_t rows, std::size_t columns) : columns_(columns), cells_(rows * columns) {}
  T& at(std::size_t row, std::size_t column) { return cells_[row * columns_ + column]; }

 private:
  std::size_t columns_;
  std::vector<T> cells_;
};

class Aligner {
 public:
  Aligner(std::span<const Coded> left, std::span<const Coded> right)
      : left_(left),
        right_(right),
        equal_score_(std::uint64_t{1001} * std::min(left.size(), right.size()) + 1),
        scores_(left.size() + 1, right.size() + 1) {}

  std::vector<AlignmentStep> align() {
    for (std::size_t l = left_.size() + 1; l-- > 0;) {
      for (std::size_t r = right_.size() + 1; r-- > 0;) best_step(l, r);
    }
    std::vector<AlignmentStep> steps;
    for (AlignmentStep at; at.left < left_.size() || at.right < right_.size();) {
      steps.push_back(best_step(at.left, at.right));
      at = after(steps.back());
    }
    return steps;
  }

 private:
  using Kind = AlignmentStep::Kind;

  static AlignmentStep after(AlignmentStep step) {
    if (step.kind != Kind::added) ++step.left;
    if (step.kind != Kind::removed) step.right += step.count;
    return step;
  }

  // Keeps the best score from here to both ends. Of equal ones the step that is tried first wins.
  AlignmentStep best_step(std::size_t l, std::size_t r) {
    AlignmentStep best{Kind::equal, l, r, 0};
    std::uint64_t& most = scores_.at(l, r);
    const auto attempt = [&](Kind kind, std::uint64_t score, std::size_t count) {
      const AlignmentStep step{kind, l, r, count};
      const AlignmentStep next = after(step);
      score += scores_.at(next.left, next.right);
      if (best.count != 0 && score <= most) return;
      most = score;
      best = step;
    };
    if (l < left_.size() && r < right_.size()) {
      const std::size_t count = count_equal(left_[l], right_.subspan(r));
      if (count != 0) attempt(Kind::equal, equal_score_, count);
      const std::size_t like = likeness(left_[l], right_[r]);
      if (like >= alike) attempt(Kind::changed, 1 + like, 1);
    }
    if (l < left_.size()) attempt(Kind::removed, 0, 1);
    if (r < right_.size()) attempt(Kind::added, 0, 1);
    return best;
  }

  std::span<const Coded> left_;
  std::span<const Coded> right_;
  std::uint64_t equal_score_;  // more than all changes together
  Table<std::uint64_t> scores_;
};

std::size_t words_of(std::span<const Coded> sentences) {
  std::size_t words = 0;
  for (const Coded& sentence : sentences) words += sentence.words.size();
  return words;
}

}  // namespace

Coded Vocabulary::code(const std::vector<std::string>& words) {
  Coded coded;
  for (const std::string& word : words) {
    const auto next = static_cast<std::uint32_t>(numbers_.size());
    coded.words.push_back(numbers_.emplace(word, next).first->second);
  }
  coded.sorted = coded.words;
  std::sort(coded.sorted.begin(), coded.sorted.end());
  return coded;
}

std::vector<Coded> Vocabulary::code(const std::vector<Sentence>& sentences) {
  std::vector<Coded> result;
  for (const Sentence& sentence : sentences) result.push_back(code(sentence.words));
  return result;
}

std::size_t likeness(const Coded& left, const Coded& right) {
  std::size_t common = 0;
  auto l = left.sorted.begin();
  auto r = right.sorted.begin();
  while (l != left.sorted.end() && r != right.sorted.end()) {
    if (*l == *r) ++common;
    const bool forward = *l <= *r;
    if (*r <= *l) ++r;
    if (forward) ++l;
  }
  return 2000 * common / std::max<std::size_t>(left.words.size() + right.words.size(), 1);
}

std::size_t count_equal(const Coded& left, std::span<const Coded> right) {
  std::size_t matched = 0;
  for (std::size_t count = 0; count < right.size(); ++count) {
    const auto& words = right[count].words;
    if (words.size() > left.words.size() - matched) return 0;
    const auto from = left.words.begin() + static_cast<std::ptrdiff_t>(matched);
    if (!std::equal(words.begin(), words.end(), from)) return 0;
    matched += words.size();
    if (matched == left.words.size()) return count + 1;
  }
  return 0;
}

std::vector<AlignmentStep> align(std::span<const Coded> left, std::span<const Coded> right) {
  return Aligner(left, right).align();
}

std::size_t alignment_steps(std::span<const Coded> left, std::span<const Coded> right) {
  return left.size() * words_of(right) + right.size() * words_of(left);
}

WordChanges changed_words(const Coded& left, const Coded& right) {
  const std::size_t rows = left.words.size();
  const std::size_t columns = right.words.size();
  Table<std::uint32_t> common(rows + 1,
                              columns + 1);  // the longest common subsequence from here on
  for (std::size_t l = rows; l-- > 0;) {
    for (std::size_t r = columns; r-- > 0;) {
      common.at(l, r) = left.words[l] == right.words[r]
                            ? common.at(l + 1, r + 1) + 1
                            : std::max(common.at(l + 1, r), common.at(l, r + 1));
    }
  }
  WordChanges changes;
  std::size_t l = 0;
  std::size_t r = 0;
  while (l < rows || r < columns) {
    if (l < rows && r < columns && left.words[l] == right.words[r]) {
      ++l;
      ++r;
    } else if (r == columns || (l < rows && common.at(l + 1, r) >= common.at(l, r + 1))) {
      changes.removed.push_back(l++);
    } else {
      changes.added.push_back(r++);
    }
  }
  return changes;
}

}  // namespace precall
