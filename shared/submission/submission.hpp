// The submission: what the browser freezes and posts, and what the receiver checks again.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/json.hpp"
#include "rules/compiled_policy.hpp"

namespace precall {

// Policies by digest. Submissions outlive versions, so old ones are kept beside the current one.
struct PolicyBook {
  std::map<std::string, CompiledPolicy> by_digest;
  std::string current;  // digest
};

// What a submission turned out to be. The client's verdict, time and policy are claims; `own` and
// `current` are evaluated here: {verdict, settled, reasons, unknown, valid_until, follow_up}, or
// null where there is nothing to evaluate (a consultation, an unknown policy). `verify` are the ids
// of the answers to check before the verdict of `own` is certain; null where there is none, or
// where finding the fewest would take too long.
struct Examined {
  std::string id;
  std::string form;
  std::string policy_sha256;
  bool policy_known = false;
  bool claim_agrees = true;            // the verdict claimed is `own`, part by part
  bool times_plausible = true;         // nothing was done after it was sent, nor sent in the future
  std::optional<std::string> verdict;  // of `own`, for the receipt
  Json own;
  Json current;
  Json verify;
};

// Checks a submission that parse_json accepted. `bytes` are the text it was parsed from, which has
// to be its canonical form. An Error names the place as a JSON Pointer: the receiver answers 422.
// A submission under an unknown policy passes if its shape and its two consents are right.
Result<Examined> examine_submission(const Json& submission, std::string_view bytes,
                                    const PolicyBook& policies, Instant now);

// The short code that people read to each other: the first 50 bits of SHA-256(id) in Crockford
// base32, grouped 4-4-2.
std::string receipt_code(std::string_view id);

}  // namespace precall
