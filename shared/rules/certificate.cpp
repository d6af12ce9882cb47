// Certificates as JSON.
#include "rules/certificate.hpp"

#include <algorithm>
#include <numeric>

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

Json policy_json(const Policy& policy) {
  Json json = Json::object();
  set_text(json, "id", policy.id);
  set_text(json, "version", policy.version);
  set_text(json, "sha256", policy.sha256);
  return json;
}

void append_findings(std::string& text, const Policy& policy, const Proof& proof) {
  const char* before = "[";
  for (const Finding& finding : proof.findings) {
    text += before + canonical(finding_json(policy, finding));
    before = ",";
  }
  text += proof.findings.empty() ? "[]" : "]";
}

// An object by the ids of the rules, which stand in its canonical order.
void append_witnesses(std::string& text, const Policy& policy, const Proof& proof) {
  std::vector<std::size_t> rules(policy.rules.size());
  std::iota(rules.begin(), rules.end(), std::size_t{0});
  std::sort(rules.begin(), rules.end(),
            [&](std::size_t a, std::size_t b) { return policy.rules[a].id < policy.rules[b].id; });
  const char* before = "{";
  for (const std::size_t r : rules) {
    const auto& witness = proof.witnesses[r];
    text += before + canonical(policy.rules[r].id) + ":";
    text += canonical(witness ? witness_json(policy, *witness) : Json());
    before = ",";
  }
  text += rules.empty() ? "{}" : "}";
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

// Written part by part, in canonical order: a large proof is never held as a tree.
std::string certificate(const Policy& policy, const Proof& proof) {
  std::string text = "{\"counts\":" + canonical(counts_json(count_findings(proof)));
  text += ",\"day\":" + canonical(iso_date(proof.today));
  text += ",\"engine\":" + canonical(engine) + ",\"findings\":";
  append_findings(text, policy, proof);
  text += ",\"format\":" + canonical(format);
  text += ",\"policy\":" + canonical(policy_json(policy));
  text += ",\"refused\":" + canonical(is_refused(proof)) + ",\"witnesses\":";
  append_witnesses(text, policy, proof);
  return text + "}";
}

}  // namespace precall
