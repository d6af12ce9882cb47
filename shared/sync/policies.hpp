// The policies that the uploader judges by: the one in force, and older ones by their digest.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "submission/submission.hpp"

namespace precall::sync {

// Reads, checks and compiles the policies, the first as the current one. That one is proved for the
// day of `now`, and an error in it that its author has not accepted is an Error. Older ones are
// kept for what was made under them, right or wrong.
Result<PolicyBook> load_policies(const std::vector<std::string>& paths, Instant now);

}  // namespace precall::sync
