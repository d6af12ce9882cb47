// Puts the words to the checks, and has the receipt page drawn from the bytes that were sent.
#include "session/verify_screen.hpp"

#include <algorithm>

#include "session/screen.hpp"
#include "session/verdict_screen.hpp"
#include "session/verify_words.hpp"

namespace precall {
namespace {

std::string_view name_of(Holds holds) {
  static constexpr std::string_view names[] = {"yes", "no", "open"};
  return names[static_cast<std::size_t>(holds)];
}

// Verdicts and dates in words; codes as they are.
std::string value_words(std::string_view value, Language language) {
  if (value.empty()) return none_words(language);
  if (const auto verdict = parse_verdict(value)) return verdict_name(*verdict, language);
  const auto day = parse_iso_date(value);
  return day ? local_date(*day) : std::string(value);
}

Json check_json(const EvidenceCheck& check, Language language) {
  const Holds state = holds(check.point);
  Json json = Json::object();
  set_text(json, "point", name_of(check.point));
  set_text(json, "holds", name_of(state));
  set_text(json, "mark", mark_words(state, language));
  set_text(json, "text", point_words(check.point, value_words(check.value, language), language));
  if (!check.detail.empty()) set_text(json, "detail", check.detail);
  return json;
}

// An answer or a field as it would be typed or chosen.
std::string input_of(const Json& value) {
  return value.is_string() ? value.get_ref<const std::string&>() : canonical(value);
}

// The session that the submission was frozen from, as far as what was sent tells.
Session sent_session(const Policy& policy, const Dossier& dossier, const Json& submission) {
  Session session;
  session.flow =
      is_string(submission["form"], policy.support.id) ? Flow::support : Flow::consultation;
  session.step = step_sent;
  for (const char* member : {"answers", "fields"}) {
    for (const auto& item : submission[member].items()) {
      session.inputs[item.key()] = input_of(item.value());
    }
  }
  for (const Json& consent : submission["consents"]) {
    session.inputs[input_of(consent["id"])] = "true";
  }
  session.submission = dossier.submission;
  session.delivery = Delivery::received;
  session.receipt = dossier.receipt;
  return session;
}

void put_screen(Json& json, const Dossier& dossier, const Json& submission, Language language) {
  const std::string sha256 = input_of(submission["policy"]["sha256"]);
  const CompiledPolicy& compiled = dossier.policies.by_digest.find(sha256)->second;
  const Session session = sent_session(compiled.policy, dossier, submission);
  const auto made = parse_timestamp(input_of(submission["created_at"]));
  Json screen = screen_to_json(make_screen(compiled, session, language, made.value()));
  set_value(json, "review", std::move(screen["review"]));
  if (dossier.receipt.is_object()) set_value(json, "receipt", std::move(screen["receipt"]));
}

Json row_json(std::string label, std::string value) {
  Json row = Json::object();
  set_text(row, "label", label);
  set_text(row, "value", value);
  return row;
}

// Without the policy there are no questions and labels: ids and plain values have to do.
Json bare_rows(const Json& value) {
  Json rows = Json::array();
  if (value.is_object()) {
    for (const auto& item : value.items())
      rows.push_back(row_json(item.key(), input_of(item.value())));
  }
  if (value.is_array()) {
    for (const Json& consent : value) {
      const Json* text = Reader::find(consent, "text");
      const Json* at = Reader::find(consent, "at");
      rows.push_back(row_json(at ? input_of(*at) : "", text ? input_of(*text) : ""));
    }
  }
  return rows;
}

Json bare_groups(const Json& submission, Language language) {
  Json groups = Json::array();
  for (const char* member : {"answers", "consents", "fields"}) {
    const Json* value = Reader::find(submission, member);
    if (value == nullptr || !value->is_structured() || value->empty()) continue;
    Json group = Json::object();
    set_text(group, "heading", sent_words(member, language));
    set_value(group, "rows", bare_rows(*value));
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace

Json verification_to_json(const Dossier& dossier, const Verification& verification,
                          Language language) {
  const Holds result = verification.result();
  Json json = Json::object();
  set_text(json, "holds", name_of(result));
  const auto count =
      std::count_if(verification.checks.begin(), verification.checks.end(),
                    [&](const EvidenceCheck& check) { return holds(check.point) == result; });
  set_text(json, "heading", result_words(result, static_cast<std::size_t>(count), language));
  Json& checks = set_value(json, "checks", Json::array());
  for (const EvidenceCheck& check : verification.checks) {
    checks.push_back(check_json(check, language));
  }
  set_text(json, "note", limits_words(verification.countersigned, language));
  if (verification.sound) {
    put_screen(json, dossier, verification.submission, language);
  } else {
    set_value(json, "review", bare_groups(verification.submission, language));
  }
  return json;
}

Json fault_to_json(const FileFault& fault, Language language) {
  static constexpr std::string_view names[] = {"unreadable", "unknown", "second", "no_request"};
  Json json = Json::object();
  set_text(json, "problem", names[static_cast<std::size_t>(fault.problem)]);
  set_text(json, "text", fault_words(fault.problem, language));
  set_text(json, "detail", to_line(fault.error));
  if (fault.problem == FileProblem::no_request) {
    set_value(json, "file", nullptr);
  } else {
    set_number(json, "file", static_cast<std::int64_t>(fault.file));
  }
  Json result = Json::object();
  set_value(result, "fault", std::move(json));
  return result;
}

}  // namespace precall
