// Chooses the question and the window of days, and evaluates the policy for each day of it.
#include "session/timeline.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "rules/report.hpp"
#include "session/live_words.hpp"
#include "session/verdict_screen.hpp"

namespace precall {
namespace {

// Before the limit and after today.
constexpr Day margin_days = 20;

std::optional<std::size_t> date_question(const CompiledPolicy& compiled) {
  const auto& questions = compiled.policy.questions;
  for (std::size_t q = 0; q < questions.size(); ++q) {
    const bool compared = compiled.matrix.questions[q].cells.size() > 1;
    if (questions[q].type == QuestionType::date && compared) return q;
  }
  return std::nullopt;
}

// Days since the date at which the first of its cells ends: "more than 10 days" is 10.
std::int64_t threshold_days(const QuestionCells& cells) {
  return cells.cells.front().to;
}

class TimelineBuilder {
 public:
  TimelineBuilder(const CompiledPolicy& compiled, const Standing& now, Language language,
                  std::size_t question)
      : compiled_(compiled),
        policy_(compiled.policy),
        now_(now),
        language_(language),
        question_(question) {}

  Timeline build(std::optional<Day> trial) {
    const Question& question = policy_.questions[question_];
    line_.question = question.id;
    line_.heading = live_words(LiveWord::timeline_heading, language_);
    line_.hint = live_words(LiveWord::timeline_hint, language_);
    line_.label = question.text.in(language_);
    line_.today = now_.today;
    line_.today_word = live_words(LiveWord::today, language_);
    window();
    const auto given = now_.used[question_];
    if (given && holds(*given)) line_.answered = static_cast<Day>(*given);
    line_.value = trial && holds(*trial) ? *trial : line_.answered.value_or(line_.today);
    bands();
    tell();
    return std::move(line_);
  }

 private:
  bool holds(std::int64_t day) const { return day >= line_.first && day <= line_.last; }

  // Around today and the limit, within the dates that the question takes.
  void window() {
    const Question& question = policy_.questions[question_];
    const std::int64_t limit = threshold_days(compiled_.matrix.questions[question_]);
    const std::int64_t reach = limits::timeline_days_max / 2 - margin_days;
    const bool near = limit >= -reach && limit <= reach;
    const Day edge = near ? now_.today - static_cast<Day>(limit) : now_.today;
    const auto within = [&](Day day) {
      return static_cast<Day>(std::clamp<std::int64_t>(day, question.min, question.max));
    };
    line_.first = within(std::min(edge, now_.today) - margin_days);
    line_.last = within(std::max(edge, now_.today) + margin_days);
    if (!near || !holds(edge)) return;
    const std::string date = local_date(edge);
    line_.limit = {edge, limit > 0
                             ? live_words(LiveWord::limit_days, language_, {std::to_string(limit)})
                             : date};
  }

  Evaluation evaluation_of(Day day) const {
    Answers answers = now_.used;
    answers[question_] = day;
    return evaluate(compiled_, answers, now_.today);
  }

  void bands() {
    for (Day day = line_.first; day <= line_.last; ++day) {
      const Verdict verdict = evaluation_of(day).verdict;
      if (!line_.bands.empty() && line_.bands.back().verdict == verdict) {
        line_.bands.back().last = day;
      } else {
        line_.bands.push_back(
            {day, day, verdict, tone_of(verdict), verdict_name(verdict, language_)});
      }
    }
  }

  // The day, the verdict, and what the rules about this date say.
  void tell() {
    const Evaluation evaluation = evaluation_of(line_.value);
    Answers answers = now_.used;
    answers[question_] = line_.value;
    line_.tone = tone_of(evaluation.verdict);
    line_.result =
        live_words(LiveWord::timeline_result, language_,
                   {local_date(line_.value), verdict_name(evaluation.verdict, language_)});
    for (const std::size_t r : compiled_.matrix.questions[question_].rules) {
      if (!std::binary_search(evaluation.reasons.begin(), evaluation.reasons.end(), r)) continue;
      line_.result +=
          " " + sentence(rule_message(policy_, policy_.rules[r], answers, now_.today, language_));
    }
  }

  const CompiledPolicy& compiled_;
  const Policy& policy_;
  const Standing& now_;
  Language language_;
  std::size_t question_;
  Timeline line_;
};

}  // namespace

std::optional<Timeline> make_timeline(const CompiledPolicy& compiled, const Standing& now,
                                      Language language, std::optional<Day> trial) {
  const auto question = date_question(compiled);
  if (!question || !now.asked[*question]) return std::nullopt;
  return TimelineBuilder(compiled, now, language, *question).build(trial);
}

}  // namespace precall
