// Check, examine, store: the way from bytes to a receipt.
#include "sync/intake.hpp"

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "base/nfc.hpp"
#include "sync/log_line.hpp"
#include "sync/packing.hpp"

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

int offset_of(const PolicyBook& policies) {
  const auto current = policies.by_digest.find(policies.current);
  return current == policies.by_digest.end() ? 0 : current->second.policy.utc_offset_minutes;
}

std::string accepted_line(const Examined& examined) {
  return log_line("accepted", {{"id", examined.id},
                               {"form", examined.form},
                               {"policy_known", examined.policy_known ? "yes" : "no"},
                               {"claim_agrees", examined.claim_agrees ? "yes" : "no"}});
}

}  // namespace

Intake::Intake(Spool& spool, const PolicyBook& policies, std::vector<std::string> targets,
               WriteReceipt write_receipt, Edges edges)
    : spool_(spool),
      policies_(policies),
      targets_(std::move(targets)),
      write_receipt_(std::move(write_receipt)),
      edges_(std::move(edges)) {}

Examination Intake::examine(std::string_view bytes) const {
  const auto refuse = [](RefusalKind kind, Error error) {
    return Examination{{}, {}, refusal(kind, std::move(error)), {}};
  };
  if (bytes.size() > limits::submission_bytes_max) {
    return refuse(RefusalKind::malformed,
                  {"", "longer than " + std::to_string(limits::submission_bytes_max) + " bytes",
                   "shorten the message"});
  }
  const TextForm form = text_form(bytes);
  if (form == TextForm::not_utf8) {
    return refuse(RefusalKind::malformed, {"", "not valid UTF-8", "send the bytes as frozen"});
  }
  const auto parsed = parse_json(bytes, limits::submission_bytes_max);
  if (!parsed) return refuse(RefusalKind::malformed, parsed.error());
  if (form == TextForm::other) {
    return refuse(RefusalKind::not_accepted,
                  {"", "text that is not in Unicode normalization form C", "normalize it first"});
  }
  const Instant now = edges_.clock();
  const std::string sha256 = sha256_hex(bytes);
  const auto examined = examine_submission(parsed.value(), bytes, policies_, now);
  if (!examined) {
    const Json* id = Reader::find(parsed.value(), "id");
    const auto* text = id == nullptr ? nullptr : id->get_ptr<const std::string*>();
    return Examination{text == nullptr ? std::string() : *text,
                       sha256,
                       refusal(RefusalKind::not_accepted, examined.error()),
                       {}};
  }
  const std::string receipt =
      write_receipt_(Receipt{examined->id, sha256, examined->policy_sha256, examined->verdict,
                             timestamp_at(now, offset_of(policies_))});
  return Examination{examined->id, sha256,
                     Arrival{examined->id, pack(bytes), sha256, receipt,
                             examined_json(examined.value(), policies_), now},
                     accepted_line(examined.value())};
}

std::vector<IntakeOutcome> Intake::store(std::vector<Examination> examinations) {
  std::vector<Arrival> arrivals;
  for (Examination& examination : examinations) {
    auto* arrival = std::get_if<Arrival>(&examination.result);
    if (arrival != nullptr) arrivals.push_back(std::move(*arrival));
  }
  const auto accepted =
      arrivals.empty() ? std::vector<AcceptOutcome>() : spool_.accept(arrivals, targets_);
  std::vector<IntakeOutcome> outcomes;
  std::size_t next = 0;
  for (const Examination& examination : examinations) {
    if (const auto* refusal = std::get_if<Refusal>(&examination.result)) {
      outcomes.push_back(refused(examination, *refusal));
    } else if (!accepted) {
      outcomes.push_back(unavailable(accepted.error()));
    } else if (const auto* stored = std::get_if<Stored>(&accepted.value()[next++])) {
      if (!stored->repeated) edges_.log(LogLevel::info, examination.log_line);
      outcomes.push_back(*stored);
    } else {
      outcomes.push_back(conflict());
    }
  }
  return outcomes;
}

IntakeOutcome Intake::refused(const Examination& examination, const Refusal& refusal) {
  if (examination.id.empty()) return refusal;
  const auto earlier = spool_.find(examination.id, examination.sha256);
  if (!earlier) return unavailable(earlier.error());
  if (!earlier.value()) return refusal;
  if (const auto* stored = std::get_if<Stored>(&*earlier.value())) return *stored;
  return conflict();
}

IntakeOutcome Intake::take(std::string_view bytes) {
  std::vector<Examination> one;
  one.push_back(examine(bytes));
  return std::move(store(std::move(one)).front());
}

Refusal Intake::unavailable(const Error& error) const {
  edges_.log(LogLevel::error, log_line("nothing stored", error));
  return refusal(RefusalKind::unavailable,
                 {"", "the request cannot be stored now", "send the same bytes again later"});
}

}  // namespace precall::sync
