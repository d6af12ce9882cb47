// Draws a scene with Dear ImGui: its marks, the focus ring, and what moves for a moment.
#pragma once

#include <array>
#include <map>
#include <string>

#include "canvas/fonts.hpp"

struct ImDrawList;

namespace precall::canvas {

// 0xRRGGBB by tint.
using Palette = std::array<std::uint32_t, static_cast<std::size_t>(Tint::count)>;

// What is pointed at and what has the focus: places of the scene, or -1.
struct Attention {
  int hovered = -1;
  int focused = -1;
  bool ring = false;  // the focus is to be seen
};

// What moves: how far the new step has come in (0 to 1), and how strongly each lamp still glows.
struct Motion {
  float arrived = 1;
  std::map<std::string, float> glow;
};

// The part of the scene from `top` on, which is `height` high.
struct Frame {
  float top = 0;
  float height = 0;
};

void paint(ImDrawList& list, const Scene& scene, const Fonts& fonts, const Palette& palette,
           const Attention& attention, const Motion& motion, Frame frame, float scale);

}  // namespace precall::canvas
