// Plain text: white space around it, its length, and characters that have no place in it.
#pragma once

#include <string_view>

#include "form/normalize.hpp"

namespace precall {

// Without ASCII white space at both ends.
std::string_view trim(std::string_view text);

// ASCII letters in lower case; other bytes stay as they are.
std::string lower_ascii(std::string_view text);

// Code points of valid UTF-8.
std::size_t count_characters(std::string_view text);

// The first character (all its bytes) of valid, non-empty UTF-8.
std::string first_character(std::string_view text);

// One line of at most limits::line_characters_max characters.
Checked<std::string> normalize_line(std::string_view raw);

// Several lines of at most limits::text_characters_max characters; line ends become "\n".
Checked<std::string> normalize_text(std::string_view raw);

}  // namespace precall
