// `precall policy check`: what is proved about a policy, for its author.
#include <fstream>
#include <iostream>
#include <memory>

#include "base/limits.hpp"
#include "rules/certificate.hpp"
#include "tools/command.hpp"

namespace precall::tool {
namespace {

struct PolicyCheckOptions {
  std::string policy;
  std::optional<std::string> now;
  bool json = false;
  std::string certificate;
};

constexpr const char* description =
    "Prove a policy: that every rule can fire and none always does, that someone is eligible, "
    "that\n"
    "no rule repeats or hides another, that every question can matter, that every clause is "
    "encoded\n"
    "and every text there in each language. Rules that some customers cannot clear are listed.\n"
    "A finding names its place and shows answers on which `precall check` prints the same. "
    "Findings\n"
    "that stand in the policy's accepted_findings, with a reason, are accepted.\n"
    "Exit codes: 0 done, 1 an error is not accepted, 2 unusable input.";

void print_words(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  std::cout << text << " ";
}

void print_witness(const Policy& policy, const Witness& witness) {
  std::cout << "    " << canonical(witness_answers(policy, witness)) << "\n      "
            << name_of(witness.verdict);
  for (const std::size_t r : witness.reasons) std::cout << " " << policy.rules[r].id;
  std::cout << "\n";
}

void print_finding(const Policy& policy, const Finding& finding) {
  print_words(std::string(name_of(severity_of(finding.kind))), 11);
  print_words(std::string(name_of(finding.kind)), 18);
  std::cout << finding.message << "\n    at " << finding.pointer << "\n";
  if (!finding.accepted.empty()) std::cout << "    accepted: " << finding.accepted << "\n";
  for (const Witness& witness : finding.witnesses) print_witness(policy, witness);
}

// What was found, and how to see a witness for oneself.
void print_report(const std::string& file, const Policy& policy, const Proof& proof, Instant now) {
  bool witnessed = false;
  for (const Finding& finding : proof.findings) {
    print_finding(policy, finding);
    witnessed = witnessed || !finding.witnesses.empty();
  }
  if (witnessed) {
    std::cout << "The answers above give the verdict and the reasons below them to precall check "
                 "--policy "
              << file << " --answers - --now " << timestamp_at(now, policy.utc_offset_minutes)
              << "\n";
  }
  std::size_t reachable = 0;
  for (const auto& witness : proof.witnesses) reachable += witness ? 1 : 0;
  const FindingCounts counts = count_findings(proof);
  std::cout << "policy " << policy.id << " " << policy.version << " on " << iso_date(proof.today)
            << ": " << reachable << " of " << policy.rules.size()
            << " rules can fire; errors: " << counts.errors << ", warnings: " << counts.warnings
            << ", information: " << counts.information << ", accepted: " << counts.accepted << "\n";
}

int policy_check(const PolicyCheckOptions& options) {
  const Result<std::string> text = read_all(options.policy, limits::policy_bytes_max);
  if (!text) return unusable(text.error());
  const Result<CompiledPolicy> compiled = load_policy(text.value());
  if (!compiled) return unusable(within(options.policy, compiled.error()));
  const Result<Instant> now = moment(options.now);
  if (!now) return unusable(now.error());
  const Day today = day_at(now.value(), compiled->policy.utc_offset_minutes);
  const Result<Proof> proof = prove(compiled.value(), text.value(), today);
  if (!proof) return unusable(within(options.policy, proof.error()));

  const std::string written = certificate(compiled->policy, proof.value()) + "\n";
  if (!options.certificate.empty()) {
    std::ofstream file(options.certificate, std::ios::binary);
    if (!(file << written << std::flush)) {
      return unusable({options.certificate, "cannot be written", "check the path and its rights"});
    }
  }
  if (options.json) {
    std::cout << written;
  } else {
    print_report(options.policy, compiled->policy, proof.value(), now.value());
  }
  return is_refused(proof.value()) ? exit_failed : exit_done;
}

}  // namespace

void add_policy_check(CLI::App& parent, int& status) {
  const auto options = std::make_shared<PolicyCheckOptions>();
  CLI::App* command = parent.add_subcommand("check", description);
  command->add_option("policy", options->policy, "policy file, or - for standard input")
      ->required();
  command->add_option("--now", options->now,
                      "RFC 3339 time with offset, for which it is proved; default: this moment");
  command->add_flag("--json", options->json,
                    "one JSON object, with a witness for every rule, instead of a table");
  command->add_option("--certificate", options->certificate,
                      "file to write the same JSON object to; nobody has to trust it");
  command->callback([options, &status] { status = policy_check(*options); });
}

}  // namespace precall::tool
