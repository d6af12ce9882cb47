// Sorts the files, then goes from the bytes to what they mean.
#include "submission/verify.hpp"

#include <algorithm>
#include <optional>

#include "base/digest.hpp"
#include "base/limits.hpp"

namespace precall {
namespace {

class Gatherer {
 public:
  void take(std::size_t index, std::string_view text) {
    file_ = index;
    const Result<Json> json = parse_json(text, limits::evidence_bytes_max);
    if (!json) return fail(FileProblem::unreadable, json.error());
    const std::string format = text_at(json.value(), "format");
    if (format == "precall.saved/1") {
      take_saved(json.value());
    } else if (format == "precall.submission/1") {
      take_submission(std::string(text));
    } else if (format == "precall.receipt/1") {
      take_receipt(json.value());
    } else if (format == "precall.policy/1") {
      take_policy(text);
    } else if (format == "precall.keys/1") {
      take_keys(json.value());
    } else {
      fail(FileProblem::unknown, {"/format", "not a file that can be verified",
                                  "give a saved request, or a receipt and its submission"});
    }
  }

  std::variant<Dossier, FileFault> result() && {
    if (!fault_ && dossier_.submission.empty()) {
      fail(FileProblem::no_request, {"", "there is no request among the files",
                                     "give the saved request, or the submission"});
    }
    if (fault_) return *std::move(fault_);
    return std::move(dossier_);
  }

 private:
  void fail(FileProblem problem, Error error) {
    if (!fault_) fault_ = FileFault{problem, file_, std::move(error)};
  }

  void take_saved(const Json& saved) {
    const std::string submission = text_at(saved, "submission");
    if (submission.empty()) {
      return fail(FileProblem::unreadable,
                  {"/submission", "not a string", "save the request anew"});
    }
    take_submission(submission);
    if (const Json* receipt = Reader::find(saved, "receipt")) take_receipt(*receipt);
  }

  void take_submission(std::string bytes) {
    if (!dossier_.submission.empty()) {
      return fail(FileProblem::second, {"", "a second request", "verify one at a time"});
    }
    dossier_.submission = std::move(bytes);
  }

  void take_receipt(const Json& receipt) {
    if (!dossier_.receipt.is_null()) {
      return fail(FileProblem::second, {"", "a second receipt", "verify one at a time"});
    }
    dossier_.receipt = receipt;
  }

  void take_policy(std::string_view text) {
    Result<CompiledPolicy> policy = load_policy(text);
    if (!policy) return fail(FileProblem::unreadable, policy.error());
    const std::string sha256 = policy->policy.sha256;
    dossier_.policies.by_digest.emplace(sha256, std::move(policy).value());
  }

  void take_keys(const Json& document) {
    const Result<KeyRing> keys = read_keys(document);
    if (!keys) return fail(FileProblem::unreadable, keys.error());
    dossier_.keys.insert(keys->begin(), keys->end());
  }

  Dossier dossier_;
  std::optional<FileFault> fault_;
  std::size_t file_ = 0;
};

// What of a receipt has to be there before it can be compared; the comparison itself is for later.
std::optional<Error> shape_error(const Json& receipt) {
  std::optional<Error> failure;
  Reader read(failure);
  if (read.string(receipt, "", "format") != "precall.receipt/1") {
    read.fail("/format", "not a receipt of this version", "save the receipt anew");
  }
  for (const std::string_view key : {"id", "code", "submission_sha256", "policy_sha256"}) {
    read.string(receipt, "", key);
  }
  read.optional_string(receipt, "", "verdict");
  const Result<Instant> at = parse_timestamp(read.string(receipt, "", "received_at"));
  if (!at) read.fail("/received_at", at.error().problem, at.error().remedy);
  return failure;
}

class Verifier {
 public:
  explicit Verifier(const Dossier& dossier)
      : dossier_(dossier),
        receipt_(dossier.receipt),
        parsed_(parse_json(dossier.submission, limits::submission_bytes_max)) {}

  Verification verify() {
    if (parsed_) result_.submission = parsed_.value();
    receipt_shape();
    if (has_receipt_) signature();
    if (has_receipt_) compare_bytes();
    const Result<Examined> made = examined_at(text_at(result_.submission, "created_at"));
    request(made);
    policy();
    if (made) verdicts(made.value());
    return std::move(result_);
  }

 private:
  void say(EvidencePoint point, std::string value = {}, std::string detail = {}) {
    result_.checks.push_back({point, std::move(value), std::move(detail)});
  }

  void receipt_shape() {
    if (receipt_.is_null()) return say(EvidencePoint::receipt_missing);
    const std::optional<Error> error = shape_error(receipt_);
    has_receipt_ = !error;
    if (error) return say(EvidencePoint::receipt_broken, {}, to_line(*error));
    say(EvidencePoint::receipt_whole);
  }

  void signature() {
    const SignatureCheck check = check_signature(receipt_, dossier_.keys);
    switch (check.state) {
      case SignatureState::missing:
        return say(EvidencePoint::signature_missing);
      case SignatureState::broken:
        return say(EvidencePoint::signature_broken);
      case SignatureState::unknown_key:
        return say(EvidencePoint::signature_unchecked, check.key);
      case SignatureState::wrong:
        return say(EvidencePoint::signature_wrong, check.key);
      case SignatureState::right:
        result_.countersigned = true;
        return say(EvidencePoint::signature_right, check.key);
    }
  }

