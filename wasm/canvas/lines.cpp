// Fills each line with whole words; a number with spaces in it counts as one word.
#include "canvas/lines.hpp"

#include <algorithm>

namespace precall::canvas {
namespace {

class Breaker {
 public:
  Breaker(Fonts& fonts, Font font, float width)
      : fonts_(fonts), font_(font), width_(width), space_(fonts.width(font, " ")) {}

  void word(std::string_view word) {
    const float wide = fonts_.width(font_, word);
    if (!line_.empty() && filled_ + space_ + wide > width_) end_line();
    if (!line_.empty()) {
      line_ += ' ';
      filled_ += space_;
    }
    if (wide <= width_) return append(word, wide);
    while (!word.empty()) {
      const std::size_t bytes = letter_bytes(word);
      const std::string_view letter = word.substr(0, bytes);
      const float step = fonts_.width(font_, letter);
      if (!line_.empty() && filled_ + step > width_) end_line();
      append(letter, step);
      word.remove_prefix(bytes);
    }
  }

  void end_line() {
    lines_.push_back(std::move(line_));
    line_.clear();
    filled_ = 0;
  }

  std::vector<std::string> finish() {
    end_line();
    return std::move(lines_);
  }

 private:
  void append(std::string_view text, float wide) {
    line_ += text;
    filled_ += wide;
  }

  Fonts& fonts_;
  Font font_;
  float width_;
  float space_;
  float filled_ = 0;
  std::string line_;
  std::vector<std::string> lines_;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Where a word that begins at `at` ends. What stands between two digits is part of a number.
std::size_t end_of_word(const std::string& text, std::size_t at) {
  for (;;) {
    const std::size_t end = std::min(text.find_first_of(" \t\n", at), text.size());
    const bool within = end > 0 && end + 1 < text.size() && text[end] == ' ' &&
                        is_digit(text[end - 1]) && is_digit(text[end + 1]);
    if (!within) return end;
    at = end + 1;
  }
}

}  // namespace

std::vector<std::string> break_lines(Fonts& fonts, Font font, const std::string& text,
                                     float width) {
  Breaker breaker(fonts, font, width);
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = end_of_word(text, at);
    if (end > at) breaker.word(std::string_view(text).substr(at, end - at));
    if (end < text.size() && text[end] == '\n') breaker.end_line();
    at = end + 1;
  }
  return breaker.finish();
}

}  // namespace precall::canvas
