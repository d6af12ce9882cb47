// What stands on a verdict, a review and a receipt: why, what would change it, what is sent.
#include <algorithm>
#include <cmath>

#include "canvas/parts.hpp"

namespace precall::canvas {
namespace {

void lay_section(Sheet& sheet, Column& column, const std::string& heading) {
  sheet.flow(column, heading, {Font::body_bold, Tint::ink});
  column.y += sheet.px(8);
}

// A clause cited: its label, and its words in quotation marks that are not part of them.
void lay_cited(Sheet& sheet, Column& column, const ScreenClause& clause) {
  column.y += sheet.px(8);
  put_tag(sheet, column.x, column.y, clause.label);
  column.y += tag_height(sheet) + sheet.px(6);
  Paragraph words =
      sheet.paragraph("“" + clause.text + "”", {Font::small, Tint::muted}, column.width);
  const bool known = sheet.fonts().covers(Font::small, clause.text);
  const int place = sheet.place({column.x, column.y, words.width, words.height}, clause.text,
                                known ? PlaceKind::text : PlaceKind::html);
  if (known) sheet.draw(words, column.x, column.y, place);
  column.y += words.height;
}

void lay_reason(Sheet& sheet, Column& column, const ScreenReason& reason) {
  const std::size_t box = sheet.scene().marks.size();
  const bool blocks = reason.effect == Effect::blocks;
  sheet.outline({column.x, column.y, column.width, 0}, Tint::line, sheet.px(1), sheet.px(12));
  sheet.mark(Shape::edge, {column.x, column.y, sheet.px(5), 0}, blocks ? Tint::no : Tint::warn_edge)
      .stroke = blocks ? 0 : sheet.px(8);
  const float pad = sheet.px(16);
  Column inner{column.x + sheet.px(21), column.y + sheet.px(14), column.width - sheet.px(21) - pad};
  sheet.flow(inner, reason.message, {Font::body_bold, Tint::ink});
  for (const ScreenClause& clause : reason.clauses) lay_cited(sheet, inner, clause);
  if (!reason.follow_up.empty()) {
    inner.y += sheet.px(8);
    sheet.flow(inner, reason.follow_up, {Font::small, Tint::ink});
  }
  const float height = inner.y + sheet.px(14) - column.y;
  sheet.scene().marks[box].rect.h = height;
  sheet.scene().marks[box + 1].rect.h = height;
  column.y += height;
}

// A question of the verdict with the way back to it; numbered if it is a step of the plan.
void lay_point(Setting& setting, Column& column, const ScreenPoint& point, int number) {
  Sheet& sheet = setting.sheet;
  const float badge = number > 0 ? sheet.px(26) : 0;
  const float indent = number > 0 ? badge + sheet.px(12) : 0;
  const bool stacked = setting.width <= sheet.px(420);
  const float link = link_width(sheet, point.change.label);
  const float width = column.width - indent - (stacked ? 0 : link + sheet.px(12));
  const Paragraph words = sheet.paragraph(point.text, {Font::body, Tint::ink}, width);
  column.y += sheet.px(6);
  const float row =
      stacked ? std::max(words.height, badge) : std::max({words.height, badge, link_height(sheet)});
  if (number > 0) {
    const Rect disc{column.x, column.y + std::round((row - badge) / 2), badge, badge};
    sheet.fill(disc, Tint::brand, badge / 2);
    const Paragraph digits =
        sheet.paragraph(std::to_string(number), {Font::small_bold, Tint::on_brand}, badge);
    sheet.draw(digits, disc.x + std::round((badge - digits.width) / 2),
               disc.y + std::round((badge - digits.height) / 2), -1);
  }
  sheet.put(words, column.x + indent, column.y + std::round((row - words.height) / 2));
  const float left = stacked ? column.x + indent - sheet.px(4) : column.x + column.width - link;
  const float top =
      stacked ? column.y + row : column.y + std::round((row - link_height(sheet)) / 2);
  put_link(sheet, left, top, link, point.change.label);
  column.y += row + (stacked ? link_height(sheet) : 0) + sheet.px(6);
  sheet.fill({column.x, column.y, column.width, sheet.px(1)}, Tint::line);
  column.y += sheet.px(1);
}

void lay_plan(Setting& setting, Column& column, const ScreenPlan& plan) {
  Sheet& sheet = setting.sheet;
  column.y += sheet.px(24);
  lay_section(sheet, column, plan.heading);
  int number = 0;
  for (const ScreenPoint& step : plan.steps) lay_point(setting, column, step, ++number);
  column.y += sheet.px(16);
  lay_note(sheet, column, plan.outcome, plan.promised ? Tint::ok : Tint::open,
           plan.promised ? Tint::ok_bg : Tint::open_bg);
}

// A label and what belongs to it, side by side.
void lay_fact(Sheet& sheet, Column& column, const ReviewRow& row, float label_width) {
  const float gap = sheet.px(16);
  const Paragraph label = sheet.paragraph(row.label, {Font::small, Tint::muted}, label_width);
  const Paragraph value =
      sheet.paragraph(row.value, {Font::small, Tint::ink}, column.width - label_width - gap);
  sheet.put(label, column.x, column.y);
  sheet.put(value, column.x + label_width + gap, column.y);
  column.y += std::max(label.height, value.height) + sheet.px(6);
}

float widest_label(Sheet& sheet, const std::vector<ReviewRow>& rows, float limit) {
  float widest = 0;
  for (const ReviewRow& row : rows) {
    widest = std::max(widest, std::ceil(sheet.fonts().width(Font::small, row.label)));
  }
  return std::min(widest, limit);
}

// A row of the review: side by side where there is room, as the styles do at 600 px.
void lay_row(Setting& setting, Column& column, const ReviewRow& row) {
  Sheet& sheet = setting.sheet;
  const bool stacked = !row.language.empty() || setting.width < sheet.px(600);
  const float gap = sheet.px(12);
  const float link = row.change ? link_width(sheet, row.change->label) : 0;
  const float room = column.width - (row.change ? link + gap : 0);
  const float first = stacked ? room : std::floor((room - gap) * 2 / 5);
  const float second = stacked ? room : room - gap - first;
  const Paragraph label = sheet.paragraph(row.label, {Font::small, Tint::muted}, first);
  const Font font = row.language.empty() ? Font::body : Font::small;
  const Paragraph value = sheet.paragraph(row.value, {font, Tint::ink}, second);
  column.y += sheet.px(9);
  const float text = stacked ? label.height + value.height : std::max(label.height, value.height);
  const float height = std::max(text, row.change ? link_height(sheet) - sheet.px(9) : 0);
  const auto centred = [&](float part) { return column.y + std::round((height - part) / 2); };
  if (stacked) {
    sheet.put(label, column.x, centred(text));
    sheet.put(value, column.x, centred(text) + label.height);
  } else {
    sheet.put(label, column.x, centred(label.height));
    sheet.put(value, column.x + first + gap, centred(value.height));
  }
  if (row.change) {
    put_link(sheet, column.x + column.width - link,
             column.y + std::round((height - link_height(sheet)) / 2), link, row.change->label);
  }
  column.y += height + sheet.px(9);
  sheet.fill({column.x, column.y, column.width, sheet.px(1)}, Tint::line);
  column.y += sheet.px(1);
}

}  // namespace

void lay_verdict(Setting& setting, Column& column) {
  if (!setting.screen.verdict) return;
  const ScreenVerdict& verdict = *setting.screen.verdict;
  Sheet& sheet = setting.sheet;
  if (!verdict.reasons.empty()) {
    lay_section(sheet, column, verdict.reasons_heading);
    for (const ScreenReason& reason : verdict.reasons) {
      lay_reason(sheet, column, reason);
      column.y += sheet.px(10);
    }
    column.y -= sheet.px(10);
  }
  if (verdict.plan) lay_plan(setting, column, *verdict.plan);
  if (!verdict.unknown.empty()) {
    column.y += sheet.px(24);
    lay_section(sheet, column, verdict.unknown_heading);
    for (const ScreenPoint& point : verdict.unknown) lay_point(setting, column, point, 0);
  }
  if (!verdict.valid_text.empty()) {
    if (!verdict.reasons.empty()) column.y += sheet.px(16);
    lay_note(sheet, column, verdict.valid_text, Tint::ok, Tint::ok_bg);
  }
  if (verdict.calendar) {
    column.y += sheet.px(4);
    lay_link(sheet, column, verdict.calendar->label, Icon::calendar);
  }
  if (!verdict.cannot_send.empty()) {
    column.y += sheet.px(16);
    lay_note(sheet, column, verdict.cannot_send, Tint::no, Tint::no_bg);
  }
}

void lay_receipt(Setting& setting, Column& column) {
  if (!setting.screen.receipt) return;
  const ScreenReceipt& receipt = *setting.screen.receipt;
  Sheet& sheet = setting.sheet;
  if (!receipt.code.empty()) {
    sheet.flow(column, receipt.code_label, {Font::small, Tint::muted});
    sheet.flow(column, receipt.code, {Font::heading, Tint::ink});
    column.y += sheet.px(14);
  }
  const float label = widest_label(sheet, receipt.rows, column.width / 3);
  for (const ReviewRow& row : receipt.rows) lay_fact(sheet, column, row, label);
  column.y += sheet.px(8);
  lay_slot(setting, column, "kept");
}

void lay_review(Setting& setting, Column& column) {
  Sheet& sheet = setting.sheet;
  for (const ReviewGroup& group : setting.screen.review) {
    column.y += sheet.px(24);
    lay_section(sheet, column, group.heading);
    for (const ReviewRow& row : group.rows) lay_row(setting, column, row);
  }
}

}  // namespace precall::canvas
