// Vietnamese first, in the polite register of the policy ("quý khách").
#include "session/live_words.hpp"

#include <string_view>

namespace precall {
namespace {

struct Words {
  std::string_view vi;
  std::string_view en;
};

constexpr Words words_of(LiveWord word) {
  switch (word) {
    case LiveWord::board_heading:
      return {"Các điều khoản, theo câu trả lời của quý khách", "The clauses, by your answers"};
    case LiveWord::board_hint:
      return {"Quý khách trỏ vào hoặc chọn một điều khoản để xem quy tắc quyết định.",
              "Point at a clause, or move to it, to see the rule that decides it."};
    case LiveWord::met:
      return {"Không vướng", "Met"};
    case LiveWord::may_refuse:
      return {"Có thể bị từ chối", "May be refused"};
    case LiveWord::blocked:
      return {"Chưa đạt", "Not met"};
    case LiveWord::open:
      return {"Còn bỏ ngỏ", "Still open"};
    case LiveWord::info:
      return {"Để biết", "For information"};
    case LiveWord::why_met:
      return {"Với các câu trả lời của quý khách, không quy tắc nào của điều khoản này áp dụng.",
              "With your answers, no rule of this clause applies."};
    case LiveWord::why_open:
      return {"Tùy vào câu trả lời: {0}", "Depends on the answer: {0}"};
    case LiveWord::why_info:
      return {"Không quy tắc nào xét theo điều khoản này.", "No rule is decided by this clause."};
    case LiveWord::timeline_heading:
      return {"Thử một ngày khác", "Try another date"};
    case LiveWord::timeline_hint:
      return {"Quý khách kéo để xem kết quả đổi theo ngày. Câu trả lời đã chọn giữ nguyên.",
              "Drag to see how the result changes with the date. Your answer stays as it is."};
    case LiveWord::timeline_result:
      return {"Nếu là ngày {0}: {1}.", "If it were {0}: {1}."};
    case LiveWord::today:
      return {"Hôm nay", "Today"};
    case LiveWord::limit_days:
      return {"Giới hạn {0} ngày", "{0}-day limit"};
  }
  return {};
}

}  // namespace

std::string live_words(LiveWord word, Language language,
                       std::initializer_list<std::string> arguments) {
  const Words words = words_of(word);
  std::string text(language == Language::vi ? words.vi : words.en);
  char digit = '0';
  for (const std::string& argument : arguments) {
    const std::string slot = {'{', digit++, '}'};
    const std::size_t at = text.find(slot);
    if (at != std::string::npos) text.replace(at, slot.size(), argument);
  }
  return text;
}

std::string sentence(std::string text) {
  constexpr std::string_view ends = ".!?";
  if (!text.empty() && ends.find(text.back()) == std::string_view::npos) text += '.';
  return text;
}

}  // namespace precall
