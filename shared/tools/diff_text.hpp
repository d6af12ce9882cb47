// The report of `precall policy diff` as text for a manager.
#pragma once

#include <string>

#include "base/json.hpp"

namespace precall::tool {

// `report` is what diff_report returns, with the impact on answers as "answers" if it was counted.
std::string diff_text(const Json& report);

}  // namespace precall::tool
