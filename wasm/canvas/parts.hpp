// The parts of a card, each laid out below the last. One function a part of the HTML face's views.
#pragma once

#include "canvas/layout.hpp"

namespace precall::canvas {

// What every part is laid out with.
struct Setting {
  Sheet& sheet;
  const Screen& screen;
  const View& view;
  float width = 0;      // of the column with the questions
  bool wide = false;    // as the styles' container query at 520 px
  bool beside = false;  // what is told live has a column of its own
};

void lay_banner(Setting& setting, Column& column);
void lay_errors(Setting& setting, Column& column);
void lay_lead(Setting& setting, Column& column);
void lay_notice(Setting& setting, Column& column);
void lay_controls(Setting& setting, Column& column);
void lay_verdict(Setting& setting, Column& column);
void lay_receipt(Setting& setting, Column& column);
void lay_review(Setting& setting, Column& column);
void lay_actions(Setting& setting, Column& column);
void lay_contact(Setting& setting, Column& column);
void lay_timeline(Setting& setting, Column& column, const Timeline& line);
void lay_board(Setting& setting, Column& column, const LiveBoard& board);

// A gap for the face's own words, if there are any.
void lay_slot(Setting& setting, Column& column, const std::string& name);

// A label of a clause in a soft box; gives its width.
float put_tag(Sheet& sheet, float x, float y, const std::string& label);
float tag_height(const Sheet& sheet);

// A clause's words behind a green edge.
void lay_quote(Sheet& sheet, Column& column, const std::string& text);

// A text that leads somewhere, at least 44 px high and at most as wide as is given; gives its
// place.
int put_link(Sheet& sheet, float x, float y, float width, const std::string& label,
             Icon icon = Icon::none);
float link_width(Sheet& sheet, const std::string& label, Icon icon = Icon::none);
float link_height(const Sheet& sheet);

// The same at the column's end; its words begin where the column does.
void lay_link(Sheet& sheet, Column& column, const std::string& label, Icon icon = Icon::none);

// A soft box with a sentence.
void lay_note(Sheet& sheet, Column& column, const std::string& text, Tint tint, Tint ground);

Tint tint_of(const std::string& tone);
Tint ground_of(const std::string& tone);
Icon icon_of(const std::string& tone);

}  // namespace precall::canvas
