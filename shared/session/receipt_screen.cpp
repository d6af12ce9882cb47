// Reads the receipt and the frozen submission, neither of which has to be what it should be: a page
// may have kept them.
#include "session/receipt_screen.hpp"

#include "base/limits.hpp"
#include "rules/report.hpp"
#include "session/catalogue.hpp"
#include "session/verdict_screen.hpp"

namespace precall {
namespace {

std::string local_time(const Policy& policy, std::optional<Instant> at) {
  if (!at) return {};
  return local_date(day_at(*at, policy.utc_offset_minutes)) + " " +
         clock_at(*at, policy.utc_offset_minutes);
}

}  // namespace

Json frozen_submission(const Session& session) {
  Result<Json> json = parse_json(session.submission, limits::submission_bytes_max);
  return json ? std::move(json).value() : Json();
}

std::optional<Instant> time_at(const Json& object, std::string_view key) {
  const Result<Instant> at = parse_timestamp(text_at(object, key));
  if (!at) return std::nullopt;
  return at.value();
}

void fill_receipt(ScreenReceipt& receipt, const Policy& policy, const Session& session,
                  Language language) {
  const auto add = [&](Word label, std::string value, const char* id = "") {
    receipt.rows.push_back({id, say(label, language), std::move(value), {}, {}});
  };
  receipt.code = text_at(session.receipt, "code");
  receipt.code_label = say(Word::code_label, language);
  add(Word::row_received, local_time(policy, time_at(session.receipt, "received_at")));
  if (const auto verdict = parse_verdict(text_at(session.receipt, "verdict"))) {
    add(Word::row_verdict, verdict_name(*verdict, language));
  }
  const Day version = parse_iso_date(policy.version).value_or(0);
  add(Word::row_policy, say(Word::policy_version, language, {local_date(version)}));
  add(Word::row_digest, text_at(session.receipt, "submission_sha256"), "digest");
}

ReviewGroup make_reasons(const CompiledPolicy& compiled, const Session& session,
                         const Standing& sent, Language language) {
  const Policy& policy = compiled.policy;
  ReviewGroup group{say(Word::reasons_heading, language), {}};
  const auto received = time_at(session.receipt, "received_at");
  const Day day = received ? day_at(*received, policy.utc_offset_minutes) : sent.today;
  for (const std::size_t r : evaluate(compiled, sent.used, day).reasons) {
    const Rule& rule = policy.rules[r];
    std::string cited;
    for (const std::size_t c : rule.quotes) cited += policy.clauses[c].label.in(language) + ", ";
    cited += policy.clauses[rule.clause].label.in(language);
    group.rows.push_back(
        {{}, std::move(cited), rule_message(policy, rule, sent.used, day, language), {}, {}});
  }
  return group;
}

ReviewGroup make_consents(const Policy& policy, const Json& submission, Language language) {
  ReviewGroup group{say(Word::row_consents, language), {}};
  const Json* consents = Reader::find(submission, "consents");
  if (consents == nullptr || !consents->is_array()) return group;
  for (const Json& consent : *consents) {
    group.rows.push_back({{},
                          local_time(policy, time_at(consent, "at")),
                          text_at(consent, "text"),
                          {},
                          text_at(consent, "language")});
  }
  return group;
}

}  // namespace precall
