// A scene being laid out: measures texts, breaks them, and adds marks and places. Owns no wording
// and no order; those are the screen's.
#pragma once

#include <initializer_list>

#include "canvas/lines.hpp"
#include "canvas/scene.hpp"

namespace precall::canvas {

// Where the next part goes: below the last one, as wide as the column.
struct Column {
  float x = 0;
  float y = 0;
  float width = 0;
};

struct Style {
  Font font = Font::body;
  Tint tint = Tint::ink;
  Tint hover = Tint::none;
  bool underlined = false;
};

// A paragraph whose lines are known and which has not been placed yet.
struct Paragraph {
  std::string text;
  Style style;
  std::vector<std::string> lines;
  float width = 0;  // of the widest line
  float height = 0;
};

class Sheet {
 public:
  Sheet(Scene& scene, Fonts& fonts, float scale) : scene_(scene), fonts_(fonts), scale_(scale) {}

  // Whole device pixels, at least one.
  float px(float css) const;

  Scene& scene() { return scene_; }
  Fonts& fonts() { return fonts_; }

  Paragraph paragraph(std::string text, Style style, float width);

  // Draws the lines for a place that is there already.
  void draw(const Paragraph& paragraph, float x, float y, int place);

  // The paragraph as a place of its own; gives its index.
  int put(const Paragraph& paragraph, float x, float y);

  // A paragraph at the column's end, at most as wide as is read with ease; moves the column on.
  int flow(Column& column, const std::string& text, Style style);

  int place(Rect rect, std::string text, PlaceKind kind, float radius = 0);

  Mark& fill(Rect rect, Tint tint, float radius = 0);
  Mark& outline(Rect rect, Tint tint, float stroke, float radius = 0);
  Mark& icon(Icon icon, Rect rect, Tint tint);
  Mark& mark(Shape shape, Rect rect, Tint tint);

 private:
  void underline(const Style& style, const std::string& text, Rect line, int place);

  Scene& scene_;
  Fonts& fonts_;
  float scale_;
};

}  // namespace precall::canvas
