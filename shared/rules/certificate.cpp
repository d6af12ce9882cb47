// Certificates as JSON.
#include "rules/certificate.hpp"

namespace precall {
namespace {

constexpr std::string_view format = "precall.certificate/1";
constexpr std::string_view engine = PRECALL_VERSION;

Json witness_json(const Policy& policy, const Witness& witness) {
  Json json = Json::object();
  set_value(json, "answers", witness_answers(policy, witness));
  set_text(json, "verdict", name_of(witness.verdict));
  Json& reasons = set_value(json, "reasons", Json::array());
  for (const std::size_t r : witness.reasons) reasons.push_back(policy.rules[r].id);
  return json;
}

Json finding_json(const Policy& policy, const Finding& finding) {
  Json json = Json::object();
  set_text(json, "finding", name_of(finding));
  set_text(json, "kind", name_of(finding.kind));
  set_text(json, "severity", name_of(severity_of(finding.kind)));
  set_text(json, "pointer", finding.pointer);
  Json& about = set_value(json, "about", Json::array());
  for (const std::string& id : finding.about) about.push_back(id);
  set_text(json, "message", finding.message);
  set_value(json, "accepted", nullptr);
  if (!finding.accepted.empty()) set_text(json, "accepted", finding.accepted);
  Json& witnesses = set_value(json, "witnesses", Json::array());
  for (const Witness& witness : finding.witnesses) {
    witnesses.push_back(witness_json(policy, witness));
  }
  return json;
}

Json counts_json(const FindingCounts& counts) {
  Json json = Json::object();
  set_number(json, "error", static_cast<std::int64_t>(counts.errors));
  set_number(json, "warning", static_cast<std::int64_t>(counts.warnings));
  set_number(json, "information", static_cast<std::int64_t>(counts.information));
  set_number(json, "accepted", static_cast<std::int64_t>(counts.accepted));
  return json;
}

}  // namespace

FindingCounts count_findings(const Proof& proof) {
  FindingCounts counts;
  for (const Finding& finding : proof.findings) {
    if (!finding.accepted.empty()) {
      ++counts.accepted;
      continue;
    }
    switch (severity_of(finding.kind)) {
      case Severity::error:
        ++counts.errors;
        break;
      case Severity::warning:
        ++counts.warnings;
        break;
      case Severity::information:
        ++counts.information;
        break;
    }
  }
  return counts;
}

Json witness_answers(const Policy& policy, const Witness& witness) {
  Json answers = Json::object();
  for (std::size_t q = 0; q < policy.questions.size(); ++q) {
    const Question& question = policy.questions[q];
    set_value(answers, question.id, answer_to_json(question, *witness.answers[q]));
  }
  return answers;
}

Json certificate(const Policy& policy, const Proof& proof) {
  Json json = Json::object();
  set_text(json, "format", format);
  Json& proved = set_value(json, "policy", Json::object());
  set_text(proved, "id", policy.id);
  set_text(proved, "version", policy.version);
  set_text(proved, "sha256", policy.sha256);
  set_text(json, "engine", engine);
  set_text(json, "day", iso_date(proof.today));
  set_flag(json, "refused", is_refused(proof));
  set_value(json, "counts", counts_json(count_findings(proof)));
  Json& findings = set_value(json, "findings", Json::array());
  for (const Finding& finding : proof.findings) {
    findings.push_back(finding_json(policy, finding));
  }
  Json& witnesses = set_value(json, "witnesses", Json::object());
  for (std::size_t r = 0; r < policy.rules.size(); ++r) {
    const auto& witness = proof.witnesses[r];
    set_value(witnesses, policy.rules[r].id, witness ? witness_json(policy, *witness) : Json());
  }
  return json;
}

}  // namespace precall
