// The pictures themselves, as strokes on a grid of 24 by 24.
#include "canvas/icons.hpp"

#include <initializer_list>

#include "canvas/imgui.hpp"

namespace precall::canvas {
namespace {

constexpr float grid = 24;  // the pictures' own coordinates
constexpr float stroke = 2.4F;

// Draws in the picture's coordinates. Strokes end round.
class Pen {
 public:
  Pen(ImDrawList& list, Rect square, std::uint32_t colour)
      : list_(list), square_(square), unit_(square.w / grid), colour_(colour) {}

  void line(std::initializer_list<ImVec2> points, bool closed = false) {
    for (const ImVec2& point : points) list_.PathLineTo(at(point));
    const ImVec2 first = *points.begin();
    finish(first, *(points.end() - 1), closed);
  }

  // From one point over two to another, and so on.
  void curve(ImVec2 first, std::initializer_list<ImVec2> controls) {
    list_.PathLineTo(at(first));
    for (const ImVec2* each = controls.begin(); each != controls.end(); each += 3) {
      list_.PathBezierCubicCurveTo(at(each[0]), at(each[1]), at(each[2]));
    }
    finish(first, *(controls.end() - 1), false);
  }

  void circle(ImVec2 centre, float radius) {
    list_.AddCircle(at(centre), radius * unit_, colour_, 0, stroke * unit_);
  }

  void dot(ImVec2 centre) { list_.AddCircleFilled(at(centre), stroke * unit_ * 0.6F, colour_); }

  void box(ImVec2 from, ImVec2 to, float radius) {
    list_.AddRect(at(from), at(to), colour_, radius * unit_, 0, stroke * unit_);
  }

  // The outline of the telephone's handset.
  void handset() {
    list_.PathLineTo(at({5, 3.5F}));
    for (const ImVec2 point : {ImVec2(8.5F, 3.5F), ImVec2(10.2F, 7.8F), ImVec2(8, 9.4F)}) {
      list_.PathLineTo(at(point));
    }
    list_.PathBezierQuadraticCurveTo(at({10.4F, 13.6F}), at({14.6F, 16}));
    for (const ImVec2 point : {ImVec2(16.2F, 13.8F), ImVec2(20.5F, 15.5F), ImVec2(20.5F, 19)}) {
      list_.PathLineTo(at(point));
    }
    list_.PathBezierQuadraticCurveTo(at({20.4F, 20.9F}), at({18.4F, 21}));
    list_.PathBezierQuadraticCurveTo(at({5.1F, 18.9F}), at({3, 5.6F}));
    list_.PathBezierQuadraticCurveTo(at({2.9F, 3.6F}), at({5, 3.5F}));
    list_.PathStroke(colour_, ImDrawFlags_Closed, stroke * unit_);
  }

 private:
  ImVec2 at(ImVec2 point) const {
    return {square_.x + point.x * unit_, square_.y + point.y * unit_};
  }

  void finish(ImVec2 first, ImVec2 last, bool closed) {
    list_.PathStroke(colour_, closed ? ImDrawFlags_Closed : ImDrawFlags_None, stroke * unit_);
    if (closed) return;
    for (const ImVec2 end : {first, last}) {
      list_.AddCircleFilled(at(end), stroke * unit_ / 2, colour_);
    }
  }

  ImDrawList& list_;
  Rect square_;
  float unit_;
  std::uint32_t colour_;
};

}  // namespace

void draw_icon(ImDrawList& list, Icon icon, Rect square, std::uint32_t colour) {
  Pen pen(list, square, colour);
  switch (icon) {
    case Icon::none:
      break;
    case Icon::sprout:
      pen.line({{12, 22}, {12, 11}});
      pen.curve({12, 12}, {{12, 7}, {8.6F, 4.6F}, {3, 4.5F}, {3, 10}, {6.2F, 12.3F}, {12, 12}});
      pen.curve({12, 10},
                {{12, 5.7F}, {15.2F, 2.8F}, {21, 2.5F}, {21, 7.7F}, {17.8F, 10.2F}, {12, 10}});
      break;
    case Icon::ok:
      pen.line({{5, 12.5F}, {9.6F, 17.2F}, {19, 7.5F}});
      break;
    case Icon::warn:
      pen.line({{12, 5}, {12, 13.5F}});
      pen.dot({12, 18.4F});
      break;
    case Icon::no:
      pen.line({{6.5F, 6.5F}, {17.5F, 17.5F}});
      pen.line({{17.5F, 6.5F}, {6.5F, 17.5F}});
      break;
    case Icon::open:
      pen.circle({12, 12}, 8.5F);
      pen.line({{12, 7.5F}, {12, 12}, {15, 14}});
      break;
    case Icon::info:
      pen.dot({12, 6});
      pen.line({{12, 11}, {12, 18.5F}});
      break;
    case Icon::phone:
      pen.handset();
      break;
    case Icon::calendar:
      pen.box({3.5F, 5}, {20.5F, 20.5F}, 2.5F);
      pen.line({{3.5F, 10}, {20.5F, 10}});
      pen.line({{8, 2.5F}, {8, 6}});
      pen.line({{16, 2.5F}, {16, 6}});
      break;
    case Icon::closed:
      pen.line({{8, 3}, {17, 12}, {8, 21}});
      break;
    case Icon::opened:
      pen.line({{3, 8}, {12, 17}, {21, 8}});
      break;
  }
}

}  // namespace precall::canvas
