// The order of the parts, and where the board and the time line go: beside the questions where the
// card is wide, else below them.
#include "canvas/layout.hpp"

#include <algorithm>
#include <cmath>

#include "canvas/parts.hpp"

namespace precall::canvas {
namespace {

constexpr float wide_px = 520;
// From this width of the card on, what is told live stands beside the questions.
constexpr float beside_px = 900;
constexpr float aside_px = 380;
// About what the time line takes where it is not in that column, and what stands above the clauses.
constexpr float line_px = 300;
constexpr float board_head_px = 150;

void lay_progress(Sheet& sheet, const Screen& screen, Column& column) {
  if (!screen.progress) return;
  const auto& progress = *screen.progress;
  const float height = sheet.px(4);
  const float share = static_cast<float>(progress.done) /
                      static_cast<float>(std::max<std::size_t>(progress.total, 1));
  sheet.fill({column.x, column.y, column.width, height}, Tint::line);
  sheet
      .mark(Shape::gradient, {column.x, column.y, std::round(column.width * share), height},
            Tint::brand)
      .hover = Tint::sprout;
  column.y += height;
}

// The strip on top: whose tool this is, and the other languages.
void lay_bar(Setting& setting, Column& column) {
  Sheet& sheet = setting.sheet;
  const Screen& screen = setting.screen;
  const float left = column.x + sheet.px(setting.wide ? 32 : 20);
  // Beside a close button, as in popup.css.
  const bool corner = setting.view.corner;
  float right = column.x + column.width - sheet.px(corner ? 60 : setting.wide ? 18 : 12);
  const float inner = sheet.px(corner ? 8 : 14);
  const float pad = sheet.px(8);
  const float badge = sheet.px(30);
  std::vector<Paragraph> others;
  float taken = 0;
  for (const Language language : screen.languages) {
    if (language == screen.language) continue;
    others.push_back(sheet.paragraph(std::string(own_name_of(language)),
                                     {Font::small, Tint::muted, Tint::ink}, 1e6F));
    taken += others.back().width + 2 * inner;
  }
  const float text_x = left + badge + sheet.px(10);
  const Paragraph title = sheet.paragraph(screen.title, {Font::small_bold, Tint::ink},
                                          right - taken - sheet.px(10) - text_x);
  const float height = std::max(sheet.px(44), title.height) + 2 * pad;
  const auto centred = [&](float h) { return column.y + std::round((height - h) / 2); };
  sheet.fill({left, centred(badge), badge, badge}, Tint::brand, sheet.px(9));
  const float inset = sheet.px(5);
  sheet.icon(Icon::sprout,
             {left + inset, centred(badge) + inset, badge - 2 * inset, badge - 2 * inset},
             Tint::on_brand);
  sheet.put(title, text_x, centred(title.height));
  right -= taken;
  for (const Paragraph& other : others) {
    const Rect rect{right, centred(sheet.px(44)), other.width + 2 * inner, sheet.px(44)};
    const int place = sheet.place(rect, other.text, PlaceKind::button, sheet.px(22));
    Mark& edge = sheet.outline(rect, Tint::none, sheet.px(1), sheet.px(22));
    edge.hover = Tint::line;
    edge.place = place;
    sheet.draw(other, rect.x + inner, centred(other.height), place);
    right += rect.w;
  }
  column.y += height;
  sheet.fill({column.x, column.y, column.width, sheet.px(1)}, Tint::line);
  column.y += sheet.px(1);
}

void lay_body(Setting& setting, Column& column) {
  Sheet& sheet = setting.sheet;
  const float side = sheet.px(setting.wide ? 32 : 20);
  Column inner{column.x + side, column.y + sheet.px(setting.wide ? 28 : 24),
               column.width - 2 * side};
  lay_errors(setting, inner);
  lay_lead(setting, inner);
  lay_notice(setting, inner);
  lay_controls(setting, inner);
  lay_verdict(setting, inner);
  lay_receipt(setting, inner);
  lay_review(setting, inner);
  lay_actions(setting, inner);
  lay_contact(setting, inner);
  inner.y += sheet.px(setting.wide ? 26 : 22);
  lay_slot(setting, inner, "around");
  column.y = inner.y;
}

void lay_told(Setting& setting, Column& column, const Live& live, bool without_line) {
  Sheet& sheet = setting.sheet;
  column.y += sheet.px(28);
  if (live.timeline && !without_line) {
    lay_timeline(setting, column, *live.timeline);
    column.y += sheet.px(28);
  }
  if (live.board) lay_board(setting, column, *live.board);
  column.y += sheet.px(28);
}

// Below the questions, where the card is not wide; gives where it ends.
float lay_below(Setting& setting, const Live& live, float top) {
  Sheet& sheet = setting.sheet;
  const float side = sheet.px(setting.wide ? 32 : 20);
  Column column{side, top, setting.width - 2 * side};
  sheet.fill({side, top + sheet.px(4), column.width, sheet.px(1)}, Tint::line);
  lay_told(setting, column, live, false);
  return column.y;
}

// In a column of its own from `top` on, beside the questions, which end at `used`. A short verdict
// leaves room for the time line, which is nearer to it there.
float lay_beside(Setting& setting, const Live& live, float top, float used) {
  Sheet& sheet = setting.sheet;
  const std::size_t clauses = live.board ? live.board->entries.size() : 0;
  const float board = sheet.px(board_head_px) + sheet.px(44) * static_cast<float>(clauses);
  const bool room = setting.screen.verdict && live.timeline && live.board &&
                    used - top + sheet.px(line_px) <= board;
  if (room) {
    const float side = sheet.px(32);
    Column below{side, used + sheet.px(4), setting.width - 2 * side};
    sheet.fill({below.x, below.y, below.width, sheet.px(1)}, Tint::line);
    below.y += sheet.px(24);
    lay_timeline(setting, below, *live.timeline);
    used = below.y + sheet.px(28);
  }
  const float side = sheet.px(24);
  Column column{setting.width + side, top, setting.view.width - setting.width - 2 * side};
  const std::size_t line = sheet.scene().marks.size();
  sheet.fill({setting.width, top, sheet.px(1), 0}, Tint::line);
  lay_told(setting, column, live, room);
  const float bottom = std::max(used, column.y);
  sheet.scene().marks[line].rect.h = bottom - top;
  return bottom;
}

}  // namespace

Scene layout(const Screen& screen, const Live& live, const View& view, Fonts& fonts) {
  Scene scene;
  Sheet sheet(scene, fonts, view.scale);
  const bool told = live.board || live.timeline;
  const bool beside = told && view.width >= sheet.px(beside_px);
  const float aside = beside ? sheet.px(aside_px) : 0;
  Setting setting{sheet, screen, view, view.width - aside, false, beside};
  setting.wide = setting.width >= sheet.px(wide_px);
  Column bar{0, 0, view.width};
  lay_bar(setting, bar);
  lay_progress(sheet, screen, bar);
  Column column{0, bar.y, setting.width};
  scene.body_first = scene.marks.size();
  lay_banner(setting, column);
  lay_body(setting, column);
  scene.body_last = scene.marks.size();
  scene.width = view.width;
  scene.height = column.y;
  if (beside) {
    scene.height = lay_beside(setting, live, bar.y, column.y);
  } else if (told) {
    scene.height = lay_below(setting, live, column.y);
  }
  return scene;
}

}  // namespace precall::canvas
