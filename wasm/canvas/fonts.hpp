// The typefaces at the current scale: one atlas with the letters that each font has been asked for,
// and how wide texts are in it. Letters that the typeface lacks are known as such, and left to the
// HTML.
#pragma once

#include <bitset>
#include <string_view>
#include <vector>

#include "canvas/scene.hpp"

struct ImFont;
struct ImFontGlyph;

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

// A set of them, of the plane that has all that is written here.
using Letters = std::bitset<0x10000>;

class Fonts {
 public:
  void open(Typeface regular, Typeface semibold);

  // Asks for the letters of a text in every font.
  void want(std::string_view text);

  // Builds the atlas if the scale or the wanted letters have changed; true if it did. Before any
  // letter is wanted there is none, and widths are rough.
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

  // Whether the typeface has every letter. Asks for them.
  bool covers(Font font, std::string_view text);

  float scale() const { return scale_; }

  // Null before the first build.
  ImFont* at(Font font) const { return fonts_[static_cast<std::size_t>(font)]; }

 private:
  void want(Font font, unsigned letter);
  // Null for a letter that is not there.
  const ImFontGlyph* glyph(Font font, unsigned letter) const;

  Typeface regular_;
  Typeface semibold_;
  ImFont* fonts_[static_cast<std::size_t>(Font::count)] = {};
  Letters wanted_[static_cast<std::size_t>(Font::count)];
  bool stale_ = false;  // letters are wanted that the atlas was not built for
  bool built_ = false;
  bool sound_ = false;
  float scale_ = 0;
};

// The length in bytes of the first letter, at least 1 unless the text is empty.
std::size_t letter_bytes(std::string_view text);

}  // namespace precall::canvas
