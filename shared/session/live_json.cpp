// The live board and the time line as JSON, for the HTML above their picture. Days are ISO dates.
#include "session/live.hpp"

namespace precall {
namespace {

Json entry_json(const LiveEntry& entry) {
  Json json = Json::object();
  set_text(json, "id", entry.clause.id);
  set_text(json, "label", entry.clause.label);
  set_text(json, "text", entry.clause.text);
  set_text(json, "state", name_of(entry.state));
  set_text(json, "state_word", entry.state_word);
  set_text(json, "why", entry.why);
  return json;
}

Json board_json(const LiveBoard& board) {
  Json json = Json::object();
  set_text(json, "heading", board.heading);
  set_text(json, "hint", board.hint);
  Json& entries = set_value(json, "entries", Json::array());
  for (const LiveEntry& entry : board.entries) entries.push_back(entry_json(entry));
  return json;
}

Json band_json(const TimelineBand& band) {
  Json json = Json::object();
  set_text(json, "first", iso_date(band.first));
  set_text(json, "last", iso_date(band.last));
  set_text(json, "tone", band.tone);
  set_text(json, "word", band.word);
  return json;
}

Json timeline_json(const Timeline& line) {
  Json json = Json::object();
  set_text(json, "question", line.question);
  set_text(json, "heading", line.heading);
  set_text(json, "hint", line.hint);
  set_text(json, "label", line.label);
  set_text(json, "first", iso_date(line.first));
  set_text(json, "last", iso_date(line.last));
  set_text(json, "today", iso_date(line.today));
  set_text(json, "today_word", line.today_word);
  set_text(json, "value", iso_date(line.value));
  if (line.answered) set_text(json, "answered", iso_date(*line.answered));
  if (line.limit) {
    Json& limit = set_value(json, "limit", Json::object());
    set_text(limit, "day", iso_date(line.limit->day));
    set_text(limit, "label", line.limit->label);
  }
  Json& bands = set_value(json, "bands", Json::array());
  for (const TimelineBand& band : line.bands) bands.push_back(band_json(band));
  set_text(json, "tone", line.tone);
  set_text(json, "result", line.result);
  return json;
}

}  // namespace

Json live_to_json(const Live& live) {
  Json json = Json::object();
  if (live.board) set_value(json, "board", board_json(*live.board));
  if (live.timeline) set_value(json, "timeline", timeline_json(*live.timeline));
  return json;
}

}  // namespace precall
