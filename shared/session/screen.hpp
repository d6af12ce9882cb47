// Everything a face shows, in the chosen language. A face lays it out and sends actions back; it
// has no words and no rules of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "session/standing.hpp"

namespace precall {

struct ScreenLink {
  std::string url;
  std::string text;
};

struct ScreenClause {
  std::string id;
  std::string label;
  std::string text;
};

struct ScreenOption {
  std::string value;
  std::string label;
  bool unsure = false;
};

enum class ControlKind { radios, text, tel, email, url, date, integer, textarea, checkbox };

struct Control {
  std::string id;
  ControlKind kind = ControlKind::text;
  std::string label;
  std::string help;
  std::string value;  // raw, as typed or chosen
  std::string error;
  bool required = false;
  std::string optional_note;          // "(không bắt buộc)" where it is not required
  std::vector<ScreenOption> options;  // of radios
  std::string unsure_label;           // of typed answers that may be not known
  std::string autocomplete;           // HTML autofill token
  std::string inputmode;
  std::size_t max_length = 0;  // in characters; 0 is no limit
  std::vector<ScreenClause> clauses;
  std::string clauses_label;
  bool clauses_open = false;  // part of what is consented to: shown, not folded away
  std::optional<ScreenLink> link;
};

// What pressing a button sends. Empty members are left out of the action.
struct ScreenAction {
  std::string label;
  std::string role;  // primary, secondary, link
  std::string verb;
  std::string step;
  std::string focus;
  std::string flow;
};

struct ScreenError {
  std::string id;
  std::string text;
};

struct ScreenReason {
  std::string rule;
  Effect effect = Effect::blocks;
  std::string message;
  std::vector<ScreenClause> clauses;
  std::string follow_up;
};

// A question in the verdict, with the way back to it.
struct ScreenPoint {
  std::string question;
  std::string text;
  ScreenAction change;
};

// The repair plan. `promised` only if all that it says leads to support.
struct ScreenPlan {
  std::string heading;
  std::vector<ScreenPoint> steps;
  std::string outcome;
  bool promised = false;
};

// A day that is worth a note in the customer's calendar.
struct ScreenCalendar {
  Day day = 0;
  std::string label;  // of the offer
  std::string title;  // of the event
  std::string text;
  std::string uid;  // the same for the same event
};

struct ScreenVerdict {
  Verdict verdict = Verdict::undetermined;
  bool settled = false;
  std::string tone;  // ok, warn, no, open
  std::string heading;
  std::string text;
  std::string reasons_heading;
  std::vector<ScreenReason> reasons;
  std::optional<ScreenPlan> plan;
  std::string unknown_heading;
  std::vector<ScreenPoint> unknown;
  std::optional<Day> valid_until;
  std::string valid_text;
  std::optional<ScreenCalendar> calendar;
  std::string cannot_send;  // why nothing can be sent
};

enum class ClauseState { met, may_refuse, blocked, open, info };

std::string_view name_of(ClauseState state);

struct BoardEntry {
  ScreenClause clause;
  ClauseState state = ClauseState::info;
};

struct ReviewRow {
  std::string id;
  std::string label;
  std::string value;
  std::optional<ScreenAction> change;
  std::string language;  // of the value, where it may be another than the screen's
};

struct ReviewGroup {
  std::string heading;
  std::vector<ReviewRow> rows;
};

struct ScreenReceipt {
  Delivery status = Delivery::none;
  std::string code;
  std::string code_label;
  std::vector<ReviewRow> rows;
};

struct ScreenNotice {
  std::string label;
  std::string text;
  std::optional<ScreenLink> link;
};

struct ScreenProgress {
  std::size_t done = 0;
  std::size_t total = 0;
  std::string text;
};

struct Screen {
  Flow flow = Flow::support;
  std::string step;
  Language language = Language::vi;
  std::vector<Language> languages;
  std::string title;
  std::string heading;
  std::string intro;
  std::optional<ScreenNotice> notice;
  std::optional<ScreenProgress> progress;
  std::string errors_heading;
  std::vector<ScreenError> errors;
  std::vector<Control> controls;
  std::optional<ScreenVerdict> verdict;
  std::vector<BoardEntry> board;
  std::vector<ReviewGroup> review;
  std::optional<ScreenReceipt> receipt;
  ScreenLink contact;
  std::string contact_text;
  std::string focus;
  std::vector<ScreenAction> actions;
};

// The screen of the session at `now`, in `language`. Pure: the same arguments give the same screen.
Screen make_screen(const CompiledPolicy& compiled, const Session& session, Language language,
                   Instant now);

Json screen_to_json(const Screen& screen);

}  // namespace precall
