// One function a shape of mark, and the focus ring above all of them.
#include "canvas/painter.hpp"

#include <algorithm>
#include <cmath>

#include "canvas/icons.hpp"
#include "canvas/imgui.hpp"

namespace precall::canvas {
namespace {

constexpr float slide_px = 10;  // how far a new step comes up
constexpr float ring_px = 3;
constexpr float ring_gap_px = 2;

class Painter {
 public:
  Painter(ImDrawList& list, const Scene& scene, const Fonts& fonts, const Palette& palette,
          const Attention& attention, const Motion& motion, Frame frame, float scale)
      : list_(list),
        scene_(scene),
        fonts_(fonts),
        palette_(palette),
        attention_(attention),
        motion_(motion),
        frame_(frame),
        scale_(scale) {}

  void paint() {
    list_.AddRectFilled({0, 0}, {scene_.width, frame_.height}, colour(Tint::card));
    for (std::size_t i = 0; i < scene_.marks.size(); ++i) {
      const bool body = i >= scene_.body_first && i < scene_.body_last;
      alpha_ = body ? motion_.arrived : 1;
      sink_ = body ? std::round((1 - motion_.arrived) * slide_px * scale_) : 0;
      if (is_in_frame(scene_.marks[i])) draw(scene_.marks[i]);
    }
    alpha_ = 1;
    sink_ = 0;
    for (const Lamp& lamp : scene_.lamps) glow(lamp);
    if (attention_.ring) ring(attention_.focused);
  }

 private:
  bool is_in_frame(const Mark& mark) const {
    return mark.rect.y + mark.rect.h >= frame_.top &&
           mark.rect.y <= frame_.top + frame_.height + sink_;
  }

  std::uint32_t colour(Tint tint) const {
    if (tint == Tint::none) return 0;
    const std::uint32_t rgb = palette_[static_cast<std::size_t>(tint)];
    const auto opacity = static_cast<int>(std::round(alpha_ * 255));
    return IM_COL32((rgb >> 16) & 0xff, (rgb >> 8) & 0xff, rgb & 0xff, opacity);
  }

  std::uint32_t colour(const Mark& mark) const {
    const bool over = mark.place >= 0 && mark.place == attention_.hovered;
    const bool plain = !over || mark.hover == Tint::none || mark.shape == Shape::gradient;
    return colour(plain ? mark.tint : mark.hover);
  }

  ImVec2 from(const Rect& rect) const { return {rect.x, rect.y - frame_.top + sink_}; }
  ImVec2 to(const Rect& rect) const {
    return {rect.x + rect.w, rect.y + rect.h - frame_.top + sink_};
  }

  // An edge lies inside its rectangle, as a border of CSS does.
  Rect inset(const Rect& rect, float by) const {
    return {rect.x + by, rect.y + by, rect.w - 2 * by, rect.h - 2 * by};
  }

  void draw(const Mark& mark) {
    const std::uint32_t ink = colour(mark);
    switch (mark.shape) {
      case Shape::fill:
        list_.AddRectFilled(from(mark.rect), to(mark.rect), ink, mark.radius);
        break;
      case Shape::outline:
        outline(mark, ink);
        break;
      case Shape::dashes:
        dashes(mark, ink);
        break;
      case Shape::gradient: {
        const std::uint32_t end = colour(mark.hover);
        list_.AddRectFilledMultiColor(from(mark.rect), to(mark.rect), ink, end, end, ink);
        break;
      }
      case Shape::disc:
        list_.AddEllipseFilled(middle(mark.rect), mark.rect.w / 2, mark.rect.h / 2, ink);
        break;
      case Shape::text:
        list_.AddText(fonts_.at(mark.font), fonts_.size(mark.font), from(mark.rect), ink,
                      mark.text.data(), mark.text.data() + mark.text.size());
        break;
      case Shape::icon:
        draw_icon(list_, mark.icon,
                  {mark.rect.x, mark.rect.y - frame_.top + sink_, mark.rect.w, mark.rect.h}, ink);
        break;
      case Shape::edge:
        edge(mark, ink);
        break;
    }
  }

