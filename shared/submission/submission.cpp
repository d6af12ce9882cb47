// Checks a submission against its policy: nothing in it is believed that can be checked.
#include "submission/submission.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "form/normalize.hpp"
#include "form/text.hpp"
#include "policy/part_reader.hpp"
#include "rules/report.hpp"
#include "rules/trust.hpp"
#include "submission/consent.hpp"
#include "submission/freeze.hpp"

namespace precall {
namespace {

// Where the policy is not known, the ids that every policy of this format uses are all that may be
// in a submission: the two consents, and the fields of the two forms.
constexpr std::string_view contact_consent = "contact_consent";
constexpr std::string_view storage_consents[] = {"data_storage_consent", "storage_consent"};
constexpr std::string_view common_fields[] = {
    "name", "phone", "email", "website", "contract_number", "admin_username", "topic", "message"};

// Clocks of devices are a little off; more than this is said to staff.
constexpr std::int64_t clock_slack_seconds = 600;

class Examiner {
 public:
  Examiner(const Json& root, const PolicyBook& policies, Instant now, std::optional<Error>& failure)
      : root_(root), policies_(policies), now_(now), read_(failure) {}

  Examined examine() {
    read_.object(root_, "",
                 "format id nonce form language created_at client policy answers verdict fields "
                 "consents");
    if (read_.string(root_, "", "format") != "precall.submission/1") {
      read_.fail("/format", "not a submission of this version", "send \"precall.submission/1\"");
    }
    examine_head();
    examine_shape();
    if (read_.failed()) return {};
    examine_times();
    const auto known = policies_.by_digest.find(result_.policy_sha256);
    result_.policy_known = known != policies_.by_digest.end();
    if (result_.policy_known) {
      examine_against(known->second);
    } else {
      examine_without_policy();
    }
    return std::move(result_);
  }

 private:
  void examine_head() {
    result_.id = read_.string(root_, "", "id");
    if (!is_uuid(result_.id)) read_.fail("/id", "not a UUID in lower case", "make a new id");
    if (!is_nonce(read_.string(root_, "", "nonce"))) {
      read_.fail("/nonce", "not 32 hexadecimal digits in lower case", "make a new nonce");
    }
    result_.form = read_.string(root_, "", "form");
    if (!parse_language(read_.string(root_, "", "language"))) {
      read_.fail("/language", "not a language", "send vi or en");
    }
    timestamp(root_, "", "created_at");
    const Json& client = read_.member(root_, "", "client");
    if (read_.failed() || !read_.object(client, "/client", "name version")) return;
    line(client, "/client", "name");
    line(client, "/client", "version");
    const Json& policy = read_.member(root_, "", "policy");
    if (read_.failed() || !read_.object(policy, "/policy", "id version sha256")) return;
    line(policy, "/policy", "id");
    line(policy, "/policy", "version");
    result_.policy_sha256 = read_.string(policy, "/policy", "sha256");
    if (result_.policy_sha256.size() != 64 ||
        result_.policy_sha256.find_first_not_of("0123456789abcdef") != std::string::npos) {
      read_.fail("/policy/sha256", "not a SHA-256 digest", "send 64 hexadecimal digits");
    }
  }

  // What holds under any policy: flat answers and fields, consents whose digests match.
  void examine_shape() {
    for (const auto& item : members("answers", limits::questions_max)) {
      if (item.value().is_structured() || item.value().is_null()) {
        read_.fail(child("/answers", item.key()), "not an answer", "send a plain value");
      }
    }
    for (const auto& item : members("fields", limits::fields_max)) {
      if (!item.value().is_string()) {
        read_.fail(child("/fields", item.key()), "not a string", "send text");
      }
    }
    const auto verdict = root_.find("verdict");
    if (verdict == root_.end() || (!verdict->is_null() && !verdict->is_object())) {
      read_.fail("/verdict", "not an object or null", "send the verdict shown");
    } else if (verdict->is_object()) {
      examine_claim(*verdict);
    }
    const Json& consents =
        read_.array(root_, "", "consents", limits::fields_max + limits::questions_max);
    for (std::size_t i = 0; i < consents.size() && !read_.failed(); ++i) {
      examine_consent(consents[i], child("/consents", i));
    }
  }

