// The view that the host gives, and the places that it gets back, as JSON.
#pragma once

#include "base/json.hpp"
#include "canvas/layout.hpp"
#include "canvas/painter.hpp"

namespace precall::canvas {

// What the host says of the page around the card.
struct Surroundings {
  View view;
  Palette palette{};
  bool still = false;
  std::string trial;  // the day tried on the time line, or empty
};

Result<Surroundings> parse_surroundings(const Json& json);

// Height, places and the size of the body text, for the HTML above.
Json places_json(const Scene& scene, const Fonts& fonts, float scale);

// The texts of the scene's marks by place, joined where a place has several.
Json drawn_json(const Scene& scene);

}  // namespace precall::canvas
