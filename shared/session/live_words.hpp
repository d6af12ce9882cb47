// The words of the live board and the time line, in both languages. Apart from the catalogue, so
// that a page without a canvas does not download them.
#pragma once

#include <initializer_list>
#include <string>

#include "session/screen.hpp"

namespace precall {

enum class LiveWord {
  board_heading,
  board_hint,
  met,
  may_refuse,
  blocked,
  open,
  info,
  why_met,
  why_open,  // {0} questions
  why_info,
  timeline_heading,
  timeline_hint,
  timeline_result,  // {0} date {1} verdict
  today,
  limit_days,  // {0} days
};

std::string live_words(LiveWord word, Language language,
                       std::initializer_list<std::string> arguments = {});

// With a full stop, unless it ends with one.
std::string sentence(std::string text);

}  // namespace precall