  // The verdict shown on the device is a claim, but nothing else may travel in its place.
  void examine_claim(const Json& claim) {
    if (!read_.object(claim, "/verdict", "verdict settled reasons unknown valid_until follow_up")) {
      return;
    }
    if (!parse_verdict(read_.string(claim, "/verdict", "verdict"))) {
      read_.fail("/verdict/verdict", "not a verdict", "send the verdict shown");
    }
    if (!read_.member(claim, "/verdict", "settled").is_boolean()) {
      read_.fail("/verdict/settled", "not true or false", "send true or false");
    }
    claimed_ids(claim, "reasons", limits::rules_max);
    claimed_ids(claim, "unknown", limits::questions_max);
    claimed_ids(claim, "follow_up", limits::rules_max);
    const std::string until = read_.optional_string(claim, "/verdict", "valid_until");
    if (Reader::find(claim, "valid_until") != nullptr && !parse_iso_date(until)) {
      read_.fail("/verdict/valid_until", "not a date", "send a date or null");
    }
  }

  void claimed_ids(const Json& claim, std::string_view key, std::size_t size_max) {
    const Json& ids = read_.array(claim, "/verdict", key, size_max);
    const Place place = child("/verdict", key);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (!ids[i].is_string()) read_.fail(child(place, i), "not a string", "send an id");
    }
  }

  void examine_consent(const Json& consent, const Place& place) {
    if (!read_.object(consent, place, "id language at text text_sha256")) return;
    const std::string id = read_.string(consent, place, "id");
    timestamp(consent, place, "at");
    if (!parse_language(read_.string(consent, place, "language"))) {
      read_.fail(child(place, "language"), "not a language", "send vi or en");
    }
    const std::string text = read_.string(consent, place, "text");
    if (text.empty() || sha256_hex(text) != read_.string(consent, place, "text_sha256")) {
      read_.fail(child(place, "text_sha256"), "not the digest of the text",
                 "send the text that was shown and its SHA-256");
    }
    if (has_consent(id)) read_.fail(child(place, "id"), "stands twice", "send each consent once");
    consents_.push_back(id);
  }

  bool has_consent(std::string_view id) const {
    return std::find(consents_.begin(), consents_.end(), id) != consents_.end();
  }

  // Under an unknown policy nothing can be compared, so that less is let in and nothing agrees.
  void examine_without_policy() {
    result_.claim_agrees = false;
    // It goes into logs, where nothing may stand that somebody wrote.
    if (!is_id(result_.form)) {
      read_.fail("/form", "not the id of a form", "send the id of a form");
    }
    const bool storage =
        std::any_of(std::begin(storage_consents), std::end(storage_consents), [&](auto id) {
          const Json* answer = Reader::find(root_["answers"], id);
          return has_consent(id) && (answer == nullptr || *answer == true);
        });
    if (!storage || !has_consent(contact_consent)) refuse_without_consent("");
    for (const auto& item : root_["fields"].items()) {
      const bool known = std::find(std::begin(common_fields), std::end(common_fields),
                                   item.key()) != std::end(common_fields);
      const std::string& value = item.value().get_ref<const std::string&>();
      const auto normalized = normalize_field(FieldKind::text, value);
      const auto* text = std::get_if<std::string>(&normalized);
      if (!known || text == nullptr || *text != value || value.empty()) {
        read_.fail(child("/fields", item.key()), "not a field of any form, or not normalized",
                   "send the fields of the form under the policy in force");
      }
    }
  }

  // Times are the device's. They are kept as evidence of what it said, and what cannot be is told.
  void examine_times() {
    const auto seconds = [](const Json& object, const char* key) {
      return parse_timestamp(object[key].get_ref<const std::string&>()).value().seconds;
    };
    const std::int64_t created = seconds(root_, "created_at");
    result_.times_plausible = created <= now_.seconds + clock_slack_seconds;
    for (const Json& consent : root_["consents"]) {
      if (seconds(consent, "at") > created + clock_slack_seconds) result_.times_plausible = false;
    }
  }

