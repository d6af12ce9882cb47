// Check, look up, examine, store: the way from bytes to a receipt.
#include "sync/intake.hpp"

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "base/nfc.hpp"
#include "sync/receipt.hpp"

namespace precall::sync {
namespace {

Refusal refusal(RefusalKind kind, Error error) {
  return Refusal{kind, std::move(error)};
}

Refusal conflict() {
  return refusal(RefusalKind::conflict, {"/id", "this id belongs to a submission with other bytes",
                                         "send a changed request under a new id"});
}

// What was found here, beside the claims of the client.
std::string examined_json(const Examined& examined, const PolicyBook& policies) {
  Json verdict = nullptr;
  if (examined.verdict) verdict = *examined.verdict;
  return canonical(Json{{"policy_known", examined.policy_known},
                        {"claim_agrees", examined.claim_agrees},
                        {"times_plausible", examined.times_plausible},
                        {"verdict", verdict},
                        {"own", examined.own},
                        {"verify", examined.verify},
                        {"current", examined.current},
                        {"current_policy_sha256", policies.current}});
}

}  // namespace

Intake::Intake(Spool& spool, const PolicyBook& policies, std::vector<std::string> targets,
               Edges edges)
    : spool_(spool), policies_(policies), targets_(std::move(targets)), edges_(std::move(edges)) {}

IntakeOutcome Intake::take(std::string_view bytes) {
  if (bytes.size() > limits::submission_bytes_max) {
    return refusal(RefusalKind::malformed,
                   {"", "longer than " + std::to_string(limits::submission_bytes_max) + " bytes",
                    "shorten the message"});
  }
  const TextForm form = text_form(bytes);
  if (form == TextForm::not_utf8) {
    return refusal(RefusalKind::malformed, {"", "not valid UTF-8", "send the bytes as frozen"});
  }
  const auto parsed = parse_json(bytes, limits::submission_bytes_max);
  if (!parsed) return refusal(RefusalKind::malformed, parsed.error());
  if (form == TextForm::other) {
    return refusal(RefusalKind::not_accepted,
                   {"", "text that is not in Unicode normalization form C", "normalize it first"});
  }
  const std::string sha256 = sha256_hex(bytes);
  const Json* id = Reader::find(parsed.value(), "id");
  if (id != nullptr && id->is_string()) {
    const auto earlier = spool_.find(*id->get_ptr<const std::string*>(), sha256);
    if (!earlier) return unavailable(earlier.error());
    if (earlier.value()) {
      if (const auto* stored = std::get_if<Stored>(&*earlier.value())) return *stored;
      return conflict();
    }
  }
  const Instant now = edges_.clock();
  const auto examined = examine_submission(parsed.value(), bytes, policies_, now);
  if (!examined) return refusal(RefusalKind::not_accepted, examined.error());
  return store(examined.value(), bytes, sha256, now);
}

IntakeOutcome Intake::store(const Examined& examined, std::string_view bytes,
                            const std::string& sha256, Instant now) {
  const auto current = policies_.by_digest.find(policies_.current);
  const int offset =
      current == policies_.by_digest.end() ? 0 : current->second.policy.utc_offset_minutes;
  const std::string receipt = receipt_json(Receipt{examined.id, sha256, examined.policy_sha256,
                                                   examined.verdict, timestamp_at(now, offset)});
  const auto outcome =
      spool_.accept(SpooledSubmission{examined.id, std::string(bytes), sha256, receipt,
                                      examined_json(examined, policies_), now},
                    targets_);
  if (!outcome) return unavailable(outcome.error());
  const auto* stored = std::get_if<Stored>(&outcome.value());
  if (stored == nullptr) return conflict();
  edges_.log(LogLevel::info, "accepted id=" + examined.id + " form=" + examined.form +
                                 " policy_known=" + (examined.policy_known ? "yes" : "no") +
                                 " claim_agrees=" + (examined.claim_agrees ? "yes" : "no"));
  return *stored;
}

Refusal Intake::unavailable(const Error& error) const {
  edges_.log(LogLevel::error, "nothing stored: " + to_line(error));
  return refusal(RefusalKind::unavailable,
                 {"", "the request cannot be stored now", "send the same bytes again later"});
}

}  // namespace precall::sync
