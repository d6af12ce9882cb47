// Lines and longer texts.
#include "form/text.hpp"

#include <algorithm>

#include "base/limits.hpp"

namespace precall {
namespace {

Checked<std::string> bounded(std::string text, std::size_t characters_max, bool lines) {
  const bool control = std::any_of(text.begin(), text.end(), [lines](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0x7f || (byte < 0x20 && !(lines && (c == '\n' || c == '\t')));
  });
  if (control) return Issue{IssueCode::control_characters, {}, {}};
  const std::size_t characters = count_characters(text);
  if (characters > characters_max) {
    return Issue{IssueCode::too_long, std::to_string(characters_max), std::to_string(characters)};
  }
  return text;
}

}  // namespace

std::string_view trim(std::string_view text) {
  constexpr std::string_view space = " \t\r\n\f";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::string first_character(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) {
    ++length;
  }
  return std::string(text.substr(0, length));
}

Checked<std::string> normalize_line(std::string_view raw) {
  return bounded(std::string(trim(raw)), limits::line_characters_max, false);
}

Checked<std::string> normalize_text(std::string_view raw) {
  std::string text;
  const std::string_view trimmed = trim(raw);
  for (std::size_t i = 0; i < trimmed.size(); ++i) {
    const bool before_newline = i + 1 < trimmed.size() && trimmed[i + 1] == '\n';
    if (trimmed[i] != '\r') {
      text += trimmed[i];
    } else if (!before_newline) {
      text += '\n';
    }
  }
  return bounded(std::move(text), limits::text_characters_max, true);
}

}  // namespace precall
