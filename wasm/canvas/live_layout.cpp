// The live board and the time line, beside the questions or below them.
#include <algorithm>
#include <cmath>

#include "canvas/parts.hpp"

namespace precall::canvas {
namespace {

struct Look {
  Icon icon;
  Tint tint;
  Tint ground;
};

Look look_of(ClauseState state) {
  switch (state) {
    case ClauseState::met:
      return {Icon::ok, Tint::ok, Tint::ok_bg};
    case ClauseState::may_refuse:
      return {Icon::warn, Tint::warn, Tint::warn_bg};
    case ClauseState::blocked:
      return {Icon::no, Tint::no, Tint::no_bg};
    case ClauseState::open:
      return {Icon::open, Tint::open, Tint::open_bg};
    case ClauseState::info:
      break;
  }
  return {Icon::info, Tint::muted, Tint::none};
}

// A clause: its state as a picture and in words. Gives the place.
int lay_entry(Sheet& sheet, Column& column, const LiveEntry& entry) {
  const Look look = look_of(entry.state);
  const Rect row{column.x, column.y, column.width, sheet.px(44)};
  const int place = sheet.place(row, entry.clause.label + " " + entry.state_word, PlaceKind::button,
                                sheet.px(10));
  Mark& under = sheet.fill(row, Tint::none, sheet.px(10));
  under.hover = Tint::brand_soft;
  under.place = place;
  const float badge = sheet.px(26);
  const Rect disc{row.x + sheet.px(8), row.y + std::round((row.h - badge) / 2), badge, badge};
  if (look.ground == Tint::none) {
    sheet.outline(disc, Tint::line, sheet.px(1.5F), badge / 2);
  } else {
    sheet.fill(disc, look.ground, badge / 2);
  }
  const float inset = sheet.px(6);
  sheet.icon(look.icon, {disc.x + inset, disc.y + inset, badge - 2 * inset, badge - 2 * inset},
             look.tint);
  const Paragraph word = sheet.paragraph(entry.state_word, {Font::tag, look.tint}, 1e6F);
  const float right = row.x + row.w - sheet.px(10) - word.width;
  const float left = disc.x + badge + sheet.px(10);
  const Paragraph label = sheet.paragraph(entry.clause.label, {Font::small, Tint::ink}, 1e6F);
  sheet.draw(label, left, row.y + std::round((row.h - label.height) / 2), place);
  sheet.draw(word, right, row.y + std::round((row.h - word.height) / 2), place);
  sheet.scene().lamps.push_back({entry.clause.id, static_cast<int>(entry.state), look.tint, row});
  column.y += row.h;
  return place;
}

// What one clause has to say.
void lay_detail(Sheet& sheet, Column& column, const LiveEntry& entry) {
  sheet.flow(column, entry.why, {Font::small_bold, Tint::ink});
  column.y += sheet.px(8);
  lay_quote(sheet, column, entry.clause.text);
}

// The marks from `first` on are drawn at certain times only.
void show_when(Scene& scene, std::size_t first, int shown) {
  for (std::size_t i = first; i < scene.marks.size(); ++i) scene.marks[i].shown = shown;
}

// One below the other; the one that is asked about unfolds.
void lay_folded(Setting& setting, Column& column, const LiveBoard& board) {
  Sheet& sheet = setting.sheet;
  for (const LiveEntry& entry : board.entries) {
    const int place = lay_entry(sheet, column, entry);
    const Rect row = sheet.scene().places[static_cast<std::size_t>(place)].rect;
    if (entry.clause.id == setting.view.asked) {
      Column inner{row.x + sheet.px(44), column.y + sheet.px(4), row.w - sheet.px(54)};
      lay_detail(sheet, inner, entry);
      column.y = inner.y + sheet.px(14);
    } else {
      sheet.place(row, entry.why, PlaceKind::folded);
      sheet.place(row, entry.clause.text, PlaceKind::folded);
    }
  }
}

// With a panel below that tells of the clause that is pointed at or has the focus.
void lay_panelled(Sheet& sheet, Column& column, const LiveBoard& board) {
  Scene& scene = sheet.scene();
  const float pad = sheet.px(14);
  const float rows = sheet.px(44) * static_cast<float>(board.entries.size());
  const float top = column.y + rows + sheet.px(12);
  const std::size_t ground = scene.marks.size();
  sheet.outline({column.x, top, column.width, 0}, Tint::line, sheet.px(1), sheet.px(12));
  const Column panel{column.x + pad, top + pad, column.width - 2 * pad};
  float bottom = panel.y;
  const auto within = [&](int shown, auto lay) {
    const std::size_t first = scene.marks.size();
    Column inner = panel;
    lay(inner);
    show_when(scene, first, shown);
    bottom = std::max(bottom, inner.y);
  };
  for (const LiveEntry& entry : board.entries) {
    const int place = lay_entry(sheet, column, entry);
    scene.places[static_cast<std::size_t>(place)].tells = true;
    within(place, [&](Column& inner) { lay_detail(sheet, inner, entry); });
  }
  scene.marks[ground].rect.h = bottom + pad - top;
  column.y = bottom + pad;
}

void lay_board(Setting& setting, Column& column, const LiveBoard& board) {
  Sheet& sheet = setting.sheet;
  sheet.flow(column, board.heading, {Font::body_bold, Tint::ink});
  column.y += sheet.px(4);
  sheet.flow(column, board.hint, {Font::small, Tint::muted});
  column.y += sheet.px(8);
  if (setting.beside) {
    lay_panelled(sheet, column, board);
  } else {
    lay_folded(setting, column, board);
  }
}

// Positions of days along the line.
struct Scale {
  Day first = 0;
  Day days = 1;
  float x = 0;
  float width = 0;

