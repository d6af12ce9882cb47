// The cheapest way from one list of sentences to another, and from one sentence to another.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "policy/sentences.hpp"

namespace precall {

// A sentence whose words are numbers, so that comparing them is quick.
struct Coded {
  std::vector<std::uint32_t> words;
  std::vector<std::uint32_t> sorted;
};

// Gives equal words equal numbers.
class Vocabulary {
 public:
  Coded code(const std::vector<std::string>& words);
  std::vector<Coded> code(const std::vector<Sentence>& sentences);

 private:
  std::map<std::string, std::uint32_t> numbers_;
};

// How alike two sentences are by the words they share, in thousandths (Dice's coefficient of the
// bags of words). Linear in their words.
std::size_t likeness(const Coded& left, const Coded& right);

// From here on two sentences are one that was changed: half of their words are shared.
inline constexpr std::size_t alike = 500;

// How many of the first sentences of `right` are together, word for word, the sentence `left`; 0 if
// none. A line may break anywhere, and its end ends a sentence.
std::size_t count_equal(const Coded& left, std::span<const Coded> right);

struct AlignmentStep {
  enum class Kind { equal, changed, removed, added };
  Kind kind = Kind::equal;
  std::size_t left = 0;  // position, or where it would stand
  std::size_t right = 0;
  std::size_t count = 1;  // sentences of `right` that make up the one of `left`
};

// Pairs the sentences in order: as many equal ones as there can be, and between these the changed
// ones whose likenesses, each plus one, add up to most. Exact. Time: alignment_steps(), memory: the
// product of both sizes.
std::vector<AlignmentStep> align(std::span<const Coded> left, std::span<const Coded> right);

// The words of each list times the sentences of the other.
std::size_t alignment_steps(std::span<const Coded> left, std::span<const Coded> right);

// The positions of the words that are on one side only, by a longest common subsequence. Takes the
// product of their words.
struct WordChanges {
  std::vector<std::size_t> removed;
  std::vector<std::size_t> added;
};
WordChanges changed_words(const Coded& left, const Coded& right);

}  // namespace precall
