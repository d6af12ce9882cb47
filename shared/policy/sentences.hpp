// A page or a clause as sentences: what the company's words are compared by.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace precall {

struct Sentence {
  std::size_t line = 0;            // counted from 1
  std::string number;              // "6" where "6." or "6)" stood before it, else empty
  std::vector<std::string> words;  // never empty; white space between them does not count

  bool operator==(const Sentence&) const = default;
};

// The words with one space between them.
std::string text_of(const Sentence& sentence);

// Cuts UTF-8 text at the ends of lines and after a word that ends with a full stop, a question or
// an exclamation mark. The number or bullet that begins a line is not part of its words. Linear.
std::vector<Sentence> cut_sentences(std::string_view text);

}  // namespace precall
