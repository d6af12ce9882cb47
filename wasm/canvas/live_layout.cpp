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
  sheet.scene().places.back().tells = true;
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

// What one clause has to say, in the panel below the board.
float lay_detail(Sheet& sheet, Column column, const LiveEntry& entry, int owner) {
  const std::size_t first = sheet.scene().marks.size();
  const float top = column.y;
  sheet.flow(column, entry.why, {Font::small_bold, Tint::ink});
  column.y += sheet.px(8);
  lay_quote(sheet, column, entry.clause.text);
  for (std::size_t i = first; i < sheet.scene().marks.size(); ++i) {
    sheet.scene().marks[i].shown = owner;
  }
  return column.y - top;
}

void lay_board(Setting& setting, Column& column, const LiveBoard& board) {
  Sheet& sheet = setting.sheet;
  sheet.flow(column, board.heading, {Font::body_bold, Tint::ink});
  column.y += sheet.px(8);
  // The document has each clause's words behind its button; the picture, all in one panel.
  const float rows = sheet.px(44) * static_cast<float>(board.entries.size());
  Column panel{column.x + sheet.px(16), column.y + rows + sheet.px(12) + sheet.px(14),
               column.width - sheet.px(32)};
  const std::size_t hinted = sheet.scene().marks.size();
  const std::size_t ground = hinted;
  sheet.fill({column.x, panel.y - sheet.px(14), column.width, 0}, Tint::card, sheet.px(12));
  sheet.outline({column.x, panel.y - sheet.px(14), column.width, 0}, Tint::line, sheet.px(1),
                sheet.px(12));
  Column hint = panel;
  const std::size_t hint_first = sheet.scene().marks.size();
  sheet.flow(hint, board.hint, {Font::small, Tint::muted});
  for (std::size_t i = hint_first; i < sheet.scene().marks.size(); ++i) {
    sheet.scene().marks[i].shown = while_idle;
  }
  float tallest = hint.y - panel.y;
  for (const LiveEntry& entry : board.entries) {
    const int place = lay_entry(sheet, column, entry);
    tallest = std::max(tallest, lay_detail(sheet, panel, entry, place));
  }
  const float height = tallest + 2 * sheet.px(14);
  sheet.scene().marks[ground].rect.h = height;
  sheet.scene().marks[ground + 1].rect.h = height;
  column.y += sheet.px(12) + height;
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
  const float height = sheet.px(12);
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
  put_bands(sheet, line, scale, track.y + sheet.px(16));
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