  void compare_bytes() {
    const bool same = sha256_hex(dossier_.submission) == text_at(receipt_, "submission_sha256");
    say(same ? EvidencePoint::bytes_same : EvidencePoint::bytes_differ);
    const std::string id = text_at(receipt_, "id");
    say(id == text_at(result_.submission, "id") ? EvidencePoint::ids_same
                                                : EvidencePoint::ids_differ);
    const std::string code = text_at(receipt_, "code");
    say(code == receipt_code(id) ? EvidencePoint::code_right : EvidencePoint::code_wrong, code);
  }

  // As the receiver would have examined it then.
  Result<Examined> examined_at(std::string_view timestamp) const {
    if (!parsed_) return parsed_.error();
    const Result<Instant> at = parse_timestamp(timestamp);
    return examine_submission(parsed_.value(), dossier_.submission, dossier_.policies,
                              at ? at.value() : Instant{});
  }

  // An examination ends at the first thing that is wrong; where that is says which check it fails.
  void request(const Result<Examined>& made) {
    if (made) {
      result_.sound = made->policy_known;
      say(EvidencePoint::request_whole);
      return say(made->policy_known ? EvidencePoint::consents_whole
                                    : EvidencePoint::consents_unread);
    }
    const std::string_view place = made.error().place;
    const EvidencePoint point = place.starts_with("/consents")  ? EvidencePoint::consents_broken
                                : place.starts_with("/policy/") ? EvidencePoint::policy_wrong
                                : place.starts_with("/verdict") ? EvidencePoint::shown_broken
                                                                : EvidencePoint::request_broken;
    say(point, {}, to_line(made.error()));
    policy_wrong_ = point == EvidencePoint::policy_wrong;
  }

  void policy() {
    const Json* origin = Reader::find(result_.submission, "policy");
    if (origin == nullptr || policy_wrong_) return;  // told already
    const std::string sha256 = text_at(*origin, "sha256");
    const std::string version = text_at(*origin, "version");
    if (has_receipt_ && text_at(receipt_, "policy_sha256") != sha256) {
      return say(EvidencePoint::policy_wrong, {}, "/policy_sha256: not that of the request");
    }
    say(dossier_.policies.by_digest.count(sha256) != 0 ? EvidencePoint::policy_here
                                                       : EvidencePoint::policy_elsewhere,
        version);
  }

  void verdicts(const Examined& made) {
    if (!made.policy_known) return say(EvidencePoint::verdict_unchecked);
    const std::string own = made.verdict.value_or(std::string());
    if (made.verdict) {
      say(made.claim_agrees ? EvidencePoint::shown_right : EvidencePoint::shown_wrong, own);
    }
    if (!has_receipt_) return;
    const Result<Examined> received = examined_at(text_at(receipt_, "received_at"));
    const std::string then = received ? received->verdict.value_or(std::string()) : std::string();
    const bool same = received && then == text_at(receipt_, "verdict");
    if (!same) {
      say(EvidencePoint::received_wrong, then, received ? "" : to_line(received.error()));
    } else if (!then.empty()) {
      say(EvidencePoint::received_right, then);
    }
    if (received && !received->times_plausible) say(EvidencePoint::times_odd);
  }

  const Dossier& dossier_;
  const Json& receipt_;
  Result<Json> parsed_;
  bool has_receipt_ = false;
  bool policy_wrong_ = false;
  Verification result_;
};

}  // namespace

std::variant<Dossier, FileFault> gather_dossier(const std::vector<std::string_view>& files) {
  Gatherer gatherer;
  for (std::size_t i = 0; i < files.size(); ++i) gatherer.take(i, files[i]);
  return std::move(gatherer).result();
}

Holds holds(EvidencePoint point) {
  switch (point) {
    case EvidencePoint::request_broken:
    case EvidencePoint::receipt_broken:
    case EvidencePoint::signature_wrong:
    case EvidencePoint::signature_broken:
    case EvidencePoint::bytes_differ:
    case EvidencePoint::ids_differ:
    case EvidencePoint::code_wrong:
    case EvidencePoint::policy_wrong:
    case EvidencePoint::consents_broken:
    case EvidencePoint::shown_wrong:
    case EvidencePoint::shown_broken:
    case EvidencePoint::received_wrong:
      return Holds::no;
    case EvidencePoint::receipt_missing:
    case EvidencePoint::signature_missing:
    case EvidencePoint::signature_unchecked:
    case EvidencePoint::policy_elsewhere:
    case EvidencePoint::consents_unread:
    case EvidencePoint::verdict_unchecked:
    case EvidencePoint::times_odd:
      return Holds::open;
    default:
      return Holds::yes;
  }
}

std::string_view name_of(EvidencePoint point) {
  static constexpr std::string_view names[] = {
      "request_whole",     "request_broken",      "receipt_whole",   "receipt_broken",
      "receipt_missing",   "signature_right",     "signature_wrong", "signature_broken",
      "signature_missing", "signature_unchecked", "bytes_same",      "bytes_differ",
      "ids_same",          "ids_differ",          "code_right",      "code_wrong",
      "policy_here",       "policy_elsewhere",    "policy_wrong",    "consents_whole",
      "consents_unread",   "consents_broken",     "shown_right",     "shown_wrong",
      "shown_broken",      "received_right",      "received_wrong",  "verdict_unchecked",
      "times_odd"};
  return names[static_cast<std::size_t>(point)];
}

Holds Verification::result() const {
  Holds worst = Holds::yes;
  for (const EvidenceCheck& check : checks) {
    const Holds each = holds(check.point);
    if (each == Holds::no) return each;
    if (each == Holds::open) worst = each;
  }
  return worst;
}

Verification verify_dossier(const Dossier& dossier) {
  return Verifier(dossier).verify();
}

}  // namespace precall
