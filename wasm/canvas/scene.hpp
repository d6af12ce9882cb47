// What the painter is given: marks to draw, and the places of the HTML controls above them. All in
// device pixels of the card. Knows neither Dear ImGui nor the screen it was laid out from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace precall::canvas {

struct Rect {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;

  bool holds(float px, float py) const { return px >= x && px < x + w && py >= y && py < y + h; }
};

// The colours of the widget's tokens.css, by the same names.
enum class Tint : std::uint8_t {
  none,
  ink,
  muted,
  card,
  line,
  field,
  brand,
  brand_deep,
  on_brand,
  brand_soft,
  sprout,
  focus,
  ok,
  ok_bg,
  warn,
  warn_bg,
  warn_edge,
  no,
  no_bg,
  open,
  open_bg,
  count,
};

// Each weight and size that texts are set in.
enum class Font : std::uint8_t { tag, small, small_bold, body, body_bold, heading, count };

enum class Shape : std::uint8_t { fill, outline, dashes, gradient, disc, text, icon, edge };

enum class Icon : std::uint8_t {
  none,
  sprout,
  ok,
  warn,
  no,
  open,
  info,
  phone,
  calendar,
  closed,
  opened
};

struct Mark {
  Shape shape = Shape::fill;
  Rect rect;
  Tint tint = Tint::ink;
  Tint hover = Tint::none;  // instead, while `place` is pointed at
  float radius = 0;
  float stroke = 0;
  Font font = Font::body;
  Icon icon = Icon::none;
  std::string text;
  int place = -1;
};

enum class PlaceKind : std::uint8_t { text, field, html, slot, slider, button, box, shade };

// Where a leaf of the HTML face lies. Texts and buttons are painted, so their HTML is transparent.
// A shade keeps the pointer from what something is painted over.
struct Place {
  Rect rect;
  std::string text;  // word for word what the leaf says
  PlaceKind kind = PlaceKind::text;
  float radius = 0;  // of the focus ring
};

// A clause on the live board; it lights up when its state changes.
struct Lamp {
  std::string id;
  int state = 0;
  Tint tint = Tint::none;
  Rect rect;
};

struct Scene {
  std::vector<Mark> marks;
  std::vector<Place> places;
  std::vector<Lamp> lamps;
  std::size_t body_first = 0;  // marks that fade in with a new step
  std::size_t body_last = 0;
  float width = 0;
  float height = 0;
  bool foreign = false;  // some marks say what the typeface lacks letters for
};

}  // namespace precall::canvas
