// Lines, words, numbers, sentences.
#include "policy/sentences.hpp"

#include <algorithm>
#include <utility>

namespace precall {
namespace {

constexpr std::string_view bullets[] = {"•", "-", "*", "–", "—", "·", "◦", "▪", "‣"};

// Unicode's white space, and what takes no place but stands between words in pages and editors: the
// zero-width space and the byte order mark.
constexpr std::string_view spaces[] = {" ",      "\t",     "\v",     "\f",     "\r",     "\u00A0",
                                       "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
                                       "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u200B",
                                       "\u2028", "\u2029", "\u202F", "\u205F", "\u3000", "\uFEFF"};

// How many bytes of white space `text` begins with.
std::size_t leading_space(std::string_view text) {
  for (const std::string_view space : spaces) {
    if (text.starts_with(space)) return space.size();
  }
  return 0;
}

std::vector<std::string> cut_words(std::string_view line) {
  std::vector<std::string> words;
  bool within = false;
  while (!line.empty()) {
    const std::size_t space = leading_space(line);
    if (space == 0) {
      if (!within) words.emplace_back();
      words.back() += line[0];
    }
    within = space == 0;
    line.remove_prefix(std::max<std::size_t>(space, 1));
  }
  return words;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// How many bytes of `word` are the number of a clause with its mark, like "6.", "6.1." or "6)".
std::size_t number_size(std::string_view word) {
  std::size_t size = 0;
  while (size < word.size() && is_digit(word[size])) {
    while (size < word.size() && is_digit(word[size])) ++size;
    if (size == word.size()) return 0;
    const char mark = word[size];
    const bool ends = size + 1 == word.size() || !is_digit(word[size + 1]);
    if (mark == ')' || mark == '.') {
      ++size;
      if (ends) return size;
      if (mark == '.') continue;
    }
    return 0;
  }
  return 0;
}

// How many bytes of `word` are a bullet. One that is also a minus or a footnote has to stand alone.
std::size_t bullet_size(std::string_view word) {
  for (const std::string_view bullet : bullets) {
    if (word == bullet || (bullet.size() > 1 && word.starts_with(bullet))) return bullet.size();
  }
  return 0;
}

// Removes so many bytes from the first word.
void strip(std::vector<std::string>& words, std::size_t size) {
  words.front().erase(0, size);
  if (words.front().empty()) words.erase(words.begin());
}

// Removes the bullet and the number that begin a line; a number is kept in `number`.
void strip_marks(std::vector<std::string>& words, std::string& number) {
  while (!words.empty() && bullet_size(words.front()) != 0)
    strip(words, bullet_size(words.front()));
  const std::size_t size = words.empty() ? 0 : number_size(words.front());
  if (size == 0) return;
  number = words.front().substr(0, size - 1);
  strip(words, size);
}

bool ends_sentence(const std::string& word) {
  return word.ends_with('.') || word.ends_with('?') || word.ends_with('!');
}

}  // namespace

std::string text_of(const Sentence& sentence) {
  std::string text;
  for (const std::string& word : sentence.words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<Sentence> cut_sentences(std::string_view text) {
  std::vector<Sentence> sentences;
  std::string number;  // where it stands on a line of its own, it belongs to the next
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::vector<std::string> words = cut_words(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    strip_marks(words, number);
    bool open = false;
    for (std::string& word : words) {
      if (!open) sentences.push_back({line, std::exchange(number, {}), {}});
      open = !ends_sentence(word);
      sentences.back().words.push_back(std::move(word));
    }
  }
  return sentences;
}

}  // namespace precall