  void refuse_without_consent(std::string_view id) {
    read_.fail("/consents",
               "the consent " + std::string(id.empty() ? "to store or to be contacted" : id) +
                   " is missing",
               "nothing may be sent without it: ask for it, or offer the hotline");
  }

  void examine_against(const CompiledPolicy& compiled) {
    const Policy& policy = compiled.policy;
    for (const auto& [key, own] : {std::pair("id", &policy.id), {"version", &policy.version}}) {
      if (!is_string(root_["policy"][key], *own)) {
        read_.fail(child("/policy", key), "not that of the policy with this digest",
                   "send the policy's own id, version and digest");
      }
    }
    const bool support = result_.form == policy.support.id;
    if (!support && result_.form != policy.consultation.id) {
      return read_.fail("/form", "no form of the policy has this id", "send the id of a form");
    }
    const Form& form = support ? policy.support : policy.consultation;
    examine_fields(form);
    const Result<Answers> answers = parse_answers(root_["answers"], "/answers", policy);
    if (!answers)
      return read_.fail(std::string_view(answers.error().place), answers.error().problem,
                        answers.error().remedy);
    if (support != root_["verdict"].is_object()) {
      read_.fail("/verdict", "does not belong to this form",
                 "send the verdict with a support request, and null otherwise");
    }
    if (!support && !root_["answers"].empty()) {
      return read_.fail("/answers", "this form carries no answers", "send an empty object");
    }
    examine_consents(compiled, form, answers.value());
    if (read_.failed() || !support) return;
    const Day today = day_at(now_, policy.utc_offset_minutes);
    refuse_unasked(compiled, answers.value(), today);
    const Evaluation own = evaluate(compiled, answers.value(), today);
    result_.own = verdict_summary(policy, own);
    result_.verdict = std::string(name_of(own.verdict));
    result_.claim_agrees = root_["verdict"] == result_.own;
    const Result<Trust> trust = find_trust(compiled, answers.value(), today);
    if (trust) result_.verify = ids_to_verify(policy, trust.value());
    evaluate_by_current();
  }

  // Only what was asked may be sent: an answer left from a changed mind stays on the device.
  void refuse_unasked(const CompiledPolicy& compiled, const Answers& answers, Day today) {
    const auto& questions = compiled.policy.questions;
    const Flags asked = asked_questions(compiled, answers, today);
    for (std::size_t q = 0; q < questions.size(); ++q) {
      if (asked[q] == 0 && root_["answers"].contains(questions[q].id)) {
        read_.fail(child("/answers", questions[q].id), "does not matter with the answers before it",
                   "send only what was asked");
      }
    }
  }

  // By the policy in force now. Its questions may differ, so that not every answer still fits.
  void evaluate_by_current() {
    if (result_.policy_sha256 == policies_.current) {
      result_.current = result_.own;
      return;
    }
    const auto current = policies_.by_digest.find(policies_.current);
    if (current == policies_.by_digest.end()) return;
    const Policy& policy = current->second.policy;
    Json fitting = Json::object();
    for (const auto& item : root_["answers"].items()) {
      const Json one = Json::object({{item.key(), item.value()}});
      if (parse_answers(one, "", policy)) fitting[item.key()] = item.value();
    }
    const Result<Answers> answers = parse_answers(fitting, "/answers", policy);
    if (!answers) return;
    const Day today = day_at(now_, policy.utc_offset_minutes);
    result_.current = verdict_summary(policy, evaluate(current->second, answers.value(), today));
  }

