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

constexpr float row_px = 44;
constexpr float shade_px = 360;

// A clause: its state as a picture and in words, and that there is more to read.
Rect lay_entry(Sheet& sheet, Column& column, const LiveEntry& entry, bool unfolded) {
  const Look look = look_of(entry.state);
  const float badge = sheet.px(26);
  const float chevron = sheet.px(12);
  const float left = column.x + sheet.px(8) + badge + sheet.px(10);
  const float end = column.x + column.width - sheet.px(8) - chevron;
  const Paragraph word = sheet.paragraph(entry.state_word, {Font::tag, look.tint}, 1e6F);
  const float right = end - sheet.px(8) - word.width;
  const Paragraph label =
      sheet.paragraph(entry.clause.label, {Font::small, Tint::ink}, right - sheet.px(8) - left);
  const Rect row{column.x, column.y, column.width,
                 std::max(sheet.px(row_px), label.height + 2 * sheet.px(8))};
  const int place = sheet.place(row, entry.clause.label + " " + entry.state_word, PlaceKind::button,
                                sheet.px(10));
  const auto centred = [&](float h) { return row.y + std::round((row.h - h) / 2); };
  Mark& under = sheet.fill(row, Tint::none, sheet.px(10));
  under.hover = Tint::brand_soft;
  under.place = place;
  const Rect disc{row.x + sheet.px(8), centred(badge), badge, badge};
  if (look.ground == Tint::none) {
    sheet.outline(disc, Tint::line, sheet.px(1.5F), badge / 2);
  } else {
    sheet.fill(disc, look.ground, badge / 2);
  }
  const float inset = sheet.px(6);
  sheet.icon(look.icon, {disc.x + inset, disc.y + inset, badge - 2 * inset, badge - 2 * inset},
             look.tint);
  sheet.icon(unfolded ? Icon::opened : Icon::closed, {end, centred(chevron), chevron, chevron},
             Tint::muted);
  sheet.draw(label, left, centred(label.height), place);
  sheet.draw(word, right, centred(word.height), place);
  sheet.scene().lamps.push_back({entry.clause.id, static_cast<int>(entry.state), look.tint, row});
  column.y += row.h;
  return row;
}

// What one clause has to say.
void lay_detail(Sheet& sheet, Column& column, const LiveEntry& entry) {
  sheet.flow(column, entry.why, {Font::small_bold, Tint::ink});
  column.y += sheet.px(8);
  lay_quote(sheet, column, entry.clause.text);
}