  ImVec2 middle(const Rect& rect) const {
    return {rect.x + rect.w / 2, rect.y + rect.h / 2 - frame_.top + sink_};
  }

  void outline(const Mark& mark, std::uint32_t ink) {
    const Rect line = inset(mark.rect, mark.stroke / 2);
    const float radius = std::max(0.0F, mark.radius - mark.stroke / 2);
    list_.AddRect(from(line), to(line), ink, radius, 0, mark.stroke);
  }

  // The left edge of a box: unbroken, or in pieces as long as its `stroke`.
  void edge(const Mark& mark, std::uint32_t ink) {
    if (mark.stroke == 0) {
      list_.AddRectFilled(from(mark.rect), to(mark.rect), ink, mark.rect.w);
      return;
    }
    const float end = mark.rect.y + mark.rect.h - mark.stroke;
    for (float y = mark.rect.y + mark.stroke; y < end; y += 2 * mark.stroke) {
      const Rect piece{mark.rect.x, y, mark.rect.w, std::min(mark.stroke, end - y)};
      list_.AddRectFilled(from(piece), to(piece), ink);
    }
  }

  // A rounded edge in pieces: the path that would be stroked, walked.
  void dashes(const Mark& mark, std::uint32_t ink) {
    const Rect line = inset(mark.rect, mark.stroke / 2);
    list_.PathRect(from(line), to(line), mark.radius);
    ImVector<ImVec2> path = list_._Path;
    list_.PathClear();
    const ImVec2 first = path[0];
    path.push_back(first);
    const float dash = 3 * mark.stroke;
    float walked = 0;
    for (int i = 0; i + 1 < path.Size; ++i) {
      const ImVec2 step{path[i + 1].x - path[i].x, path[i + 1].y - path[i].y};
      const float length = std::hypot(step.x, step.y);
      for (float at = 0; at < length;) {
        const float phase = std::fmod(walked + at, 2 * dash);
        const float left = std::min(length - at, (phase < dash ? dash : 2 * dash) - phase);
        if (phase < dash) {
          const auto on = [&](float way) {
            return ImVec2(path[i].x + step.x * way / length, path[i].y + step.y * way / length);
          };
          list_.AddLine(on(at), on(at + left), ink, mark.stroke);
        }
        at += std::max(left, 0.01F);
      }
      walked += length;
    }
  }

  // A clause that has just changed shines for a moment.
  void glow(const Lamp& lamp) {
    const auto found = motion_.glow.find(lamp.id);
    if (found == motion_.glow.end()) return;
    alpha_ = found->second * 0.35F;
    list_.AddRectFilled(from(lamp.rect), to(lamp.rect), colour(lamp.tint), 10 * scale_);
    alpha_ = 1;
  }

  void ring(int index) {
    if (index < 0) return;
    const Place& place = scene_.places[static_cast<std::size_t>(index)];
    const float stroke = std::round(ring_px * scale_);
    const float out = std::round(ring_gap_px * scale_) + stroke / 2;
    const Rect line = inset(place.rect, -out);
    const float radius = place.radius + out;
    list_.AddRect(from(line), to(line), colour(Tint::focus), radius, 0, stroke);
  }

  ImDrawList& list_;
  const Scene& scene_;
  const Fonts& fonts_;
  const Palette& palette_;
  const Attention& attention_;
  const Motion& motion_;
  Frame frame_;
  float scale_;
  float alpha_ = 1;
  float sink_ = 0;
};

}  // namespace

void paint(ImDrawList& list, const Scene& scene, const Fonts& fonts, const Palette& palette,
           const Attention& attention, const Motion& motion, Frame frame, float scale) {
  Painter(list, scene, fonts, palette, attention, motion, frame, scale).paint();
}

}  // namespace precall::canvas