  void examine_fields(const Form& form) {
    for (const auto& item : root_["fields"].items()) {
      const Place place = child("/fields", item.key());
      const Field* field = find_field(form, item.key());
      if (field == nullptr || field->kind == FieldKind::consent) {
        return read_.fail(place, "unknown field", "send the fields of the form");
      }
      const std::string& value = item.value().get_ref<const std::string&>();
      const auto normalized = normalize_field(field->kind, value);
      const auto* text = std::get_if<std::string>(&normalized);
      if (text == nullptr || *text != value || value.empty()) {
        return read_.fail(place, "not a normalized value of this field",
                          "send it as the form normalizes it, and leave it out if it is empty");
      }
    }
    for (const Field& field : form.fields) {
      if (field.required && field.kind != FieldKind::consent &&
          !root_["fields"].contains(field.id)) {
        return read_.fail(child("/fields", field.id), "missing", "fill in this field");
      }
    }
  }

  // Every consent given is listed with the very words of the policy, and none else is.
  void examine_consents(const CompiledPolicy& compiled, const Form& form, const Answers& answers) {
    const Policy& policy = compiled.policy;
    const Json& consents = root_["consents"];
    for (std::size_t i = 0; i < consents.size(); ++i) {
      const Place place = child("/consents", i);
      const std::string id = consents[i]["id"];
      const auto language = parse_language(consents[i]["language"].get_ref<const std::string&>());
      const std::string text = consent_text(policy, form, id, *language);
      const auto question = find_question(policy, id);
      if (text.empty() || (question && answers[*question] != 1)) {
        return read_.fail(child(place, "id"), "not a consent that was given",
                          "list the consents of this form and its answers");
      }
      if (!is_string(consents[i]["text"], text)) {
        return read_.fail(child(place, "text"), "not the words of the policy",
                          "send the text that was shown");
      }
    }
    for (std::size_t q = 0; q < policy.questions.size(); ++q) {
      const Question& question = policy.questions[q];
      if (question.consent && answers[q] == 1 && !has_consent(question.id)) {
        return read_.fail("/consents", "the evidence for " + question.id + " is missing",
                          "list every consent given");
      }
    }
    for (const std::string& id : form.required_consents) {
      if (!has_consent(id)) refuse_without_consent(id);
    }
  }

  void timestamp(const Json& object, const Place& place, std::string_view key) {
    const Result<Instant> instant = parse_timestamp(read_.string(object, place, key));
    if (!instant) read_.fail(child(place, key), instant.error().problem, instant.error().remedy);
  }

  void line(const Json& object, const Place& place, std::string_view key) {
    const std::string text = read_.string(object, place, key);
    const auto normalized = normalize_line(text);
    const auto* line = std::get_if<std::string>(&normalized);
    if (text.empty() || line == nullptr || *line != text) {
      read_.fail(child(place, key), "empty, too long, or not one line",
                 "send 1 to " + std::to_string(limits::line_characters_max) + " characters");
    }
  }

  nlohmann::detail::iteration_proxy<Json::const_iterator> members(std::string_view key,
                                                                  std::size_t size_max) {
    const Json& object = read_.member(root_, "", key);
    const Place place = child("", key);
    if (!read_.failed() && !object.is_object()) read_.fail(place, "not an object", "send one");
    if (object.size() > size_max) {
      read_.fail(place, "more than " + std::to_string(size_max) + " members", "send fewer");
    }
    return object.is_object() ? object.items() : none_.items();
  }

  const Json& root_;
  const PolicyBook& policies_;
  Instant now_;
  Reader read_;
  Examined result_;
  std::vector<std::string> consents_;
  const Json none_;
};

}  // namespace

Result<Examined> examine_submission(const Json& submission, std::string_view bytes,
                                    const PolicyBook& policies, Instant now) {
  if (canonical(submission) != bytes) {
    return Error{"", "not in canonical form", "send the bytes as RFC 8785 writes them"};
  }
  std::optional<Error> failure;
  Examined examined = Examiner(submission, policies, now, failure).examine();
  if (failure) return *failure;
  return examined;
}

std::string receipt_code(std::string_view id) {
  static constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const Sha256 digest = sha256(id);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 7; ++i) bits = bits << 8 | digest[i];
  bits >>= 6;  // 56 bits, of which the first 50 count
  std::string code;
  for (int digit = 9; digit >= 0; --digit) {
    code += digits[bits >> (5 * digit) & 31];
    if (digit == 6 || digit == 2) code += '-';
  }
  return code;
}

}  // namespace precall
