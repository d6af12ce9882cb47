// Answers that are typed rather than chosen: whole numbers and dates.
#include <algorithm>

#include "base/date.hpp"
#include "form/normalize.hpp"
#include "form/text.hpp"

namespace precall {
namespace {

constexpr std::size_t number_digits_max = 10;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Groups of digits with one or more separators between them; empty if there is anything else.
std::vector<std::string> digit_groups(std::string_view text) {
  std::vector<std::string> groups(1);
  for (const char c : text) {
    if (is_digit(c)) {
      groups.back() += c;
    } else if (std::string_view("/-. ").find(c) == std::string_view::npos) {
      return {};
    } else if (!groups.back().empty()) {
      groups.emplace_back();
    }
  }
  return groups;
}

Checked<std::int64_t> parse_number(const Question& question, std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), is_digit))
    return Issue{IssueCode::number_form, {}, {}};
  std::int64_t value = 0;
  for (const char c : text.substr(0, number_digits_max)) value = value * 10 + (c - '0');
  if (text.size() > number_digits_max || value < question.min || value > question.max) {
    return Issue{IssueCode::number_range, std::to_string(question.min),
                 std::to_string(question.max)};
  }
  return value;
}

Checked<std::int64_t> parse_date(std::string_view text) {
  auto groups = digit_groups(text);
  if (groups.size() == 1 && groups[0].size() == 8) {  // ddmmyyyy, as typed on a number pad
    groups = {groups[0].substr(0, 2), groups[0].substr(2, 2), groups[0].substr(4)};
  }
  if (groups.size() != 3) return Issue{IssueCode::date_form, {}, {}};
  if (groups[0].size() == 4) std::swap(groups[0], groups[2]);
  if (groups[0].size() > 2 || groups[1].size() > 2 || groups[2].size() != 4) {
    return Issue{IssueCode::date_form, {}, {}};
  }
  const auto number = [](const std::string& digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
  };
  const int year = number(groups[2]);
  if (year < 1970 || year > 2199) return Issue{IssueCode::date_range, {}, {}};
  const auto day = make_day(year, number(groups[1]), number(groups[0]));
  if (!day) return Issue{IssueCode::date_missing, std::string(text), {}};
  return std::int64_t{*day};
}

}  // namespace

Checked<std::int64_t> parse_typed_answer(const Question& question, std::string_view raw) {
  const std::string_view text = trim(raw);
  if (text.empty()) return Issue{IssueCode::required, {}, {}};
  return question.type == QuestionType::date ? parse_date(text) : parse_number(question, text);
}

}  // namespace precall
