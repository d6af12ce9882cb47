// Builds the screen of each step from the policy, the standing and the catalogue.
#include "session/screen.hpp"

#include <algorithm>

#include "form/phone.hpp"
#include "rules/report.hpp"
#include "session/catalogue.hpp"
#include "session/field_control.hpp"
#include "session/receipt_screen.hpp"
#include "session/verdict_screen.hpp"

namespace precall {
namespace {

class ScreenBuilder {
 public:
  ScreenBuilder(const CompiledPolicy& compiled, const Session& session, Language language,
                Instant now)
      : compiled_(compiled),
        policy_(compiled.policy),
        session_(session),
        language_(language),
        frozen_(frozen_submission(session)),
        now_(standing(compiled, session,
                      day_at(time_at(frozen_, "created_at").value_or(now),
                             compiled.policy.utc_offset_minutes))) {}

  Screen build() {
    frame();
    if (session_.flow == Flow::support && session_.step != step_sent) {
      screen_.board = make_board(compiled_, now_, language_);
    }
    if (session_.step == step_verdict) {
      verdict_step();
    } else if (session_.step == step_form) {
      form_step();
    } else if (session_.step == step_review) {
      review_step();
    } else if (session_.step == step_sent) {
      sent_step();
    } else {
      question_step();
    }
    return std::move(screen_);
  }

 private:
  std::string words(Word word, std::initializer_list<std::string> arguments = {}) const {
    return say(word, language_, arguments);
  }

  void frame() {
    screen_.flow = session_.flow;
    screen_.step = session_.step;
    screen_.language = language_;
    screen_.languages = policy_.languages;
    screen_.title = policy_.title.in(language_);
    screen_.focus = session_.focus;
    screen_.contact = {"tel:" + policy_.hotline_dial,
                       words(Word::hotline_label, {policy_.hotline_shown})};
    screen_.contact_text = policy_.clauses[policy_.contact].text.in(language_);
  }

  void add_action(Word label, std::string_view role, std::string_view verb,
                  std::string_view flow = {}) {
    ScreenAction& action = screen_.actions.emplace_back();
    action.label = words(label);
    action.role = role;
    action.verb = verb;
    action.flow = flow;
  }

  std::optional<ScreenLink> link_of(std::optional<std::size_t> index) const {
    if (!index) return std::nullopt;
    return ScreenLink{policy_.links[*index].url, policy_.links[*index].text.in(language_)};
  }

  // A step of the policy, or of a quick check the question at hand.
  void question_step() {
    const bool quick = session_.step == step_quick;
    const bool first = session_.step == policy_.steps.front().id;
    if (first) {
      const Clause& notice = policy_.clauses[policy_.notice];
      screen_.notice = {notice.label.in(language_), notice.text.in(language_),
                        link_of(notice.link)};
    }
    if (quick) {
      screen_.heading = words(Word::quick_check);  // how far it has come is not known
    } else {
      progress();
    }
    const auto issues = step_issues(compiled_, session_, now_, session_.step);
    for (const Step& step : policy_.steps) {
      const bool here = step.id == session_.step;
      if (here) screen_.heading = step.title.in(language_);
      for (const std::size_t q : step.questions) {
        if (quick ? q == session_.quick : here && now_.shown[q]) {
          add_question_control(policy_.questions[q], issues);
        }
      }
    }
    if (session_.attempted) list_errors();
    if (!first || !session_.return_to.empty()) add_action(Word::back, "secondary", "back");
    const bool last = session_.return_to == step_verdict || is_last_question_step();
    add_action(last ? Word::see_result : Word::next, "primary", "next");
    if (first) {
      add_action(Word::quick_check, "secondary", "start", "quick");
      add_action(Word::consultation_offer, "link", "start", "consultation");
    }
  }

  bool is_last_question_step() const {
    const auto sequence = step_sequence(compiled_, session_, now_);
    const auto verdict = std::find(sequence.begin(), sequence.end(), step_verdict);
    return verdict != sequence.begin() && *(verdict - 1) == session_.step;
  }

