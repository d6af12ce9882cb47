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
      return {
          "Quý khách vui lòng chọn một điều khoản (nhấp, chạm hoặc phím Enter) để xem quy tắc "
          "quyết định.",
          "Choose a clause (click, tap or Enter) to see the rule that decides it."};
    case LiveWord::met:
      return {"Đạt", "Met"};
    case LiveWord::may_refuse:
      return {"Có thể bị từ chối", "May be refused"};
    case LiveWord::blocked:
      return {"Chưa đủ điều kiện", "Not met"};
    case LiveWord::open:
      return {"Chưa xác định", "Still open"};
    case LiveWord::info:
      return {"Thông tin", "For information"};
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
      return {
          "Quý khách vui lòng kéo thanh trượt hoặc dùng phím mũi tên để xem kết quả thay đổi theo "
          "ngày. Câu trả lời của quý khách vẫn giữ nguyên.",
          "Drag the slider or use the arrow keys to see how the result changes with the date. "
          "Your answer stays as it is."};
    case LiveWord::timeline_result:
      return {"Nếu câu trả lời là {0}: {1}.", "If the answer were {0}: {1}."};
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
