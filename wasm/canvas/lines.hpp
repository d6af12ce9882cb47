// Breaks text into lines: at spaces, as Vietnamese and English are, and inside a word only where it
// alone is wider than the line.
#pragma once

#include <string>
#include <vector>

#include "canvas/fonts.hpp"

namespace precall::canvas {

// Line feeds begin a new line; runs of other spaces count as one, as in HTML. Linear in the text.
std::vector<std::string> break_lines(Fonts& fonts, Font font, const std::string& text, float width);

}  // namespace precall::canvas
