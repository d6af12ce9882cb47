// Puts all findings about a policy together, and the author's acceptances to them.
#include "rules/findings.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "rules/rule_findings.hpp"

namespace precall {
namespace {

struct Kind {
  std::string_view name;
  Severity severity;
};

constexpr Kind kinds[] = {
    {"never_fires", Severity::error},        {"always_fires", Severity::error},
    {"never_eligible", Severity::error},     {"text_missing", Severity::error},
    {"same_condition", Severity::warning},   {"masked", Severity::warning},
    {"cannot_matter", Severity::warning},    {"clause_not_encoded", Severity::warning},
    {"stale_acceptance", Severity::warning}, {"no_remedy", Severity::information}};

const Kind& kind_of(FindingKind kind) {
  return kinds[static_cast<std::size_t>(kind)];
}

// A text is an object with words in Vietnamese, wherever it stands in the document.
void find_missing_texts(const Json& value, const Place& place, const Policy& policy,
                        std::vector<Finding>& findings) {
  if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      find_missing_texts(value[i], child(place, i), policy, findings);
    }
  }
  if (!value.is_object()) return;
  const Json* words = Reader::find(value, name_of(Language::vi));
  if (words == nullptr || !words->is_string()) {
    for (const auto& item : value.items()) {
      find_missing_texts(item.value(), child(place, item.key()), policy, findings);
    }
    return;
  }
  for (const Language language : policy.languages) {
    const Json* present = Reader::find(value, name_of(language));
    if (present != nullptr && !is_string(*present, "")) continue;
    const std::string pointer = place.text();
    const std::string name(name_of(language));
    findings.push_back({FindingKind::text_missing,
                        pointer,
                        {name, pointer},
                        "the text " + canonical(*words) + " has no words in \"" + name + "\"",
                        {},
                        {}});
  }
}

void find_clauses_not_encoded(const Policy& policy, std::vector<Finding>& findings) {
  Flags encoded(policy.clauses.size());
  const auto encode = [&](const std::vector<std::size_t>& clauses) {
    for (const std::size_t clause : clauses) encoded[clause] = 1;
  };
  encode({policy.notice, policy.contact});
  for (const Question& question : policy.questions) encode(question.clauses);
  for (const Rule& rule : policy.rules) {
    encode({rule.clause});
    encode(rule.quotes);
  }
  for (std::size_t c = 0; c < encoded.size(); ++c) {
    if (encoded[c] != 0) continue;
    const std::string& id = policy.clauses[c].id;
    findings.push_back({FindingKind::clause_not_encoded,
                        child("/clauses", c).text(),
                        {id},
                        "clause \"" + id + "\" is encoded by no rule, question or notice",
                        {},
                        {}});
  }
}

void accept_findings(const Policy& policy, std::vector<Finding>& findings) {
  const std::size_t found = findings.size();
  for (std::size_t a = 0; a < policy.accepted_findings.size(); ++a) {
    const AcceptedFinding& accepted = policy.accepted_findings[a];
    bool matched = false;
    for (std::size_t f = 0; f < found; ++f) {
      if (name_of(findings[f]) != accepted.finding) continue;
      findings[f].accepted = accepted.reason;
      matched = true;
    }
    if (matched) continue;
    findings.push_back({FindingKind::stale_acceptance,
                        child("/accepted_findings", a).text(),
                        {accepted.finding},
                        "the accepted finding \"" + accepted.finding + "\" is not found any more",
                        {},
                        {}});
  }
}

}  // namespace

std::string_view name_of(FindingKind kind) {
  return kind_of(kind).name;
}

Severity severity_of(FindingKind kind) {
  return kind_of(kind).severity;
}

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::information:
      break;
  }
  return "information";
}

std::string name_of(const Finding& finding) {
  std::string name(name_of(finding.kind));
  for (const std::string& id : finding.about) name += ":" + id;
  return name;
}

bool is_refused(const Finding& finding) {
  return severity_of(finding.kind) == Severity::error && finding.accepted.empty();
}

bool is_refused(const Proof& proof) {
  return std::any_of(proof.findings.begin(), proof.findings.end(),
                     [](const Finding& finding) { return is_refused(finding); });
}

Result<Proof> prove(const CompiledPolicy& compiled, std::string_view text, Day today) {
  const Result<Json> document = parse_json(text, limits::policy_bytes_max);
  if (!document) return document.error();
  Result<RuleProof> rules = prove_rules(compiled, today);
  if (!rules) return rules.error();
  RuleProof proved = std::move(rules).value();
  std::vector<Finding>& findings = proved.findings;
  find_missing_texts(document.value(), "", compiled.policy, findings);
  find_clauses_not_encoded(compiled.policy, findings);
  accept_findings(compiled.policy, findings);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.kind < b.kind; });
  return Proof{today, std::move(findings), std::move(proved.witnesses)};
}

}  // namespace precall
