// Reads the view within its limits; colours and places go by the names that the host uses.
#include "canvas/view_json.hpp"

#include <cmath>
#include <optional>

namespace precall::canvas {
namespace {

constexpr std::string_view tint_names[] = {
    "none",       "ink",      "muted",      "card",   "line",  "field", "brand",
    "brand-deep", "on-brand", "brand-soft", "sprout", "focus", "ok",    "ok-bg",
    "warn",       "warn-bg",  "warn-edge",  "no",     "no-bg", "open",  "open-bg",
};
static_assert(std::size(tint_names) == static_cast<std::size_t>(Tint::count));

// A card wider than a wall of screens is a mistake, and so is one of no width.
constexpr std::int64_t pixels_max = 100'000;
constexpr float thousandths = 1000;
constexpr std::int64_t ratio_min = 100;
constexpr std::int64_t ratio_max = 10'000;
constexpr std::int64_t rgb_max = 0xffffff;

// Dear ImGui sizes a font by its line; what CSS calls its size is a part of that.
constexpr float line_of_em = 1.265F;

void read_palette(Reader& read, const Json& json, Palette& palette) {
  const Json& colours = read.member(json, "", "palette");
  for (std::size_t tint = 1; tint < std::size(tint_names) && !read.failed(); ++tint) {
    palette[tint] =
        static_cast<std::uint32_t>(read.integer(colours, "/palette", tint_names[tint], 0, rgb_max));
  }
}

void read_seen(Reader& read, const Json& json, View& view) {
  const Json& seen = read.member(json, "", "seen");
  view.seen_top = static_cast<float>(read.integer(seen, "/seen", "top", 0, pixels_max));
  view.seen_height = static_cast<float>(read.integer(seen, "/seen", "height", 0, pixels_max));
}

void read_slots(Reader& read, const Json& json, View& view) {
  const Json& slots = read.member(json, "", "slots");
  for (const char* name : {"share", "kept", "around"}) {
    if (Reader::find(slots, name) == nullptr) continue;
    view.slots[name] = static_cast<float>(read.integer(slots, "/slots", name, 0, pixels_max));
  }
}

std::string_view name_of(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::text:
      return "text";
    case PlaceKind::field:
      return "field";
    case PlaceKind::html:
      return "html";
    case PlaceKind::slot:
      return "slot";
    case PlaceKind::slider:
      return "slider";
    case PlaceKind::box:
      return "box";
    case PlaceKind::shade:
      return "shade";
    case PlaceKind::button:
      break;
  }
  return "button";
}

void set_pixels(Json& json, std::string_view key, float value) {
  set_number(json, key, static_cast<std::int64_t>(std::lround(value)));
}

}  // namespace

Result<Surroundings> parse_surroundings(const Json& json) {
  std::optional<Error> failure;
  Reader read(failure);
  Surroundings result;
  read.object(json, "", "width ratio seen palette slots trial asked still corner open");
  result.view.width = static_cast<float>(read.integer(json, "", "width", 1, pixels_max));
  result.view.scale =
      static_cast<float>(read.integer(json, "", "ratio", ratio_min, ratio_max)) / thousandths;
  read_seen(read, json, result.view);
  read_palette(read, json, result.palette);
  read_slots(read, json, result.view);
  result.view.asked = read.optional_string(json, "", "asked");
  result.trial = read.optional_string(json, "", "trial");
  result.still = read.optional_boolean(json, "", "still");
  result.view.corner = read.optional_boolean(json, "", "corner");
  for (const Json& id : read.optional_array(json, "", "open", 512)) {
    if (id.is_string()) result.view.open.insert(id.get<std::string>());
  }
  if (failure) return *failure;
  return result;
}

Json places_json(const Scene& scene, const Fonts& fonts, float scale) {
  Json json = Json::object();
  set_value(json, "foreign", scene.foreign);
  set_pixels(json, "height", scene.height);
  set_pixels(json, "font", fonts.size(Font::body) / line_of_em / scale * thousandths);
  Json& places = set_value(json, "places", Json::array());
  for (const Place& place : scene.places) {
    Json entry = Json::object();
    set_pixels(entry, "x", place.rect.x);
    set_pixels(entry, "y", place.rect.y);
    set_pixels(entry, "w", place.rect.w);
    set_pixels(entry, "h", place.rect.h);
    set_text(entry, "text", place.text);
    set_text(entry, "kind", name_of(place.kind));
    places.push_back(std::move(entry));
  }
  return json;
}

Json drawn_json(const Scene& scene) {
  std::vector<std::string> texts(scene.places.size());
  for (const Mark& mark : scene.marks) {
    if (mark.shape == Shape::text && mark.place >= 0) {
      texts[static_cast<std::size_t>(mark.place)] += mark.text;
    }
  }
  Json json = Json::array();
  for (const std::string& text : texts) json.push_back(text);
  return json;
}

}  // namespace precall::canvas