  void progress() {
    std::size_t done = 0;
    std::size_t total = 0;
    for (std::size_t q = 0; q < now_.asked.size(); ++q) {
      if (!now_.asked[q]) continue;
      ++total;
      if (now_.answered[q]) ++done;
    }
    screen_.progress = {done, total,
                        words(Word::progress, {std::to_string(done), std::to_string(total)})};
  }

  void add_question_control(const Question& question, const std::vector<StepIssue>& issues) {
    Control& control = screen_.controls.emplace_back();
    control.id = question.id;
    control.label = question.text.in(language_);
    control.help = question.help.in(language_);
    control.value = input_of(session_, question.id);
    control.required = true;
    control.link = link_of(question.link);
    control.clauses_open = question.consent;
    control.clauses_label = words(Word::what_clause_says);
    for (const std::size_t c : question.clauses) {
      control.clauses.push_back(make_clause(policy_.clauses[c], language_));
    }
    const std::string unsure =
        words(question.evidence == Evidence::record ? Word::unsure_please_check : Word::unsure);
    if (question.options.empty()) {
      const bool date = question.type == QuestionType::date;
      control.kind = date ? ControlKind::date : ControlKind::integer;
      control.inputmode = "numeric";
      if (question.unsure) control.unsure_label = unsure;
    } else {
      control.kind = ControlKind::radios;
      add_options(question, unsure, control);
    }
    add_error(control, issues, input_kind(question));
  }

  // "Yes" before "no", as people expect; other options in the policy's order; "not sure" last.
  void add_options(const Question& question, const std::string& unsure, Control& control) const {
    for (const Option& option : question.options) {
      control.options.push_back({option.id, option.text.in(language_), false});
    }
    if (question.type == QuestionType::boolean) {
      std::reverse(control.options.begin(), control.options.end());
    }
    if (question.unsure) control.options.push_back({std::string(unknown_input), unsure, true});
  }

  static InputKind input_kind(const Question& question) {
    if (!question.options.empty()) return InputKind::choice;
    return question.type == QuestionType::date ? InputKind::date : InputKind::number;
  }

  void add_error(Control& control, const std::vector<StepIssue>& issues, InputKind kind) const {
    if (!session_.attempted) return;
    for (const StepIssue& found : issues) {
      if (found.id == control.id) control.error = say(found.issue, kind, control.label, language_);
    }
  }

  void list_errors() {
    for (const Control& control : screen_.controls) {
      if (!control.error.empty()) screen_.errors.push_back({control.id, control.error});
    }
    if (!screen_.errors.empty()) screen_.errors_heading = words(Word::errors_heading);
  }

  void verdict_step() {
    screen_.verdict.emplace(make_verdict(compiled_, session_, now_, language_));
    screen_.heading = screen_.verdict->heading;
    add_action(Word::back, "secondary", "back");
    if (now_.early) {
      add_action(Word::answer_rest, "primary", "next");
    } else if (screen_.verdict->cannot_send.empty()) {
      add_action(Word::send_request, "primary", "next");
    }
    add_action(Word::start_over, "link", "restart");
  }

  void form_step() {
    const Form& form = form_of(policy_, session_.flow);
    screen_.heading = form.title.in(language_);
    screen_.intro = form.intro.in(language_);
    const auto issues = step_issues(compiled_, session_, now_, session_.step);
    for (const Field& field : form.fields) {
      Control& control = screen_.controls.emplace_back();
      fill_control(control, field, session_, language_);
      add_error(control, issues,
                field.kind == FieldKind::consent ? InputKind::consent : InputKind::field);
    }
    if (session_.attempted) list_errors();
    if (session_.flow == Flow::support) {
      add_action(Word::back, "secondary", "back");
    } else {
      add_action(Word::support_offer, "secondary", "start", "support");
    }
    add_action(Word::review_before_sending, "primary", "next");
  }

  ScreenAction change(std::string_view step, const std::string& focus) const {
    return {words(Word::change), "link", "go", std::string(step), focus, {}};
  }

  void review_step() {
    screen_.heading = words(Word::review_heading);
    screen_.intro = words(Word::review_intro);
    screen_.review = review_groups(true);
    add_action(Word::back, "secondary", "back");
    add_action(Word::send_now, "primary", "submit");
  }

