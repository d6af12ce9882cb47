// Builds the board: each clause with its state, and the words of the rules that decide it.
#include "session/live.hpp"

#include <algorithm>

#include "rules/report.hpp"
#include "session/live_words.hpp"
#include "session/timeline.hpp"
#include "session/verdict_screen.hpp"

namespace precall {
namespace {

LiveWord word_of(ClauseState state) {
  switch (state) {
    case ClauseState::met:
      return LiveWord::met;
    case ClauseState::may_refuse:
      return LiveWord::may_refuse;
    case ClauseState::blocked:
      return LiveWord::blocked;
    case ClauseState::open:
      return LiveWord::open;
    case ClauseState::info:
      break;
  }
  return LiveWord::info;
}

class BoardBuilder {
 public:
  BoardBuilder(const CompiledPolicy& compiled, const Standing& now, Language language)
      : compiled_(compiled),
        policy_(compiled.policy),
        now_(now),
        language_(language),
        evaluation_(evaluate(compiled, now.used, now.today)) {}

  LiveBoard build() const {
    LiveBoard board{live_words(LiveWord::board_heading, language_),
                    live_words(LiveWord::board_hint, language_),
                    {}};
    std::size_t clause = 0;
    for (BoardEntry& entry : make_board(compiled_, now_, language_)) {
      const ClauseState state = entry.state;
      board.entries.push_back({std::move(entry.clause), state,
                               live_words(word_of(state), language_), why(clause, state)});
      ++clause;
    }
    return board;
  }

 private:
  bool is_certain(std::size_t rule) const {
    return std::binary_search(evaluation_.reasons.begin(), evaluation_.reasons.end(), rule);
  }

  bool is_about(const Rule& rule, std::size_t clause) const {
    return rule.clause == clause || std::count(rule.quotes.begin(), rule.quotes.end(), clause) != 0;
  }

  std::string why(std::size_t clause, ClauseState state) const {
    switch (state) {
      case ClauseState::met:
        return live_words(LiveWord::why_met, language_);
      case ClauseState::open:
        return live_words(LiveWord::why_open, language_, {open_questions(clause)});
      case ClauseState::info:
        return live_words(LiveWord::why_info, language_);
      case ClauseState::may_refuse:
      case ClauseState::blocked:
        break;
    }
    return messages(clause);
  }

  std::string messages(std::size_t clause) const {
    std::string text;
    for (std::size_t r = 0; r < policy_.rules.size(); ++r) {
      const Rule& rule = policy_.rules[r];
      if (!is_about(rule, clause) || !is_certain(r)) continue;
      if (!text.empty()) text += ' ';
      text += sentence(rule_message(policy_, rule, now_.used, now_.today, language_));
    }
    return text;
  }

  // The open questions of the rules that may still fire, each once.
  std::string open_questions(std::size_t clause) const {
    Flags wanted(policy_.questions.size());
    for (std::size_t r = 0; r < policy_.rules.size(); ++r) {
      if (!is_about(policy_.rules[r], clause) || !evaluation_.possible[r]) continue;
      for (const std::size_t q : compiled_.matrix.rules[r].questions) wanted[q] = !now_.used[q];
    }
    std::string text;
    for (std::size_t q = 0; q < wanted.size(); ++q) {
      if (!wanted[q]) continue;
      if (!text.empty()) text += ' ';
      text += policy_.questions[q].text.in(language_);
    }
    return text;
  }

  const CompiledPolicy& compiled_;
  const Policy& policy_;
  const Standing& now_;
  Language language_;
  Evaluation evaluation_;
};

}  // namespace

Live make_live(const CompiledPolicy& compiled, const Session& session, Language language,
               Instant now, std::optional<Day> trial) {
  if (session.flow != Flow::support || session.step == step_sent) return {};
  const Standing at = standing(compiled, session, day_at(now, compiled.policy.utc_offset_minutes));
  return {BoardBuilder(compiled, at, language).build(),
          make_timeline(compiled, at, language, trial)};
}

}  // namespace precall
