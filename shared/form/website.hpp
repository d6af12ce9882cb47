// Website addresses, typed any way people type them.
#pragma once

#include <string_view>

#include "form/normalize.hpp"

namespace precall {

// The host in lower case with what was typed around it: the scheme if there was one (also misspelt
// like "http//" or "https:/"), a port, and a path without a lone "/". No scheme is made up. Names
// may hold any letters (IDNA is left to whoever opens the address).
Checked<std::string> normalize_website(std::string_view raw);

}  // namespace precall
