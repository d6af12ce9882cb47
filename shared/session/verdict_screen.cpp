// Puts a verdict into words: what it is, why, what would change it, what is still open.
#include "session/verdict_screen.hpp"

#include <algorithm>

#include "rules/repair.hpp"
#include "rules/report.hpp"
#include "session/catalogue.hpp"

namespace precall {
namespace {

struct VerdictWords {
  std::string tone;
  Word heading = Word::heading_undetermined;
  Word brief = Word::short_undetermined;
};

VerdictWords words_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::eligible:
      return {"ok", Word::heading_eligible, Word::short_eligible};
    case Verdict::may_be_refused:
      return {"warn", Word::heading_may_be_refused, Word::short_may_be_refused};
    case Verdict::conditions_not_met:
      return {"no", Word::heading_not_met, Word::short_not_met};
    case Verdict::undetermined:
      break;
  }
  return {"open", Word::heading_undetermined, Word::short_undetermined};
}

class VerdictBuilder {
 public:
  VerdictBuilder(const CompiledPolicy& compiled, const Session& session, const Standing& now,
                 Language language)
      : compiled_(compiled),
        policy_(compiled.policy),
        session_(session),
        now_(now),
        language_(language),
        evaluation_(evaluate(compiled, now.used, now.today)) {}

  ScreenVerdict build() {
    verdict_.verdict = evaluation_.verdict;
    verdict_.settled = evaluation_.settled;
    verdict_.tone = words_of(evaluation_.verdict).tone;
    verdict_.heading = words(words_of(evaluation_.verdict).heading);
    if (!may_send(compiled_, session_, now_)) {
      verdict_.cannot_send = words(Word::cannot_send, {policy_.hotline_shown});
    }
    unknowns();
    summary();
    reasons();
    plan();
    verdict_.valid_until = evaluation_.valid_until;
    if (evaluation_.valid_until && evaluation_.verdict == Verdict::eligible) {
      verdict_.valid_text = words(Word::valid_until, {local_date(*evaluation_.valid_until)});
      offer_calendar(*evaluation_.valid_until);
    }
    return std::move(verdict_);
  }

 private:
  std::string words(Word word, std::initializer_list<std::string> arguments = {}) const {
    return say(word, language_, arguments);
  }

  std::string count_of(Effect effect) const {
    return std::to_string(
        std::count_if(evaluation_.reasons.begin(), evaluation_.reasons.end(),
                      [&](std::size_t r) { return policy_.rules[r].effect == effect; }));
  }

  void summary() {
    const std::string open = std::to_string(verdict_.unknown.size());
    switch (evaluation_.verdict) {
      case Verdict::eligible:
        verdict_.text = words(Word::text_eligible);
        break;
      case Verdict::may_be_refused:
        verdict_.text = words(Word::text_may_be_refused, {count_of(Effect::may_refuse)});
        break;
      case Verdict::conditions_not_met:
        verdict_.text = words(Word::text_not_met, {count_of(Effect::blocks)});
        break;
      case Verdict::undetermined:
        verdict_.text = words(Word::text_undetermined, {open});
        break;
    }
    if (!evaluation_.settled && evaluation_.verdict != Verdict::undetermined) {
      verdict_.text += " " + words(Word::text_more_open, {open});
    }
    if (evaluation_.verdict == Verdict::eligible) return;
    if (verdict_.cannot_send.empty()) verdict_.text += " " + words(Word::text_can_still_send);
    if (now_.early) verdict_.text += " " + words(Word::quick_stopped);
  }

  void reasons() {
    if (evaluation_.reasons.empty()) return;
    verdict_.reasons_heading = words(Word::reasons_heading);
    for (const std::size_t r : evaluation_.reasons) {
      const Rule& rule = policy_.rules[r];
      ScreenReason reason;
      reason.rule = rule.id;
      reason.effect = rule.effect;
      reason.message = rule_message(policy_, rule, now_.used, now_.today, language_);
      for (const std::size_t c : rule.quotes) {
        reason.clauses.push_back(make_clause(policy_.clauses[c], language_));
      }
      reason.clauses.push_back(make_clause(policy_.clauses[rule.clause], language_));
      for (const FollowUp& follow_up : policy_.follow_ups) {
        if (follow_up.id == rule.follow_up) reason.follow_up = follow_up.text.in(language_);
      }
      verdict_.reasons.push_back(std::move(reason));
    }
  }