  std::vector<ReviewGroup> review_groups(bool changeable) const {
    std::vector<ReviewGroup> groups;
    const auto row = [&](const std::string& id, std::string label, std::string value,
                         std::string_view step) {
      ReviewRow result{id, std::move(label), std::move(value), {}, {}};
      if (changeable) result.change = change(step, id);
      return result;
    };
    if (session_.flow == Flow::support) {
      // The verdict is sent too, and an answer changed from here may have changed it.
      groups.push_back(changeable ? verdict_group()
                                  : make_reasons(compiled_, session_, now_, language_));
      if (groups.back().rows.empty()) groups.pop_back();
      for (const Step& step : policy_.steps) {
        ReviewGroup group{step.title.in(language_), {}};
        for (const std::size_t q : step.questions) {
          if (!now_.asked[q]) continue;
          const Question& question = policy_.questions[q];
          group.rows.push_back(row(question.id, question.text.in(language_),
                                   now_.used[q] ? answer_text(question, *now_.used[q], language_)
                                                : words(Word::not_sure),
                                   step.id));
        }
        if (!group.rows.empty()) groups.push_back(std::move(group));
      }
    }
    ReviewGroup details{words(Word::review_contact_group), {}};
    for (const Field& field : form_of(policy_, session_.flow).fields) {
      details.rows.push_back(
          row(field.id, field.label.in(language_), field_text(field), step_form));
    }
    groups.push_back(std::move(details));
    if (!changeable) groups.push_back(make_consents(policy_, frozen_, language_));
    return groups;
  }

  ReviewGroup verdict_group() const {
    const Evaluation evaluation = evaluate(compiled_, now_.used, now_.today);
    ReviewRow row = plain_row(Word::row_verdict, verdict_name(evaluation.verdict, language_));
    row.change =
        ScreenAction{words(Word::see_result), "link", "go", std::string(step_verdict), {}, {}};
    return {words(Word::row_verdict), {std::move(row)}};
  }

  std::string field_text(const Field& field) const {
    const auto value = normalize_field(field.kind, input_of(session_, field.id));
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr || text->empty()) return words(Word::not_given);
    if (field.kind == FieldKind::consent) return words(Word::agreed);
    return field.kind == FieldKind::phone ? grouped_phone(*text) : *text;
  }

  void sent_step() {
    ScreenReceipt receipt;
    receipt.status = session_.delivery;
    switch (session_.delivery) {
      case Delivery::received:
        screen_.heading = words(Word::sent_heading);
        screen_.intro = words(Word::sent_text);
        fill_receipt(receipt, policy_, session_, language_);
        screen_.review = review_groups(false);
        add_action(Word::start_over, "link", "restart");
        break;
      case Delivery::refused:
        screen_.heading = words(Word::refused_heading);
        screen_.intro = words(Word::refused_text);
        if (!session_.delivery_detail.empty()) {
          receipt.rows.push_back(plain_row(Word::row_problem, session_.delivery_detail));
        }
        add_action(Word::correct_request, "primary", "back");
        break;
      case Delivery::retrying:
        screen_.heading = words(Word::retrying_heading);
        screen_.intro = words(Word::retrying_text);
        add_action(Word::try_again, "primary", "submit");
        break;
      case Delivery::none:
      case Delivery::sending:
        screen_.heading = words(Word::sending_heading);
        screen_.intro = words(Word::sending_text);
        break;
    }
    screen_.receipt.emplace(std::move(receipt));
  }

  ReviewRow plain_row(Word label, std::string value) const {
    return {{}, words(label), std::move(value), {}, {}};
  }

  const CompiledPolicy& compiled_;
  const Policy& policy_;
  const Session& session_;
  Language language_;
  Json frozen_;  // the submission, once there is one: then all is shown as of when it was sent
  Standing now_;
  Screen screen_;
};

}  // namespace

Screen make_screen(const CompiledPolicy& compiled, const Session& session, Language language,
                   Instant now) {
  return ScreenBuilder(compiled, session, language, now).build();
}

}  // namespace precall
