// The few pictures, drawn as strokes. All are decoration: the words beside them say the same.
#pragma once

#include "canvas/scene.hpp"

struct ImDrawList;

namespace precall::canvas {

// Into a square, in a packed colour of Dear ImGui.
void draw_icon(ImDrawList& list, Icon icon, Rect square, std::uint32_t colour);

}  // namespace precall::canvas