  // Without a plan, if there is none or it would take too long, the hotline is still offered.
  void plan() {
    const Result<RepairPlan> found = plan_repairs(compiled_, now_.used, now_.today, evaluation_);
    if (!found || found->repairs.empty()) return;
    const Verdict after = found->after->verdict;
    ScreenPlan& shown = verdict_.plan.emplace();
    shown.promised = after == Verdict::eligible;
    shown.heading = words(shown.promised ? Word::plan_heading_eligible : Word::plan_heading);
    for (const Repair& repair : found->repairs) {
      shown.steps.push_back(
          point(repair.question, policy_.questions[repair.question].how.in(language_)));
    }
    if (after == Verdict::eligible && found->valid_until) {
      shown.outcome = words(Word::plan_eligible_until, {local_date(*found->valid_until)});
      offer_calendar(*found->valid_until);
    } else {
      shown.outcome = words(after == Verdict::eligible         ? Word::plan_eligible
                            : after == Verdict::may_be_refused ? Word::plan_may_be_refused
                            : after == Verdict::undetermined   ? Word::plan_undetermined
                                                               : Word::plan_not_met);
    }
  }

  void offer_calendar(Day day) {
    verdict_.calendar = {
        day, words(Word::calendar_label, {local_date(day)}),
        words(Word::calendar_title, {policy_.company}),
        words(Word::calendar_text, {local_date(now_.today), policy_.hotline_shown}),
        policy_.id + "-" + iso_date(day)};
  }

  void unknowns() {
    for (const std::size_t q : evaluation_.unknown) {
      // What a quick check has not asked is not a point that the customer is not sure about.
      if (!now_.answered[q]) continue;
      verdict_.unknown_heading = words(Word::unknown_heading);
      verdict_.unknown.push_back(point(q, policy_.questions[q].text.in(language_)));
    }
  }

  ScreenPoint point(std::size_t question, const std::string& text) const {
    const auto step = std::find_if(policy_.steps.begin(), policy_.steps.end(), [&](const Step& s) {
      return std::count(s.questions.begin(), s.questions.end(), question) != 0;
    });
    const std::string& id = policy_.questions[question].id;
    return {id, text, {words(Word::change), "link", "go", step->id, id, {}}};
  }

  const CompiledPolicy& compiled_;
  const Policy& policy_;
  const Session& session_;
  const Standing& now_;
  Language language_;
  Evaluation evaluation_;
  ScreenVerdict verdict_;
};

}  // namespace

ScreenClause make_clause(const Clause& clause, Language language) {
  return {clause.id, clause.label.in(language), clause.text.in(language)};
}

std::string verdict_name(Verdict verdict, Language language) {
  return say(words_of(verdict).brief, language);
}

std::string tone_of(Verdict verdict) {
  return words_of(verdict).tone;
}

ScreenVerdict make_verdict(const CompiledPolicy& compiled, const Session& session,
                           const Standing& now, Language language) {
  return VerdictBuilder(compiled, session, now, language).build();
}

std::vector<BoardEntry> make_board(const CompiledPolicy& compiled, const Standing& now,
                                   Language language) {
  const Evaluation evaluation = evaluate(compiled, now.used, now.today);
  const Policy& policy = compiled.policy;
  const auto certain = [&](std::size_t r) {
    return std::binary_search(evaluation.reasons.begin(), evaluation.reasons.end(), r);
  };
  std::vector<BoardEntry> board;
  for (std::size_t c = 0; c < policy.clauses.size(); ++c) {
    board.push_back({make_clause(policy.clauses[c], language), ClauseState::info});
    bool encoded = false;
    bool open = false;
    bool refuses = false;
    bool blocks = false;
    for (std::size_t r = 0; r < policy.rules.size(); ++r) {
      const Rule& rule = policy.rules[r];
      if (rule.clause != c && std::count(rule.quotes.begin(), rule.quotes.end(), c) == 0) continue;
      encoded = true;
      open = open || (evaluation.possible[r] && !certain(r));
      refuses = refuses || (certain(r) && rule.effect == Effect::may_refuse);
      blocks = blocks || (certain(r) && rule.effect == Effect::blocks);
    }
    if (!encoded) continue;
    board.back().state = blocks    ? ClauseState::blocked
                         : refuses ? ClauseState::may_refuse
                         : open    ? ClauseState::open
                                   : ClauseState::met;
  }
  return board;
}

}  // namespace precall