// The same beside its row while that is pointed at or has the focus, over the questions: as high as
// the row, or as far above it as it takes to be in sight. The page says it with the row's button,
// so it has no place but the one that keeps the pointer from what lies below. Where there is no
// room beside a row, nothing of it is shown before it is unfolded.
void lay_shade(Setting& setting, Rect row, const LiveEntry& entry, float end) {
  Sheet& sheet = setting.sheet;
  if (!setting.beside) {
    sheet.place({row.x, row.y, 0, 0}, {}, PlaceKind::shade);
    return;
  }
  Scene& scene = sheet.scene();
  const View& view = setting.view;
  const std::size_t mark = scene.marks.size();
  const std::size_t place = scene.places.size();
  const float gap = sheet.px(8);
  const float width = std::min(sheet.px(shade_px), row.x - 2 * gap);
  Rect box{row.x - gap - width, row.y, width, 0};
  sheet.fill(box, Tint::card, sheet.px(12));
  sheet.outline(box, Tint::field, sheet.px(1.5F), sheet.px(12));
  Column inner{box.x + sheet.px(18), box.y + sheet.px(14), width - 2 * sheet.px(18)};
  lay_detail(sheet, inner, entry);
  box.h = inner.y + sheet.px(16) - box.y;
  const float low = std::min(view.seen_top + view.seen_height - gap, end);
  const float up = std::clamp(box.y + box.h - low, 0.0F, box.h - row.h);
  scene.places.erase(scene.places.begin() + static_cast<std::ptrdiff_t>(place), scene.places.end());
  scene.marks[mark].rect.h = box.h;
  scene.marks[mark + 1].rect.h = box.h;
  for (std::size_t i = mark; i < scene.marks.size(); ++i) {
    scene.marks[i].rect.y -= up;
    scene.marks[i].place = -1;
  }
  sheet.place({box.x, box.y - up, width + gap, box.h}, {}, PlaceKind::shade);
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

// A day that has words: those, kept within the line, and a mark from them across the bands.
void put_tick(Sheet& sheet, const Scale& scale, Day day, Column& column, const std::string& text,
              Rect mark) {
  const Paragraph words = sheet.paragraph(text, {Font::tag, Tint::ink}, 1e6F);
  const float left = std::clamp(std::round(scale.at(day) - words.width / 2), scale.x,
                                std::max(scale.x, scale.x + scale.width - words.width));
  sheet.put(words, left, column.y);
  mark.w = sheet.px(2);
  mark.x = scale.at(day) - std::floor(mark.w / 2);
  sheet.fill(mark, Tint::ink);
  column.y += sheet.fonts().line_height(Font::tag);
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

// Below the bands: what the day that is tried would lead to.
void lay_result(Sheet& sheet, Column& column, const Timeline& line) {
  const float pad = sheet.px(14);
  const Paragraph result =
      sheet.paragraph(line.result, {Font::small_bold, tint_of(line.tone)}, column.width - 2 * pad);
  const Rect box{column.x, column.y, column.width, result.height + 2 * sheet.px(12)};
  sheet.fill(box, ground_of(line.tone), sheet.px(12));
  sheet.put(result, box.x + pad, box.y + sheet.px(12));
  column.y += box.h;
}

}  // namespace

void lay_timeline(Setting& setting, Column& column, const Timeline& line) {
  Sheet& sheet = setting.sheet;
  sheet.flow(column, line.heading, {Font::body_bold, Tint::ink});
  column.y += sheet.px(4);
  sheet.flow(column, line.label, {Font::small_bold, Tint::ink});
  column.y += sheet.px(4);
  sheet.flow(column, line.hint, {Font::small, Tint::muted});
  column.y += sheet.px(12);
  const float margin = sheet.px(12);
  const Scale scale{line.first, std::max<Day>(line.last - line.first, 1), column.x + margin,
                    column.width - 2 * margin};
  const float ring = sheet.px(10);  // between the words and the focus ring
  const float inset = sheet.px(15);
  const float band = sheet.px(14);
  if (line.limit) {
    const float top = column.y + sheet.fonts().line_height(Font::tag);
    put_tick(sheet, scale, line.limit->day, column, line.limit->label,
             {0, top, 0, ring + inset + band + sheet.px(4)});
    column.y += ring;
  }
  const Rect track{column.x, column.y, column.width, sheet.px(44)};
  put_bands(sheet, line, scale, track.y + inset);
  column.y += track.h + ring;
  const std::size_t slider = sheet.scene().places.size();
  sheet.place(track, {}, PlaceKind::slider, sheet.px(12));
  put_tick(sheet, scale, line.today, column, line.today_word,
           {0, track.y + inset, 0, track.h + ring - inset});
  put_thumb(sheet, line, scale, track.y + inset + band / 2, static_cast<int>(slider));
  column.y += sheet.px(10);
  lay_result(sheet, column, line);
}

void lay_board(Setting& setting, Column& column, const LiveBoard& board) {
  Sheet& sheet = setting.sheet;
  sheet.flow(column, board.heading, {Font::body_bold, Tint::ink});
  column.y += sheet.px(4);
  sheet.flow(column, board.hint, {Font::small, Tint::muted});
  column.y += sheet.px(8);
  const float end = column.y + sheet.px(row_px) * static_cast<float>(board.entries.size());
  for (const LiveEntry& entry : board.entries) {
    const bool unfolded = setting.view.open.count("board " + entry.clause.id) != 0;
    const Rect row = lay_entry(sheet, column, entry, unfolded);
    if (unfolded) {
      Column inner{row.x + sheet.px(44), column.y + sheet.px(10), row.w - sheet.px(54)};
      lay_detail(sheet, inner, entry);
      column.y = inner.y + sheet.px(14);
    } else if (entry.clause.id == setting.view.asked) {
      lay_shade(setting, row, entry, end);
    }
  }
}

}  // namespace precall::canvas
