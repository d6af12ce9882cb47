// What can be done next, in rows as a flex container wraps them, and the hotline below.
#include <algorithm>
#include <cmath>

#include "canvas/parts.hpp"

namespace precall::canvas {
namespace {

struct Button {
  std::string label;
  bool primary = false;
  bool link = false;
  bool call = false;
  float width = 0;  // what its words need, or a primary one's least
};

constexpr float primary_px = 240;
constexpr float picture_px = 18;
constexpr float gap_px = 12;

float words_width(Sheet& sheet, const Button& button) {
  const float picture = button.call ? sheet.px(picture_px) + sheet.px(8) : 0;
  return picture + std::ceil(sheet.fonts().width(Font::body_bold, button.label));
}

void put_button(Sheet& sheet, Rect rect, const Button& button) {
  if (button.link) {
    put_link(sheet, rect.x, rect.y + std::round((rect.h - link_height(sheet)) / 2), rect.w,
             button.label);
    return;
  }
  const float radius = sheet.px(12);
  const int place = sheet.place(rect, button.label, PlaceKind::button, radius);
  Mark& ground = sheet.fill(rect, button.primary ? Tint::brand : Tint::card, radius);
  ground.hover = button.primary ? Tint::brand_deep : Tint::brand_soft;
  ground.place = place;
  const Tint ink = button.primary ? Tint::on_brand : button.call ? Tint::brand : Tint::ink;
  if (!button.primary) {
    Mark& edge =
        sheet.outline(rect, button.call ? Tint::brand : Tint::line, sheet.px(1.5F), radius);
    edge.hover = Tint::field;
    edge.place = place;
  }
  const Paragraph words =
      sheet.paragraph(button.label, {Font::body_bold, ink}, rect.w - 2 * sheet.px(10));
  float left = rect.x + std::round((rect.w - words_width(sheet, button)) / 2);
  left = std::max(left, rect.x + sheet.px(10));
  if (button.call) {
    const float size = sheet.px(picture_px);
    sheet.icon(Icon::phone, {left, rect.y + std::round((rect.h - size) / 2), size, size}, ink)
        .place = place;
    left += size + sheet.px(8);
  }
  sheet.draw(words, left, rect.y + std::round((rect.h - words.height) / 2), place);
}

// One row: the primary buttons share what the others leave.
void put_row(Sheet& sheet, Column& column, const std::vector<Button>& row) {
  if (row.empty()) return;
  float taken = sheet.px(gap_px) * static_cast<float>(row.size() - 1);
  float growing = 0;
  for (const Button& button : row) {
    taken += button.width;
    growing += button.primary ? 1.0F : 0.0F;
  }
  const float spare = growing > 0 ? (column.width - taken) / growing : 0;
  float x = column.x;
  const bool low = std::all_of(row.begin(), row.end(), [](const Button& b) { return b.link; });
  const float height = low ? link_height(sheet) : sheet.px(50);
  for (const Button& button : row) {
    const float width = button.width + (button.primary ? std::floor(spare) : 0);
    // The words of a link begin where the column does.
    const float out = button.link && x == column.x ? sheet.px(4) : 0;
    put_button(sheet, {x - out, column.y, width, height}, button);
    x += width + sheet.px(gap_px);
  }
  column.y += height;
}

std::vector<Button> buttons_of(const Screen& screen) {
  const bool outcome = screen.verdict || screen.receipt;
  std::vector<Button> buttons;
  for (const ScreenAction& action : screen.actions) {
    if (action.role == "primary") buttons.push_back({action.label, true, false, false, 0});
  }
  if (outcome) {
    const bool only = screen.verdict && buttons.empty();
    buttons.push_back({screen.contact.text, only, false, true, 0});
  }
  for (const ScreenAction& action : screen.actions) {
    if (action.role == "primary") continue;
    buttons.push_back({action.label, false, action.role == "link", false, 0});
  }
  return buttons;
}

}  // namespace

void lay_actions(Setting& setting, Column& column) {
  Sheet& sheet = setting.sheet;
  std::vector<Button> row;
  float filled = 0;
  column.y += sheet.px(28);
  for (Button& button : buttons_of(setting.screen)) {
    const float words = words_width(sheet, button) + 2 * sheet.px(22);
    button.width = button.link      ? link_width(sheet, button.label)
                   : button.primary ? std::max(sheet.px(primary_px), words)
                                    : words;
    button.width = std::min(button.width, column.width);
    // On a narrow card the call is a row of its own, as in the styles.
    const bool alone = button.call && setting.width < sheet.px(400);
    if (alone) button.width = column.width;
    const float gap = row.empty() ? 0 : sheet.px(gap_px);
    if (!row.empty() && filled + gap + button.width > column.width) {
      put_row(sheet, column, row);
      column.y += sheet.px(gap_px);
      row.clear();
      filled = 0;
    }
    filled += (row.empty() ? 0 : gap) + button.width;
    row.push_back(button);
  }
  put_row(sheet, column, row);
  if (setting.screen.verdict) lay_slot(setting, column, "share");
}

void lay_contact(Setting& setting, Column& column) {
  const Screen& screen = setting.screen;
  Sheet& sheet = setting.sheet;
  column.y += sheet.px(20);
  sheet.fill({column.x, column.y, column.width, sheet.px(1)}, Tint::line);
  column.y += sheet.px(15);
  const bool outcome = screen.verdict || screen.receipt;
  const std::string& call = screen.contact.text;
  const float link = outcome ? 0 : link_width(sheet, call, Icon::phone);
  const Paragraph words =
      sheet.paragraph(screen.contact_text, {Font::small, Tint::muted}, column.width);
  const float gap = sheet.px(16);
  const bool beside = !outcome && words.width + gap + link <= column.width;
  const float row = beside ? std::max(words.height, link_height(sheet)) : words.height;
  sheet.put(words, column.x, column.y + std::round((row - words.height) / 2));
  if (beside) {
    put_link(sheet, column.x + words.width + gap,
             column.y + std::round((row - link_height(sheet)) / 2), link, call, Icon::phone);
  } else if (!outcome) {
    column.y += row;
    lay_link(sheet, column, call, Icon::phone);
    return;
  }
  column.y += row;
}

}  // namespace precall::canvas
