// Lays a screen out as a card: the same parts in the same order as the HTML face, so that every
// leaf of it has its place, and what is told live beside or below. Pure but for the fonts' wanted
// letters.
#pragma once

#include <map>
#include <set>
#include <string>

#include "canvas/sheet.hpp"
#include "session/live.hpp"

namespace precall::canvas {

// Of the page around: how wide the card is, and what stands in it that is not the screen's.
struct View {
  float width = 0;     // device pixels
  float scale = 1;     // device pixels a CSS pixel
  float seen_top = 0;  // of the part that is in sight
  float seen_height = 0;
  std::map<std::string, float> slots;  // heights of the face's own words, by name
  std::set<std::string> open;          // what is unfolded: controls, and "board " with a clause
  bool corner = false;                 // a dialog's close button stands at the top on the right
  std::string asked;                   // the clause of the board that is pointed at, or empty
};

Scene layout(const Screen& screen, const Live& live, const View& view, Fonts& fonts);

}  // namespace precall::canvas
