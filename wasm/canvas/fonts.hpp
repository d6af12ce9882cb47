// The typefaces at the current scale: one atlas with the letters that have been asked for, and how
// wide texts are in it. Letters that the typeface lacks are known as such, and left to the HTML.
#pragma once

#include <bitset>
#include <string_view>
#include <vector>

#include "canvas/scene.hpp"

struct ImFont;

namespace precall::canvas {

// A TrueType file in memory that outlives the fonts.
struct Typeface {
  void* bytes = nullptr;
  int size = 0;
};

// Of a letter along its line.
struct Extent {
  float from = 0;
  float to = 0;
};

class Fonts {
 public:
  void open(Typeface regular, Typeface semibold);

  // Asks for the letters of a text beforehand.
  void want(std::string_view text);

  // Builds the atlas if the scale or the wanted letters have changed; true if it did.
  bool prepare(float scale);

  // Whether the last build found typefaces in the files.
  bool sound() const { return sound_; }

  // Device pixels. Letters that are not there yet are wanted from now on.
  float width(Font font, std::string_view text);
  float line_height(Font font) const;
  float size(Font font) const;

  // From the top of the letters.
  float baseline(Font font) const;

  // Of a text, the letters that reach below a height that is given from the top of the letters.
  std::vector<Extent> reaching(Font font, std::string_view text, float low) const;

  // Whether the typeface has every letter.
  bool covers(Font font, std::string_view text);

  ImFont* at(Font font) const { return fonts_[static_cast<std::size_t>(font)]; }

 private:
  void want(unsigned letter);

  Typeface regular_;
  Typeface semibold_;
  ImFont* fonts_[static_cast<std::size_t>(Font::count)] = {};
  std::bitset<0x10000> wanted_;
  bool stale_ = true;
  bool sound_ = false;
  float scale_ = 0;
};

// The length in bytes of the first letter, at least 1 unless the text is empty.
std::size_t letter_bytes(std::string_view text);

}  // namespace precall::canvas
