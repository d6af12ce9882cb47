// The receipt: what a customer holds as proof that their request was stored.
#pragma once

#include <optional>
#include <string>

#include "base/json.hpp"

namespace precall::sync {

struct Receipt {
  std::string id;
  std::string submission_sha256;
  std::string policy_sha256;           // as the submission names it
  std::optional<std::string> verdict;  // as evaluated here; absent where nothing could be
  std::string received_at;             // RFC 3339
};

// {"format":"precall.receipt/1","id","code","submission_sha256","policy_sha256","verdict",
// "received_at"}, to be signed.
Json to_json(const Receipt& receipt);

}  // namespace precall::sync
