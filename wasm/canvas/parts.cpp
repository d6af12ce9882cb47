// The small parts that several others share.
#include "canvas/parts.hpp"

#include <algorithm>
#include <cmath>

namespace precall::canvas {
namespace {

// To call is in bold, as in the styles.
Style link_style(Icon icon) {
  return {icon == Icon::phone ? Font::small_bold : Font::small, Tint::brand, Tint::brand_deep,
          true};
}

constexpr float icon_px = 18;
constexpr float icon_gap_px = 6;

}  // namespace

Tint tint_of(const std::string& tone) {
  if (tone == "ok") return Tint::ok;
  if (tone == "warn") return Tint::warn;
  return tone == "no" ? Tint::no : Tint::open;
}

Tint ground_of(const std::string& tone) {
  if (tone == "ok") return Tint::ok_bg;
  if (tone == "warn") return Tint::warn_bg;
  return tone == "no" ? Tint::no_bg : Tint::open_bg;
}

Icon icon_of(const std::string& tone) {
  if (tone == "ok") return Icon::ok;
  if (tone == "warn") return Icon::warn;
  return tone == "no" ? Icon::no : Icon::open;
}

void lay_slot(Setting& setting, Column& column, const std::string& name) {
  const auto found = setting.view.slots.find(name);
  if (found == setting.view.slots.end()) return;
  const Rect rect{column.x, column.y, column.width, found->second};
  setting.sheet.place(rect, name, PlaceKind::slot);
  column.y += rect.h;
}

float tag_height(const Sheet& sheet) {
  return sheet.px(22);
}

float put_tag(Sheet& sheet, float x, float y, const std::string& label) {
  const Paragraph words = sheet.paragraph(label, {Font::tag, Tint::ok}, 1e6F);
  const float width = words.width + 2 * sheet.px(10);
  sheet.fill({x, y, width, tag_height(sheet)}, Tint::brand_soft, tag_height(sheet) / 2);
  sheet.put(words, x + sheet.px(10), y + std::round((tag_height(sheet) - words.height) / 2));
  return width;
}

void lay_quote(Sheet& sheet, Column& column, const std::string& text) {
  const float top = column.y;
  Column inner{column.x + sheet.px(17), column.y + sheet.px(1), column.width - sheet.px(17)};
  sheet.flow(inner, text, {Font::small, Tint::ink});
  column.y = inner.y + sheet.px(1);
  sheet.fill({column.x, top, sheet.px(3), column.y - top}, Tint::sprout);
}

float link_height(const Sheet& sheet) {
  return sheet.px(44);
}

float link_width(Sheet& sheet, const std::string& label, Icon icon) {
  const float picture = icon == Icon::none ? 0 : sheet.px(icon_px) + sheet.px(icon_gap_px);
  return picture + std::ceil(sheet.fonts().width(link_style(icon).font, label)) + 2 * sheet.px(4);
}

int put_link(Sheet& sheet, float x, float y, float width, const std::string& label, Icon icon) {
  const float pad = sheet.px(4);
  const float picture = icon == Icon::none ? 0 : sheet.px(icon_px) + sheet.px(icon_gap_px);
  const Paragraph words = sheet.paragraph(label, link_style(icon), width - 2 * pad - picture);
  const float height = std::max(link_height(sheet), words.height + 2 * sheet.px(10));
  const Rect rect{x, y, picture + words.width + 2 * pad, height};
  const int place = sheet.place(rect, label, PlaceKind::button, sheet.px(6));
  if (icon != Icon::none) {
    const float size = sheet.px(icon_px);
    sheet.icon(icon, {x + pad, y + std::round((rect.h - size) / 2), size, size}, Tint::brand)
        .place = place;
  }
  sheet.draw(words, x + pad + picture, y + std::round((rect.h - words.height) / 2), place);
  return place;
}

void lay_link(Sheet& sheet, Column& column, const std::string& label, Icon icon) {
  const float out = sheet.px(4);
  const int place = put_link(sheet, column.x - out, column.y, column.width + 2 * out, label, icon);
  column.y += sheet.scene().places[static_cast<std::size_t>(place)].rect.h;
}

void lay_note(Sheet& sheet, Column& column, const std::string& text, Tint tint, Tint ground) {
  const float pad_x = sheet.px(16);
  const float pad_y = sheet.px(12);
  const Paragraph words = sheet.paragraph(text, {Font::small, tint}, column.width - 2 * pad_x);
  const float height = words.height + 2 * pad_y;
  sheet.fill({column.x, column.y, column.width, height}, ground, sheet.px(12));
  sheet.put(words, column.x + pad_x, column.y + pad_y);
  column.y += height;
}

void lay_banner(Setting& setting, Column& column) {
  const Screen& screen = setting.screen;
  std::string tone;
  std::string text;
  if (screen.verdict) {
    tone = screen.verdict->tone;
    text = screen.verdict->text;
  } else if (screen.receipt) {
    const Delivery status = screen.receipt->status;
    tone = status == Delivery::received   ? "ok"
           : status == Delivery::retrying ? "warn"
           : status == Delivery::refused  ? "no"
                                          : "open";
    text = screen.intro;
  } else {
    return;
  }
  Sheet& sheet = setting.sheet;
  const float side = sheet.px(setting.wide ? 32 : 20);
  const float pad = sheet.px(setting.wide ? 26 : 22);
  const float badge = sheet.px(setting.wide ? 46 : 40);
  const float left = column.x + side + badge + sheet.px(setting.wide ? 16 : 12);
  Column inner{left, column.y + pad, column.x + column.width - side - left};
  const std::size_t ground = sheet.scene().marks.size();
  sheet.fill({column.x, column.y, column.width, 0}, ground_of(tone));
  sheet.fill({column.x + side, column.y + pad, badge, badge}, Tint::card, sheet.px(14));
  const float size = sheet.px(26);
  const float inset = std::round((badge - size) / 2);
  sheet.icon(icon_of(tone), {column.x + side + inset, column.y + pad + inset, size, size},
             tint_of(tone));
  sheet.flow(inner, screen.heading, {Font::heading, tint_of(tone)});
  if (!text.empty()) sheet.flow(inner, text, {Font::small, tint_of(tone)});
  const float bottom = std::max(inner.y, column.y + pad + badge) + pad;
  sheet.scene().marks[ground].rect.h = bottom - column.y;
  column.y = bottom;
}

void lay_lead(Setting& setting, Column& column) {
  const Screen& screen = setting.screen;
  if (screen.verdict || screen.receipt) return;
  Sheet& sheet = setting.sheet;
  if (screen.progress) {
    sheet.flow(column, screen.progress->text, {Font::small, Tint::muted});
    column.y += sheet.px(4);
  }
  sheet.flow(column, screen.heading, {Font::heading, Tint::ink});
  column.y += sheet.px(6);
  if (!screen.intro.empty()) sheet.flow(column, screen.intro, {Font::small, Tint::muted});
}

void lay_notice(Setting& setting, Column& column) {
  const auto& notice = setting.screen.notice;
  if (!notice) return;
  Sheet& sheet = setting.sheet;
  column.y += sheet.px(16);
  const std::size_t ground = sheet.scene().marks.size();
  sheet.fill({column.x, column.y, column.width, 0}, Tint::brand_soft, sheet.px(12));
  const float pad = sheet.px(16);
  Column inner{column.x + pad, column.y + sheet.px(14), column.width - 2 * pad};
  sheet.flow(inner, notice->label, {Font::tag, Tint::ok});
  inner.y += sheet.px(8);
  lay_quote(sheet, inner, notice->text);
  if (notice->link) {
    lay_link(sheet, inner, notice->link->text);
    inner.y -= sheet.px(10);
  }
  inner.y += sheet.px(14);
  sheet.scene().marks[ground].rect.h = inner.y - column.y;
  column.y = inner.y;
}

}  // namespace precall::canvas
