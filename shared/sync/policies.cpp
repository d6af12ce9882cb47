// Reads policies and proves the one in force.
#include "sync/policies.hpp"

#include <algorithm>
#include <optional>

#include "base/limits.hpp"
#include "rules/findings.hpp"
#include "sync/files.hpp"

namespace precall::sync {
namespace {

// Nobody's word is taken for it, not even a certificate's: the policy in force is proved here.
std::optional<Error> refusal(const CompiledPolicy& compiled, std::string_view text, Instant now) {
  const Day today = day_at(now, compiled.policy.utc_offset_minutes);
  const auto proof = prove(compiled, text, today);
  if (!proof) return proof.error();
  const auto& findings = proof->findings;
  const auto refused = [](const Finding& finding) { return is_refused(finding); };
  const auto first = std::find_if(findings.begin(), findings.end(), refused);
  if (first == findings.end()) return std::nullopt;
  const auto more = std::count_if(first, findings.end(), refused) - 1;
  return Error{first->pointer,
               first->message + (more == 0 ? "" : " (and " + std::to_string(more) + " more)"),
               "see precall policy check; correct the policy, or accept " + name_of(*first) +
                   " in it with a reason"};
}

}  // namespace

Result<PolicyBook> load_policies(const std::vector<std::string>& paths, Instant now) {
  PolicyBook book;
  for (const std::string& path : paths) {
    const auto text = read_file(path, limits::policy_bytes_max);
    if (!text) return text.error();
    auto policy = load_policy(text.value());
    if (!policy) return in_file(path, policy.error());
    const std::string digest = policy->policy.sha256;
    if (book.current.empty()) {
      book.current = digest;
      const auto error = refusal(policy.value(), text.value(), now);
      if (error) return in_file(path, *error);
    }
    book.by_digest.insert_or_assign(digest, std::move(policy).value());
  }
  return book;
}

}  // namespace precall::sync
