// Secrets: read once at the start, from a file that others cannot read or from the environment,
// and never written anywhere.
#pragma once

#include <string>

#include "base/result.hpp"
#include "sync/config.hpp"

namespace precall::sync {

// One line, without its end. Errors name the file or the variable, and nothing that is in it.
Result<std::string> read_secret(const SecretSource& source);

}  // namespace precall::sync