  float at(Day day) const {
    return std::round(x + width * static_cast<float>(day - first) / static_cast<float>(days));
  }
};

void put_bands(Sheet& sheet, const Timeline& line, const Scale& scale, float y) {
  const float height = sheet.px(14);
  for (const TimelineBand& band : line.bands) {
    const float from = scale.at(band.first);
    const float to = band.last == line.last ? scale.x + scale.width : scale.at(band.last + 1);
    sheet.fill({from, y, to - from, height}, ground_of(band.tone));
    // Not by colour alone: the graver the verdict, the stronger the line below.
    const float weight = band.tone == "no" ? 4 : band.tone == "warn" ? 3 : 1;
    sheet.fill({from, y + height, to - from, sheet.px(weight)}, tint_of(band.tone));
    if (band.first != line.first) {
      sheet.fill({from, y - sheet.px(3), sheet.px(1), height + sheet.px(8)}, Tint::field);
    }
  }
}

// A tick with its words, kept within the line.
void put_tick(Sheet& sheet, const Scale& scale, Day day, float y, const std::string& text,
              Tint tint) {
  const Paragraph words = sheet.paragraph(text, {Font::tag, tint}, 1e6F);
  const float x = scale.at(day);
  const float left = std::clamp(std::round(x - words.width / 2), scale.x,
                                std::max(scale.x, scale.x + scale.width - words.width));
  sheet.put(words, left, y);
}

void put_thumb(Sheet& sheet, const Timeline& line, const Scale& scale, float middle, int place) {
  const float size = sheet.px(24);
  const float x = scale.at(line.value);
  const Rect disc{x - size / 2, middle - size / 2, size, size};
  sheet.fill(disc, tint_of(line.tone), size / 2).place = place;
  const float inset = sheet.px(5);
  sheet.icon(icon_of(line.tone),
             {disc.x + inset, disc.y + inset, size - 2 * inset, size - 2 * inset}, Tint::card);
}

void lay_timeline(Setting& setting, Column& column, const Timeline& line) {
  Sheet& sheet = setting.sheet;
  sheet.flow(column, line.heading, {Font::body_bold, Tint::ink});
  column.y += sheet.px(4);
  sheet.flow(column, line.hint, {Font::small, Tint::muted});
  column.y += sheet.px(12);
  const float margin = sheet.px(12);
  const Scale scale{line.first, std::max<Day>(line.last - line.first, 1), column.x + margin,
                    column.width - 2 * margin};
  const float tag = sheet.fonts().line_height(Font::tag);
  if (line.limit) put_tick(sheet, scale, line.limit->day, column.y, line.limit->label, Tint::muted);
  column.y += tag + sheet.px(2);
  const Rect track{column.x, column.y, column.width, sheet.px(44)};
  put_bands(sheet, line, scale, track.y + sheet.px(14));
  const int place = sheet.place(track, {}, PlaceKind::slider, sheet.px(12));
  put_thumb(sheet, line, scale, track.y + sheet.px(22), place);
  column.y += track.h + sheet.px(2);
  put_tick(sheet, scale, line.today, column.y, line.today_word, Tint::ink);
  column.y += tag + sheet.px(10);
  const float pad = sheet.px(14);
  const Paragraph result =
      sheet.paragraph(line.result, {Font::small_bold, tint_of(line.tone)}, column.width - 2 * pad);
  const Rect box{column.x, column.y, column.width, result.height + 2 * sheet.px(12)};
  sheet.fill(box, ground_of(line.tone), sheet.px(12));
  sheet.put(result, box.x + pad, box.y + sheet.px(12));
  column.y += box.h;
}

}  // namespace

void lay_live(Setting& setting, Column& column, const Live& live) {
  Sheet& sheet = setting.sheet;
  if (live.timeline) {
    lay_timeline(setting, column, *live.timeline);
    column.y += sheet.px(28);
  }
  if (live.board) lay_board(setting, column, *live.board);
}

}  // namespace precall::canvas
