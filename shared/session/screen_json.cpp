// Screens as JSON, for faces that are not C++. Members that say nothing are left out.
#include "session/screen.hpp"

namespace precall {
namespace {

void put(Json& object, std::string_view key, const std::string& value) {
  if (!value.empty()) object[std::string(key)] = value;
}

template <class List, class Convert>
Json array_of(const List& list, const Convert& convert) {
  Json array = Json::array();
  for (const auto& entry : list) array.push_back(convert(entry));
  return array;
}

Json link_json(const ScreenLink& link) {
  Json json = Json::object();
  json["url"] = link.url;
  json["text"] = link.text;
  return json;
}

Json clause_json(const ScreenClause& clause) {
  Json json = Json::object();
  json["id"] = clause.id;
  json["label"] = clause.label;
  json["text"] = clause.text;
  return json;
}

Json action_json(const ScreenAction& action) {
  Json json = Json::object();
  json["label"] = action.label;
  json["role"] = action.role;
  Json& sends = json["action"] = Json::object();
  sends["do"] = action.verb;
  put(sends, "step", action.step);
  put(sends, "focus", action.focus);
  put(sends, "flow", action.flow);
  return json;
}

Json row_json(const ReviewRow& row) {
  Json json = Json::object();
  put(json, "id", row.id);
  json["label"] = row.label;
  json["value"] = row.value;
  if (row.change) json["change"] = action_json(*row.change);
  return json;
}

std::string kind_name(ControlKind kind) {
  static constexpr std::string_view names[] = {"radios", "text",    "tel",      "email",   "url",
                                               "date",   "integer", "textarea", "checkbox"};
  return std::string(names[static_cast<std::size_t>(kind)]);
}

std::string state_name(ClauseState state) {
  static constexpr std::string_view names[] = {"met", "may_refuse", "blocked", "open", "info"};
  return std::string(names[static_cast<std::size_t>(state)]);
}

std::string status_name(Delivery status) {
  static constexpr std::string_view names[] = {"sending", "sending", "retrying", "refused",
                                               "received"};
  return std::string(names[static_cast<std::size_t>(status)]);
}

Json control_json(const Control& control) {
  Json json = Json::object();
  json["id"] = control.id;
  json["kind"] = kind_name(control.kind);
  json["label"] = control.label;
  json["value"] = control.value;
  json["required"] = control.required;
  put(json, "help", control.help);
  put(json, "error", control.error);
  put(json, "optional_note", control.optional_note);
  put(json, "autocomplete", control.autocomplete);
  put(json, "inputmode", control.inputmode);
  put(json, "clauses_label", control.clauses.empty() ? std::string() : control.clauses_label);
  if (control.max_length != 0) json["max_length"] = control.max_length;
  if (control.clauses_open) json["clauses_open"] = true;
  if (control.link) json["link"] = link_json(*control.link);
  json["clauses"] = array_of(control.clauses, clause_json);
  if (!control.options.empty()) {
    json["options"] = array_of(control.options, [](const ScreenOption& option) {
      Json entry = Json::object();
      entry["value"] = option.value;
      entry["label"] = option.label;
      entry["unsure"] = option.unsure;
      return entry;
    });
  }
  if (!control.unsure_label.empty()) {
    json["unsure"]["label"] = control.unsure_label;
    json["unsure"]["checked"] = control.value == unknown_input;
  }
  return json;
}

Json reason_json(const ScreenReason& reason) {
  Json json = Json::object();
  json["rule"] = reason.rule;
  json["effect"] = reason.effect == Effect::blocks ? "blocks" : "may_refuse";
  json["message"] = reason.message;
  json["clauses"] = array_of(reason.clauses, clause_json);
  json["remedies"] = array_of(reason.remedies, [](const std::string& text) { return text; });
  put(json, "follow_up", reason.follow_up);
  return json;
}

Json verdict_json(const ScreenVerdict& verdict) {
  Json json = Json::object();
  json["verdict"] = std::string(name_of(verdict.verdict));
  json["settled"] = verdict.settled;
  json["tone"] = verdict.tone;
  json["heading"] = verdict.heading;
  json["text"] = verdict.text;
  put(json, "reasons_heading", verdict.reasons_heading);
  put(json, "remedies_heading", verdict.remedies_heading);
  put(json, "unknown_heading", verdict.unknown_heading);
  put(json, "valid_text", verdict.valid_text);
  put(json, "cannot_send", verdict.cannot_send);
  if (verdict.valid_until) json["valid_until"] = iso_date(*verdict.valid_until);
  json["reasons"] = array_of(verdict.reasons, reason_json);
  json["unknown"] = array_of(verdict.unknown, [](const ScreenUnknown& unknown) {
    Json entry = Json::object();
    entry["question"] = unknown.question;
    entry["text"] = unknown.text;
    entry["change"] = action_json(unknown.change);
    return entry;
  });
  return json;
}

Json receipt_json(const ScreenReceipt& receipt) {
  Json json = Json::object();
  json["status"] = status_name(receipt.status);
  put(json, "code", receipt.code);
  put(json, "code_label", receipt.code_label);
  json["rows"] = array_of(receipt.rows, row_json);
  return json;
}

Json languages_json(const Screen& screen) {
  return array_of(screen.languages, [&](Language language) {
    Json entry = Json::object();
    entry["id"] = std::string(name_of(language));
    // Languages are listed in their own words, so that whoever needs one can read it.
    entry["label"] = language == Language::vi ? "Tiếng Việt" : "English";
    entry["current"] = language == screen.language;
    return entry;
  });
}

void put_frame(Json& json, const Screen& screen) {
  json["flow"] = screen.flow == Flow::support ? "support" : "consultation";
  json["step"] = screen.step;
  json["language"] = std::string(name_of(screen.language));
  json["languages"] = languages_json(screen);
  json["title"] = screen.title;
  json["heading"] = screen.heading;
  put(json, "intro", screen.intro);
  put(json, "focus", screen.focus);
  json["contact"] = link_json(screen.contact);
  json["contact"]["label"] = screen.contact.text;
  json["contact"]["text"] = screen.contact_text;
}

}  // namespace

Json screen_to_json(const Screen& screen) {
  Json json = Json::object();
  put_frame(json, screen);
  if (screen.notice) {
    json["notice"]["label"] = screen.notice->label;
    json["notice"]["text"] = screen.notice->text;
    if (screen.notice->link) json["notice"]["link"] = link_json(*screen.notice->link);
  }
  if (screen.progress) {
    json["progress"]["done"] = screen.progress->done;
    json["progress"]["total"] = screen.progress->total;
    json["progress"]["text"] = screen.progress->text;
  }
  if (!screen.errors.empty()) {
    json["errors"]["heading"] = screen.errors_heading;
    json["errors"]["items"] = array_of(screen.errors, [](const ScreenError& error) {
      Json entry = Json::object();
      entry["id"] = error.id;
      entry["text"] = error.text;
      return entry;
    });
  }
  json["controls"] = array_of(screen.controls, control_json);
  if (screen.verdict) json["verdict"] = verdict_json(*screen.verdict);
  json["board"] = array_of(screen.board, [](const BoardEntry& entry) {
    Json state = clause_json(entry.clause);
    state["state"] = state_name(entry.state);
    return state;
  });
  if (!screen.review.empty()) {
    json["review"] = array_of(screen.review, [](const ReviewGroup& group) {
      Json entry = Json::object();
      entry["heading"] = group.heading;
      entry["rows"] = array_of(group.rows, row_json);
      return entry;
    });
  }
  if (screen.receipt) json["receipt"] = receipt_json(*screen.receipt);
  json["actions"] = array_of(screen.actions, action_json);
  return json;
}

}  // namespace precall
