// E-mail addresses.
#pragma once

#include <string_view>

#include "form/normalize.hpp"

namespace precall {

// A valid e-mail address as HTML defines it for <input type=email>, trimmed, or an issue.
// (HTML Living Standard, 4.10.5.1.5.)
Checked<std::string> normalize_email(std::string_view raw);

}  // namespace precall
