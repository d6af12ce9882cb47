// What the canvas face tells beside a screen: every clause with the rule that decides it, and how
// the verdict would change with a date. Not part of a Screen, so that a page without it is smaller.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "session/screen.hpp"

namespace precall {

struct LiveEntry {
  ScreenClause clause;
  ClauseState state = ClauseState::info;
  std::string state_word;
  std::string why;  // the rule that decides it, or what is still open
};

struct LiveBoard {
  std::string heading;
  std::string hint;
  std::vector<LiveEntry> entries;
};

// Consecutive days with the same verdict.
struct TimelineBand {
  Day first = 0;
  Day last = 0;
  Verdict verdict = Verdict::undetermined;
  std::string tone;  // ok, warn, no, open
  std::string word;
};

struct TimelineLimit {
  Day day = 0;  // the last day on this side of it
  std::string label;
};

// Dates tried in place of the answer to the policy's first question about a date. Changes nothing.
struct Timeline {
  std::string question;
  std::string heading;
  std::string hint;
  std::string label;  // of the slider: what the question asks
  Day first = 0;
  Day last = 0;
  Day today = 0;
  std::string today_word;
  Day value = 0;                // the day tried, the answer, or today
  std::optional<Day> answered;  // within first to last
  std::optional<TimelineLimit> limit;
  std::vector<TimelineBand> bands;  // ascending, covering first to last
  std::string tone;                 // of `value`
  std::string result;               // what `value` would lead to, as a sentence
};

struct Live {
  std::optional<LiveBoard> board;
  std::optional<Timeline> timeline;
};

// Empty members where there is nothing to tell: in a consultation, and once a request is sent.
// `trial` outside of the time line counts as none. Complexity: one evaluation a day of the time
// line, at most limits::timeline_days_max.
Live make_live(const CompiledPolicy& compiled, const Session& session, Language language,
               Instant now, std::optional<Day> trial);

Json live_to_json(const Live& live);

}  // namespace precall
