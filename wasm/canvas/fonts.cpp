// Bakes the atlas in six cuts of Be Vietnam Pro, anew only when a letter is wanted that it lacks or
// the scale has changed.
#include "canvas/fonts.hpp"

#include <cmath>

#include "canvas/imgui.hpp"

namespace precall::canvas {
namespace {

struct Cut {
  bool bold;
  float css_px;
  float leading;  // line height, of the size
};

// As in the widget's styles, in the order of Font.
constexpr Cut cuts[] = {
    {true, 13, 1.5F},  {false, 15, 1.5F}, {true, 15, 1.5F},
    {false, 17, 1.5F}, {true, 17, 1.5F},  {true, 23, 1.4F},
};

const Cut& cut_of(Font font) {
  return cuts[static_cast<std::size_t>(font)];
}

// (ascent - descent) / units per em of Be Vietnam Pro: Dear ImGui sizes a font by its line, CSS by
// its em.
constexpr float line_of_em = 1.265F;

// A letter that the typeface lacks is shown by the HTML in another one; the widest are emoji.
constexpr float foreign_em = 1.3F;

constexpr unsigned letters = Letters().size();

template <typename Visit>
void each_letter(std::string_view text, Visit visit) {
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    unsigned letter = 0;
    at += ImTextCharFromUtf8(&letter, at, end);
    visit(letter);
  }
}

// A font needs one letter at least: the space.
ImVector<ImWchar> ranges_of(const Letters& wanted) {
  ImVector<ImWchar> ranges;
  for (unsigned letter = 1; letter < letters; ++letter) {
    if (letter != ' ' && !wanted[letter]) continue;
    ranges.push_back(static_cast<ImWchar>(letter));
    while (letter + 1 < letters && wanted[letter + 1]) ++letter;
    ranges.push_back(static_cast<ImWchar>(letter));
  }
  ranges.push_back(0);
  return ranges;
}

}  // namespace

std::size_t letter_bytes(std::string_view text) {
  unsigned letter = 0;
  return static_cast<std::size_t>(
      ImTextCharFromUtf8(&letter, text.data(), text.data() + text.size()));
}

void Fonts::open(Typeface regular, Typeface semibold) {
  regular_ = regular;
  semibold_ = semibold;
}

void Fonts::want(Font font, unsigned letter) {
  Letters& wanted = wanted_[static_cast<std::size_t>(font)];
  if (letter >= letters || wanted[letter]) return;
  wanted[letter] = true;
  stale_ = true;
}

void Fonts::want(std::string_view text) {
  each_letter(text, [this](unsigned letter) {
    for (std::size_t i = 0; i < std::size(cuts); ++i) want(static_cast<Font>(i), letter);
  });
}

bool Fonts::prepare(float scale) {
  if (scale != scale_) {
    scale_ = scale;
    stale_ = stale_ || built_;
  }
  if (!stale_) return false;
  stale_ = false;
  built_ = true;
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight | ImFontAtlasFlags_NoMouseCursors;
  ImVector<ImWchar> ranges[std::size(cuts)];
  for (std::size_t i = 0; i < std::size(cuts); ++i) {
    ranges[i] = ranges_of(wanted_[i]);
    const Typeface& face = cuts[i].bold ? semibold_ : regular_;
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.OversampleH = scale < 2 ? 2 : 1;
    config.OversampleV = 1;
    config.PixelSnapH = scale >= 2;
    fonts_[i] = atlas.AddFontFromMemoryTTF(face.bytes, face.size, size(static_cast<Font>(i)),
                                           &config, ranges[i].Data);
  }
  sound_ = atlas.Build();
  return true;
}

const ImFontGlyph* Fonts::glyph(Font font, unsigned letter) const {
  const ImFont* face = at(font);
  if (face == nullptr || letter >= letters) return nullptr;
  return face->FindGlyphNoFallback(static_cast<ImWchar>(letter));
}

// Dear ImGui cuts sizes to whole pixels: whole ones are given, and told to the HTML.
float Fonts::size(Font font) const {
  return std::round(cut_of(font).css_px * line_of_em * scale_);
}

float Fonts::baseline(Font font) const {
  return std::round(size(font) / line_of_em);  // this typeface's ascent is its em
}

float Fonts::line_height(Font font) const {
  const Cut& cut = cut_of(font);
  return std::round(cut.css_px * cut.leading * scale_);
}

float Fonts::width(Font font, std::string_view text) {
  const float foreign = size(font) / line_of_em * foreign_em;
  float sum = 0;
  each_letter(text, [&](unsigned letter) {
    want(font, letter);
    const ImFontGlyph* drawn = glyph(font, letter);
    sum += drawn != nullptr ? drawn->AdvanceX : foreign;
  });
  return sum;
}

std::vector<Extent> Fonts::reaching(Font font, std::string_view text, float low) const {
  std::vector<Extent> found;
  float pen = 0;
  each_letter(text, [&](unsigned letter) {
    const ImFontGlyph* drawn = glyph(font, letter);
    if (drawn == nullptr) return;
    if (drawn->Y1 > low) found.push_back({pen + drawn->X0, pen + drawn->X1});
    pen += drawn->AdvanceX;
  });
  return found;
}

bool Fonts::covers(Font font, std::string_view text) {
  bool all = true;
  each_letter(text, [&](unsigned letter) {
    if (letter == '\n') return;
    want(font, letter);
    all = all && glyph(font, letter) != nullptr;
  });
  return all;
}

}  // namespace precall::canvas
