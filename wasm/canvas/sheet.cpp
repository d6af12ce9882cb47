// Measures by the fonts, rounds CSS lengths to device pixels, and underlines around the letters.
#include "canvas/sheet.hpp"

#include <algorithm>
#include <cmath>

namespace precall::canvas {
namespace {

// As `ch` counts: 65 noughts.
constexpr float measure_letters = 65;

// Below the baseline, as the browser draws it with the styles' offset of 3 px.
constexpr float underline_px = 4;

}  // namespace

float Sheet::px(float css) const {
  return std::max(1.0F, std::round(css * scale_));
}

Paragraph Sheet::paragraph(std::string text, Style style, float width) {
  Paragraph result{std::move(text), style, {}, 0, 0};
  result.lines = break_lines(fonts_, style.font, result.text, width);
  for (const std::string& line : result.lines) {
    result.width = std::max(result.width, std::ceil(fonts_.width(style.font, line)));
  }
  result.height = fonts_.line_height(style.font) * static_cast<float>(result.lines.size());
  return result;
}

void Sheet::draw(const Paragraph& paragraph, float x, float y, int place) {
  const Font font = paragraph.style.font;
  if (!fonts_.covers(font, paragraph.text)) scene_.foreign = true;
  const float line = fonts_.line_height(font);
  const float inset = std::round((line - fonts_.size(font)) / 2);
  for (const std::string& text : paragraph.lines) {
    const Rect rect{x, y + inset, std::ceil(fonts_.width(font, text)), fonts_.size(font)};
    Mark& written = mark(Shape::text, rect, paragraph.style.tint);
    written.hover = paragraph.style.hover;
    written.font = font;
    written.text = text;
    written.place = place;
    if (paragraph.style.underlined) underline(paragraph.style, text, rect, place);
    y += line;
  }
}

// Around the letters that reach down to it: a line through their lower dots takes them away.
void Sheet::underline(const Style& style, const std::string& text, Rect line, int place) {
  const float low = fonts_.baseline(style.font) + px(underline_px);
  const auto stroke = [&](float from, float to) {
    if (to <= from) return;
    Mark& under = fill({line.x + from, line.y + low, to - from, px(1)}, style.tint);
    under.hover = style.hover;
    under.place = place;
  };
  float from = 0;
  for (const Extent& letter : fonts_.reaching(style.font, text, low)) {
    stroke(from, letter.from - px(1));
    from = letter.to + px(1);
  }
  stroke(from, line.w);
}

int Sheet::put(const Paragraph& paragraph, float x, float y) {
  const bool known = fonts_.covers(paragraph.style.font, paragraph.text);
  const int index = place({x, y, paragraph.width, paragraph.height}, paragraph.text,
                          known ? PlaceKind::text : PlaceKind::html);
  if (known) draw(paragraph, x, y, index);
  return index;
}

int Sheet::flow(Column& column, const std::string& text, Style style) {
  const float measure = measure_letters * fonts_.width(style.font, "0");
  const Paragraph lines = paragraph(text, style, std::min(column.width, measure));
  const int index = put(lines, column.x, column.y);
  column.y += lines.height;
  return index;
}

int Sheet::place(Rect rect, std::string text, PlaceKind kind, float radius) {
  scene_.places.push_back({rect, std::move(text), kind, radius});
  return static_cast<int>(scene_.places.size()) - 1;
}

Mark& Sheet::mark(Shape shape, Rect rect, Tint tint) {
  Mark& made = scene_.marks.emplace_back();
  made.shape = shape;
  made.rect = rect;
  made.tint = tint;
  return made;
}

Mark& Sheet::fill(Rect rect, Tint tint, float radius) {
  Mark& made = mark(Shape::fill, rect, tint);
  made.radius = radius;
  return made;
}

Mark& Sheet::outline(Rect rect, Tint tint, float stroke, float radius) {
  Mark& made = mark(Shape::outline, rect, tint);
  made.stroke = stroke;
  made.radius = radius;
  return made;
}

Mark& Sheet::icon(Icon icon, Rect rect, Tint tint) {
  Mark& made = mark(Shape::icon, rect, tint);
  made.icon = icon;
  return made;
}

}  // namespace precall::canvas
