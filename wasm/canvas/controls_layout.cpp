// Questions and fields: label, help, error, the ways to answer, and the clause below; and the
// summary of errors above them.
#include <algorithm>
#include <cmath>

#include "canvas/parts.hpp"

namespace precall::canvas {
namespace {

// As in radios.ts: two short answers stand side by side.
constexpr std::size_t short_label_letters = 16;
constexpr float pair_px = 400;

std::size_t letters_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// A control's words: its label in bold, and that it is optional in small behind it.
void lay_label(Sheet& sheet, Column& column, const Control& control) {
  Paragraph label = sheet.paragraph(control.label, {Font::body_bold, Tint::ink}, column.width);
  if (control.optional_note.empty()) {
    sheet.flow(column, control.label, label.style);
    column.y += sheet.px(4);
    return;
  }
  const Paragraph note =
      sheet.paragraph(control.optional_note, {Font::small, Tint::muted}, column.width);
  const float gap = sheet.fonts().width(Font::body_bold, " ");
  const float last = std::ceil(sheet.fonts().width(Font::body_bold, label.lines.back()));
  const bool fits = last + gap + note.width <= column.width;
  const float row = sheet.fonts().line_height(Font::body_bold);
  const Rect rect{column.x, column.y,
                  fits ? std::max(label.width, last + gap + note.width) : column.width,
                  label.height + (fits ? 0 : note.height)};
  const int place = sheet.place(rect, control.label + " " + control.optional_note, PlaceKind::text);
  sheet.draw(label, column.x, column.y, place);
  const float sink = std::round((row - note.height) / 2);
  if (fits) {
    sheet.draw(note, column.x + last + gap, column.y + label.height - row + sink, place);
  } else {
    sheet.draw(note, column.x, column.y + label.height, place);
  }
  column.y += rect.h + sheet.px(4);
}

void lay_help(Sheet& sheet, Column& column, const Control& control) {
  if (control.help.empty()) return;
  sheet.flow(column, control.help, {Font::small, Tint::muted});
  column.y += sheet.px(8);
}

void lay_error(Sheet& sheet, Column& column, const Control& control) {
  if (control.error.empty()) return;
  column.y += sheet.px(2);
  sheet.flow(column, control.error, {Font::small_bold, Tint::no});
  column.y += sheet.px(8);
}

enum class Knob { radio, tick };

struct Choice {
  std::string label;
  std::string note;
  bool chosen = false;
  bool unsure = false;
  bool wrong = false;
  Knob knob = Knob::radio;
};

void put_knob(Sheet& sheet, Rect box, const Choice& choice, int place) {
  const float size = sheet.px(24);
  const Rect knob{box.x + sheet.px(16), box.y + std::round((box.h - size) / 2), size, size};
  const float round = choice.knob == Knob::radio ? size / 2 : sheet.px(7);
  if (!choice.chosen) {
    sheet.fill(knob, Tint::card, round);
    sheet.outline(knob, Tint::field, sheet.px(2), round).place = place;
    return;
  }
  sheet.fill(knob, Tint::brand, round).place = place;
  if (choice.knob == Knob::radio) {
    const float hole = sheet.px(7);
    sheet.fill({knob.x + hole, knob.y + hole, size - 2 * hole, size - 2 * hole}, Tint::card,
               size / 2 - hole);
  } else {
    sheet.icon(Icon::ok, {knob.x + sheet.px(2), knob.y + sheet.px(2), sheet.px(20), sheet.px(20)},
               Tint::on_brand);
  }
}

Style style_of(const Choice& choice) {
  if (choice.chosen) return {Font::body_bold, Tint::ink};
  return {Font::body, choice.unsure ? Tint::muted : Tint::ink};
}

float choice_text_width(const Sheet& sheet, float width) {
  return width - sheet.px(16) * 2 - sheet.px(24) - sheet.px(14);
}

float choice_height(Sheet& sheet, float width, const Choice& choice) {
  const Paragraph words =
      sheet.paragraph(choice.note.empty() ? choice.label : choice.label + " " + choice.note,
                      style_of(choice), choice_text_width(sheet, width));
  return std::max(sheet.px(54), words.height + 2 * sheet.px(11));
}

void put_choice(Sheet& sheet, Rect box, const Choice& choice) {
  const float radius = sheet.px(14);
  const std::string text = choice.note.empty() ? choice.label : choice.label + " " + choice.note;
  const int place = sheet.place(box, text, PlaceKind::button, radius);
  if (choice.chosen) sheet.fill(box, Tint::brand_soft, radius).place = place;
  const float stroke = sheet.px(choice.chosen ? 2 : 1.5F);
  if (choice.unsure && !choice.chosen) {
    Mark& edge = sheet.mark(Shape::dashes, box, choice.wrong ? Tint::no : Tint::field);
    edge.stroke = stroke;
    edge.radius = radius;
    edge.hover = Tint::ink;
    edge.place = place;
  } else {
    const Tint edge = choice.chosen ? Tint::brand : choice.wrong ? Tint::no : Tint::line;
    Mark& line = sheet.outline(box, edge, stroke, radius);
    line.hover = choice.chosen ? Tint::brand : Tint::field;
    line.place = place;
  }
  put_knob(sheet, box, choice, place);
  const Paragraph words = sheet.paragraph(text, style_of(choice), choice_text_width(sheet, box.w));
  sheet.draw(words, box.x + sheet.px(16 + 24 + 14), box.y + std::round((box.h - words.height) / 2),
             place);
}

void lay_choice(Sheet& sheet, Column& column, const Choice& choice) {
  const float height = choice_height(sheet, column.width, choice);
  put_choice(sheet, {column.x, column.y, column.width, height}, choice);
  column.y += height;
}

// As in radios.ts: whether the answers, "not sure" apart, are two short ones.
bool is_pair(const Control& control) {
  std::size_t answers = 0;
  for (const ScreenOption& option : control.options) {
    if (option.unsure) continue;
    if (++answers > 2 || letters_of(option.label) > short_label_letters) return false;
  }
  return answers == 2;
}

void lay_radios(Setting& setting, Column& column, const Control& control) {
  Sheet& sheet = setting.sheet;
  const float gap = sheet.px(10);
  const bool pair = is_pair(control) && setting.width >= sheet.px(pair_px);
  column.y += sheet.px(8);
  float beside = 0;  // the height of a first one that waits for its neighbour
  for (const ScreenOption& option : control.options) {
    const bool chosen = control.value == option.value;
    const Choice choice{option.label,           {},         chosen, option.unsure,
                        !control.error.empty(), Knob::radio};
    if (!pair || option.unsure) {
      lay_choice(sheet, column, choice);
      column.y += gap;
      continue;
    }
    const float half = std::floor((column.width - gap) / 2);
    const float height = choice_height(sheet, half, choice);
    const float x = beside > 0 ? column.x + column.width - half : column.x;
    put_choice(sheet, {x, column.y, half, height}, choice);
    if (beside > 0) column.y += std::max(beside, height) + gap;
    beside = height;
  }
  column.y -= gap;
}

void lay_typed(Setting& setting, Column& column, const Control& control) {
  Sheet& sheet = setting.sheet;
  const bool wrong = !control.error.empty();
  const float height = sheet.px(control.kind == ControlKind::textarea ? 132 : 52);
  column.y += sheet.px(6);
  const Rect box{column.x, column.y, column.width, height};
  const int place = sheet.place(box, {}, PlaceKind::field, sheet.px(12));
  sheet.fill(box, Tint::card, sheet.px(12));
  Mark& edge = sheet.outline(box, wrong ? Tint::no : Tint::field, sheet.px(1.5F), sheet.px(12));
  edge.hover = wrong ? Tint::no : Tint::ink;
  edge.place = place;
  column.y += height;
  if (control.unsure_label.empty()) return;
  column.y += sheet.px(10);
  const bool unsure = control.value == unknown_input;
  lay_choice(sheet, column, {control.unsure_label, {}, unsure, true, false, Knob::tick});
}

void put_chevron(Sheet& sheet, Column& column, bool open, int place) {
  const float size = sheet.px(12);
  sheet
      .icon(open ? Icon::opened : Icon::closed,
            {column.x, column.y + std::round((link_height(sheet) - size) / 2), size, size},
            Tint::brand)
      .place = place;
}

// The line that unfolds the clauses, and the clauses themselves if it has.
void lay_clauses(Setting& setting, Column& column, const Control& control) {
  if (control.clauses.empty()) return;
  Sheet& sheet = setting.sheet;
  column.y += sheet.px(8);
  std::string text = control.clauses_label;
  for (const ScreenClause& clause : control.clauses) text += " " + clause.label;
  const bool open = setting.view.open.count(control.id) != 0;
  const Paragraph words = sheet.paragraph(
      control.clauses_label, {Font::small, Tint::brand, Tint::brand_deep}, column.width);
  const float indent = sheet.px(18);
  const int place = sheet.place({column.x, column.y, column.width, link_height(sheet)}, text,
                                PlaceKind::button, sheet.px(6));
  put_chevron(sheet, column, open, place);
  const float middle = column.y + std::round((link_height(sheet) - words.height) / 2);
  sheet.draw(words, column.x + indent, middle, place);
  float x = column.x + indent + words.width + sheet.px(10);
  float y = column.y + std::round((link_height(sheet) - tag_height(sheet)) / 2);
  for (const ScreenClause& clause : control.clauses) {
    const Paragraph tag = sheet.paragraph(clause.label, {Font::tag, Tint::ok}, 1e6F);
    const float width = tag.width + 2 * sheet.px(10);
    if (x + width > column.x + column.width) {
      x = column.x + indent;
      y += tag_height(sheet) + sheet.px(6);
    }
    sheet.fill({x, y, width, tag_height(sheet)}, Tint::brand_soft, tag_height(sheet) / 2);
    sheet.draw(tag, x + sheet.px(10), y + std::round((tag_height(sheet) - tag.height) / 2), place);
    x += width + sheet.px(10);
  }
  Rect& rect = sheet.scene().places[static_cast<std::size_t>(place)].rect;
  rect.h = std::max(rect.h, y + tag_height(sheet) + sheet.px(8) - rect.y);
  column.y = rect.y + rect.h;
  if (!open) return;
  for (const ScreenClause& clause : control.clauses) {
    column.y += sheet.px(2);
    lay_quote(sheet, column, clause.text);
    column.y += sheet.px(8);
  }
}

void lay_footnotes(Setting& setting, Column& column, const Control& control) {
  Sheet& sheet = setting.sheet;
  if (control.link) lay_link(sheet, column, control.link->text);
  lay_clauses(setting, column, control);
}

void lay_control(Setting& setting, Column& column, const Control& control) {
  Sheet& sheet = setting.sheet;
  if (control.kind == ControlKind::checkbox) {
    lay_error(sheet, column, control);
    lay_choice(sheet, column,
               {control.label, control.optional_note, control.value == "true", false,
                !control.error.empty(), Knob::tick});
    if (!control.help.empty()) column.y += sheet.px(10);
    lay_help(sheet, column, control);
  } else {
    lay_label(sheet, column, control);
    lay_help(sheet, column, control);
    lay_error(sheet, column, control);
    if (control.kind == ControlKind::radios) {
      lay_radios(setting, column, control);
    } else {
      lay_typed(setting, column, control);
    }
  }
  lay_footnotes(setting, column, control);
}

}  // namespace

void lay_controls(Setting& setting, Column& column) {
  const auto& controls = setting.screen.controls;
  if (controls.empty()) return;
  Sheet& sheet = setting.sheet;
  column.y += sheet.px(24);
  for (const Control& control : controls) {
    lay_control(setting, column, control);
    column.y += sheet.px(36);
  }
  column.y -= sheet.px(36);
}

void lay_errors(Setting& setting, Column& column) {
  const Screen& screen = setting.screen;
  if (screen.errors.empty()) return;
  Sheet& sheet = setting.sheet;
  const float pad = sheet.px(18);
  Column inner{column.x + pad, column.y + sheet.px(14), column.width - 2 * pad};
  const int box =
      sheet.place({column.x, column.y, column.width, 0}, {}, PlaceKind::box, sheet.px(14));
  const std::size_t ground = sheet.scene().marks.size();
  sheet.fill({column.x, column.y, column.width, 0}, Tint::no_bg, sheet.px(14));
  sheet.outline({column.x, column.y, column.width, 0}, Tint::no, sheet.px(2), sheet.px(14));
  sheet.flow(inner, screen.errors_heading, {Font::body_bold, Tint::no});
  inner.y += sheet.px(4);
  for (const ScreenError& error : screen.errors) {
    const bool alone =
        std::count_if(screen.errors.begin(), screen.errors.end(),
                      [&](const ScreenError& each) { return each.text == error.text; }) == 1;
    const auto control = std::find_if(screen.controls.begin(), screen.controls.end(),
                                      [&](const Control& each) { return each.id == error.id; });
    const bool named = !alone && control != screen.controls.end();
    const Paragraph label = sheet.paragraph(named ? control->label : std::string(),
                                            {Font::small, Tint::no}, inner.width);
    const Paragraph words =
        sheet.paragraph(error.text, {Font::small_bold, Tint::no, Tint::no, true}, inner.width);
    const float above = named ? label.height : 0;
    const float pad_y =
        std::max(sheet.px(10), std::ceil((link_height(sheet) - above - words.height) / 2));
    const int place = sheet.place({inner.x, inner.y, std::max(named ? label.width : 0, words.width),
                                   above + words.height + 2 * pad_y},
                                  named ? control->label + " " + error.text : error.text,
                                  PlaceKind::button, sheet.px(6));
    if (named) sheet.draw(label, inner.x, inner.y + pad_y, place);
    sheet.draw(words, inner.x, inner.y + pad_y + above, place);
    inner.y += above + words.height + 2 * pad_y;
  }
  const float height = inner.y + sheet.px(14) - column.y;
  sheet.scene().marks[ground].rect.h = height;
  sheet.scene().marks[ground + 1].rect.h = height;
  sheet.scene().places[static_cast<std::size_t>(box)].rect.h = height;
  column.y += height + sheet.px(22);
}

}  // namespace precall::canvas
