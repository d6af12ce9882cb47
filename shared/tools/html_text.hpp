// The text of an HTML page, as people see it: the only user of libxml2.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace precall::tool {

// Whether the text begins like HTML rather than with words.
bool looks_like_html(std::string_view text);

// The visible text, a line for each block or line break. Entries of lists begin with their number
// or a bullet. `html` is UTF-8; like a browser this takes any text, however broken, unless it nests
// deeper than limits::html_depth_max. Linear in its size times that depth.
Result<std::string> html_to_text(std::string_view html);

}  // namespace precall::tool
