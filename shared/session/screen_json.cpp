// Screens as JSON, for faces that are not C++. Members that say nothing are left out.
#include "session/screen.hpp"

namespace precall {
namespace {

void put(Json& object, std::string_view key, const std::string& value) {
  if (!value.empty()) set_text(object, key, value);
}

template <class List, class Convert>
Json array_of(const List& list, const Convert& convert) {
  Json array = Json::array();
  for (const auto& entry : list) array.push_back(convert(entry));
  return array;
}

Json link_json(const ScreenLink& link) {
  Json json = Json::object();
  set_text(json, "url", link.url);
  set_text(json, "text", link.text);
  return json;
}

Json clause_json(const ScreenClause& clause) {
  Json json = Json::object();
  set_text(json, "id", clause.id);
  set_text(json, "label", clause.label);
  set_text(json, "text", clause.text);
  return json;
}

Json action_json(const ScreenAction& action) {
  Json json = Json::object();
  set_text(json, "label", action.label);
  set_text(json, "role", action.role);
  Json& sends = set_value(json, "action", Json::object());
  set_text(sends, "do", action.verb);
  put(sends, "step", action.step);
  put(sends, "focus", action.focus);
  put(sends, "flow", action.flow);
  return json;
}

Json row_json(const ReviewRow& row) {
  Json json = Json::object();
  put(json, "id", row.id);
  set_text(json, "label", row.label);
  set_text(json, "value", row.value);
  put(json, "language", row.language);
  if (row.change) set_value(json, "change", action_json(*row.change));
  return json;
}

std::string kind_name(ControlKind kind) {
  static constexpr std::string_view names[] = {"radios", "text",    "tel",      "email",   "url",
                                               "date",   "integer", "textarea", "checkbox"};
  return std::string(names[static_cast<std::size_t>(kind)]);
}

std::string status_name(Delivery status) {
  static constexpr std::string_view names[] = {"sending", "sending", "retrying", "refused",
                                               "received"};
  return std::string(names[static_cast<std::size_t>(status)]);
}

Json option_json(const ScreenOption& option) {
  Json entry = Json::object();
  set_text(entry, "value", option.value);
  set_text(entry, "label", option.label);
  set_flag(entry, "unsure", option.unsure);
  return entry;
}

Json control_json(const Control& control) {
  Json json = Json::object();
  set_text(json, "id", control.id);
  set_text(json, "kind", kind_name(control.kind));
  set_text(json, "label", control.label);
  set_text(json, "value", control.value);
  set_flag(json, "required", control.required);
  put(json, "help", control.help);
  put(json, "error", control.error);
  put(json, "optional_note", control.optional_note);
  put(json, "autocomplete", control.autocomplete);
  put(json, "inputmode", control.inputmode);
  put(json, "clauses_label", control.clauses.empty() ? std::string() : control.clauses_label);
  if (control.max_length != 0)
    set_number(json, "max_length", static_cast<std::int64_t>(control.max_length));
  if (control.clauses_open) set_flag(json, "clauses_open", true);
  if (control.link) set_value(json, "link", link_json(*control.link));
  set_value(json, "clauses", array_of(control.clauses, clause_json));
  if (!control.options.empty()) {
    set_value(json, "options", array_of(control.options, option_json));
  }
  if (!control.unsure_label.empty()) {
    Json& unsure = set_value(json, "unsure", Json::object());
    set_text(unsure, "label", control.unsure_label);
    set_flag(unsure, "checked", control.value == unknown_input);
  }
  return json;
}

Json reason_json(const ScreenReason& reason) {
  Json json = Json::object();
  set_text(json, "rule", reason.rule);
  set_text(json, "effect", reason.effect == Effect::blocks ? "blocks" : "may_refuse");
  set_text(json, "message", reason.message);
  set_value(json, "clauses", array_of(reason.clauses, clause_json));
  put(json, "follow_up", reason.follow_up);
  return json;
}

Json point_json(const ScreenPoint& point) {
  Json entry = Json::object();
  set_text(entry, "question", point.question);
  set_text(entry, "text", point.text);
  set_value(entry, "change", action_json(point.change));
  return entry;
}

Json plan_json(const ScreenPlan& plan) {
  Json json = Json::object();
  set_text(json, "heading", plan.heading);
  set_text(json, "outcome", plan.outcome);
  set_flag(json, "promised", plan.promised);
  set_value(json, "steps", array_of(plan.steps, point_json));
  return json;
}

Json calendar_json(const ScreenCalendar& calendar) {
  Json json = Json::object();
  set_text(json, "day", iso_date(calendar.day));
  set_text(json, "label", calendar.label);
  set_text(json, "title", calendar.title);
  set_text(json, "text", calendar.text);
  set_text(json, "uid", calendar.uid);
  return json;
}

Json verdict_json(const ScreenVerdict& verdict) {
  Json json = Json::object();
  set_text(json, "verdict", name_of(verdict.verdict));
  set_flag(json, "settled", verdict.settled);
  set_text(json, "tone", verdict.tone);
  set_text(json, "heading", verdict.heading);
  set_text(json, "text", verdict.text);
  put(json, "reasons_heading", verdict.reasons_heading);
  put(json, "unknown_heading", verdict.unknown_heading);
  put(json, "valid_text", verdict.valid_text);
  put(json, "cannot_send", verdict.cannot_send);
  if (verdict.valid_until) set_text(json, "valid_until", iso_date(*verdict.valid_until));
  set_value(json, "reasons", array_of(verdict.reasons, reason_json));
  if (verdict.plan) set_value(json, "plan", plan_json(*verdict.plan));
  if (verdict.calendar) set_value(json, "calendar", calendar_json(*verdict.calendar));
  set_value(json, "unknown", array_of(verdict.unknown, point_json));
  return json;
}

Json group_json(const ReviewGroup& group) {
  Json entry = Json::object();
  set_text(entry, "heading", group.heading);
  set_value(entry, "rows", array_of(group.rows, row_json));
  return entry;
}

Json board_json(const BoardEntry& entry) {
  Json state = clause_json(entry.clause);
  set_text(state, "state", name_of(entry.state));
  return state;
}

Json error_json(const ScreenError& error) {
  Json entry = Json::object();
  set_text(entry, "id", error.id);
  set_text(entry, "text", error.text);
  return entry;
}

Json receipt_json(const ScreenReceipt& receipt) {
  Json json = Json::object();
  set_text(json, "status", status_name(receipt.status));
  put(json, "code", receipt.code);
  put(json, "code_label", receipt.code_label);
  set_value(json, "rows", array_of(receipt.rows, row_json));
  return json;
}

Json languages_json(const Screen& screen) {
  return array_of(screen.languages, [&](Language language) {
    Json entry = Json::object();
    set_text(entry, "id", name_of(language));
    set_text(entry, "label", own_name_of(language));
    set_flag(entry, "current", language == screen.language);
    return entry;
  });
}

void put_frame(Json& json, const Screen& screen) {
  set_text(json, "flow", screen.flow == Flow::support ? "support" : "consultation");
  set_text(json, "step", screen.step);
  set_text(json, "language", name_of(screen.language));
  set_value(json, "languages", languages_json(screen));
  set_text(json, "title", screen.title);
  set_text(json, "heading", screen.heading);
  put(json, "intro", screen.intro);
  put(json, "focus", screen.focus);
  Json& contact = set_value(json, "contact", Json::object());
  set_text(contact, "url", screen.contact.url);
  set_text(contact, "label", screen.contact.text);
  set_text(contact, "text", screen.contact_text);
}

}  // namespace

std::string_view name_of(ClauseState state) {
  static constexpr std::string_view names[] = {"met", "may_refuse", "blocked", "open", "info"};
  return names[static_cast<std::size_t>(state)];
}

Json screen_to_json(const Screen& screen) {
  Json json = Json::object();
  put_frame(json, screen);
  if (screen.notice) {
    Json& notice = set_value(json, "notice", Json::object());
    set_text(notice, "label", screen.notice->label);
    set_text(notice, "text", screen.notice->text);
    if (screen.notice->link) set_value(notice, "link", link_json(*screen.notice->link));
  }
  if (screen.progress) {
    Json& progress = set_value(json, "progress", Json::object());
    set_number(progress, "done", static_cast<std::int64_t>(screen.progress->done));
    set_number(progress, "total", static_cast<std::int64_t>(screen.progress->total));
    set_text(progress, "text", screen.progress->text);
  }
  if (!screen.errors.empty()) {
    Json& errors = set_value(json, "errors", Json::object());
    set_text(errors, "heading", screen.errors_heading);
    set_value(errors, "items", array_of(screen.errors, error_json));
  }
  set_value(json, "controls", array_of(screen.controls, control_json));
  if (screen.verdict) set_value(json, "verdict", verdict_json(*screen.verdict));
  set_value(json, "board", array_of(screen.board, board_json));
  if (!screen.review.empty()) {
    set_value(json, "review", array_of(screen.review, group_json));
  }
  if (screen.receipt) set_value(json, "receipt", receipt_json(*screen.receipt));
  set_value(json, "actions", array_of(screen.actions, action_json));
  return json;
}

}  // namespace precall
