// A comparison of page and policy as the JSON that `precall policy drift --json` prints.
#include "base/json.hpp"
#include "policy/drift.hpp"

namespace precall {
namespace {

void set_optional(Json& object, std::string_view key, const std::string& text) {
  if (!text.empty()) set_text(object, key, text);
}

void set_clause(Json& object, std::string_view key, const Policy& policy,
                const std::optional<std::size_t>& clause) {
  if (clause) set_text(object, key, policy.clauses[*clause].id);
}

void set_line(Json& object, std::size_t line) {
  if (line != 0) set_number(object, "line", static_cast<std::int64_t>(line));
}

Json number_or_null(const std::string& number) {
  return number.empty() ? Json(nullptr) : Json(number);
}

Json landmark(Landmark landmark) {
  if (landmark == Landmark::unnamed) return nullptr;
  return landmark == Landmark::found ? "found" : "missing";
}

Json entry_to_json(const Policy& policy, const DriftEntry& entry) {
  Json json = Json::object();
  set_text(json, "state", name_of(entry.state));
  set_clause(json, entry.state == DriftState::added ? "after" : "clause", policy, entry.clause);
  set_line(json, entry.line);
  set_optional(json, "text", entry.text);
  set_optional(json, "expected", entry.expected);
  if (entry.renumbered) {
    Json& number = set_value(json, "number", Json::object());
    set_value(number, "expected", number_or_null(entry.number_expected));
    set_value(number, "page", number_or_null(entry.number));
  }
  if (entry.state == DriftState::changed) {
    set_value(json, "words_removed", entry.words_removed);
    set_value(json, "words_added", entry.words_added);
  }
  return json;
}

}  // namespace

Json drift_to_json(const Policy& policy, const Drift& drift) {
  Json report = Json::object();
  set_flag(report, "drifted", drift.drifted());
  set_value(report, "title", landmark(drift.title));
  set_value(report, "hotline", landmark(drift.hotline));
  Json& sentences = set_value(report, "sentences", Json::array());
  for (const DriftEntry& entry : drift.entries) sentences.push_back(entry_to_json(policy, entry));
  Json& outside = set_value(report, "outside", Json::array());
  for (const OutsideEntry& entry : drift.outside) {
    Json json = Json::object();
    set_line(json, entry.line);
    set_text(json, "text", entry.text);
    set_clause(json, "clause", policy, entry.clause);
    outside.push_back(std::move(json));
  }
  Json& absent = set_value(report, "absent", Json::array());
  for (const AbsentEntry& entry : drift.absent) {
    Json json = Json::object();
    set_clause(json, "clause", policy, entry.clause);
    set_text(json, "text", entry.text);
    absent.push_back(std::move(json));
  }
  return report;
}

}  // namespace precall
