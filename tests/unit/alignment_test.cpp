// Aligning lists of sentences, against every alignment that there is, and words within a sentence.
#include "policy/alignment.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

// One letter a step: = equal, ~ changed, - removed, + added.
std::string shape(const std::vector<AlignmentStep>& steps) {
  std::string text;
  for (const AlignmentStep& step : steps) text += "=~-+"[static_cast<std::size_t>(step.kind)];
  return text;
}

std::string shape(std::string_view left, std::string_view right) {
  Vocabulary vocabulary;
  return shape(align(vocabulary.code(cut_sentences(left)), vocabulary.code(cut_sentences(right))));
}

using Score = std::pair<std::size_t, std::size_t>;  // equal ones, likeness of changed ones

std::size_t shared_words(const Coded& left, const Coded& right) {
  auto rest = right.words;
  std::size_t shared = 0;
  for (const auto word : left.words) {
    const auto found = std::find(rest.begin(), rest.end(), word);
    if (found == rest.end()) continue;
    rest.erase(found);
    ++shared;
  }
  return shared;
}

// The best of all alignments, one by one.
Score best(const std::vector<Coded>& left, const std::vector<Coded>& right, std::size_t l,
           std::size_t r) {
  if (l == left.size() || r == right.size()) return {0, 0};
  Score score = std::max(best(left, right, l + 1, r), best(left, right, l, r + 1));
  std::vector<std::uint32_t> words;
  for (std::size_t end = r; end < right.size(); ++end) {
    words.insert(words.end(), right[end].words.begin(), right[end].words.end());
    if (words != left[l].words) continue;
    const Score rest = best(left, right, l + 1, end + 1);
    score = std::max(score, Score{rest.first + 1, rest.second});
  }
  const std::size_t total = left[l].words.size() + right[r].words.size();
  const std::size_t like = 2000 * shared_words(left[l], right[r]) / total;
  if (like >= 500) {
    const Score rest = best(left, right, l + 1, r + 1);
    score = std::max(score, Score{rest.first, rest.second + 1 + like});
  }
  return score;
}

Score score_of(const std::vector<AlignmentStep>& steps, const std::vector<Coded>& left,
               const std::vector<Coded>& right) {
  Score score;
  std::size_t l = 0;
  std::size_t r = 0;
  for (const AlignmentStep& step : steps) {
    REQUIRE(step.left == l);
    REQUIRE(step.right == r);
    if (step.kind == AlignmentStep::Kind::equal) ++score.first;
    if (step.kind == AlignmentStep::Kind::changed) score.second += 1 + likeness(left[l], right[r]);
    if (step.kind != AlignmentStep::Kind::added) ++l;
    if (step.kind != AlignmentStep::Kind::removed) r += step.count;
  }
  REQUIRE(l == left.size());
  REQUIRE(r == right.size());
  return score;
}

std::vector<Coded> random_sentences(Random& random) {
  std::vector<Coded> sentences(random.below(6));
  for (Coded& sentence : sentences) {
    for (std::size_t i = 1 + random.below(4); i > 0; --i) {
      sentence.words.push_back(static_cast<std::uint32_t>(random.below(4)));
    }
    sentence.sorted = sentence.words;
    std::sort(sentence.sorted.begin(), sentence.sorted.end());
  }
  return sentences;
}

std::string word_changes(const std::string& left, const std::string& right) {
  Vocabulary vocabulary;
  const Sentence before = cut_sentences(left).front();
  const Sentence after = cut_sentences(right).front();
  const WordChanges changes =
      changed_words(vocabulary.code(before.words), vocabulary.code(after.words));
  std::string text;
  for (const std::size_t i : changes.removed) text += "-" + before.words[i];
  for (const std::size_t i : changes.added) text += "+" + after.words[i];
  return text;
}

}  // namespace

TEST_CASE("sentences are equal, changed, removed or added") {
  CHECK(shape("Một hai. Ba bốn.", "Một hai. Ba bốn.") == "==");
  CHECK(shape("Một hai ba. Bốn.", "Một hai năm. Bốn.") == "~=");
  CHECK(shape("Một. Hai. Ba.", "Một. Ba.") == "=-=");
  CHECK(shape("Một. Ba.", "Một. Hai. Ba.") == "=+=");
  CHECK(shape("Một.", "Hai.") == "-+");
  CHECK(shape("", "Hai. Ba.") == "++");
  CHECK(shape("Hai. Ba.", "") == "--");
  CHECK(shape("", "") == "");
}

TEST_CASE("a moved sentence is removed here and added there, however alike its neighbour is") {
  CHECK(shape("A b c d. A b c e.", "A b c e. A b c d.") == "-=+");
}

TEST_CASE("a sentence over several lines is equal to one on one line") {
  CHECK(shape("Một hai ba bốn. Năm.", "Một hai\nba\nbốn. Năm.") == "==");
  CHECK(shape("Một hai ba bốn. Năm.", "Một hai\nbốn ba. Năm.") == "~+=");
}

TEST_CASE("no alignment of random sentences is better") {
  Random random(707);
  std::size_t joins = 0;
  for (int i = 0; i < 20000; ++i) {
    const auto left = random_sentences(random);
    const auto right = random_sentences(random);
    const auto steps = align(left, right);
    REQUIRE(score_of(steps, left, right) == best(left, right, 0, 0));
    for (const AlignmentStep& step : steps) joins += step.count > 1 ? 1 : 0;
  }
  CHECK(joins > 50);
}

TEST_CASE("the words that changed are the fewest, each once, in order") {
  CHECK(word_changes("quá 10 ngày.", "quá 11 ngày.") == "-10+11");
  CHECK(word_changes("a b c d", "a c d") == "-b");
  CHECK(word_changes("a c d", "a b c d e") == "+b+e");
  CHECK(word_changes("a b", "b a") == "-a+a");
  CHECK(word_changes("a b c", "a b c") == "");
  CHECK(word_changes("Hỗ trợ", "hỗ trợ.") == "-Hỗ-trợ+hỗ+trợ.");
  CHECK(word_changes("a a a", "a") == "-a-a");
}
