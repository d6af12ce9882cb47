// The author's module: proves a policy where the site is built. Customers never download it.
#include "edge.hpp"
#include "rules/certificate.hpp"

using namespace precall;

extern "C" {

// The certificate of the policy for the day of `now`, or {error: …} if it cannot be used.
const char* precall_policy_check(const char* policy_text, const char* now) {
  const Result<CompiledPolicy> compiled = load_policy(policy_text);
  if (!compiled) return reply(compiled.error());
  const Result<Instant> instant = parse_timestamp(now);
  if (!instant) return reply(instant.error());
  const Day today = day_at(instant.value(), compiled->policy.utc_offset_minutes);
  const Result<Proof> proof = prove(compiled.value(), policy_text, today);
  if (!proof) return reply(proof.error());
  return reply_text(certificate(compiled->policy, proof.value()));
}

}  // extern "C"
