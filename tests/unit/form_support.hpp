// What tests of form fields share.
#pragma once

#include <string>

#include "form/normalize.hpp"

namespace precall::test {

// The normalized value, or "issue" if there is none.
inline std::string value_of(const Checked<std::string>& checked) {
  const auto* value = std::get_if<std::string>(&checked);
  return value == nullptr ? "issue" : *value;
}

// The issue; a value is reported as an issue that no field has.
inline Issue issue_of(const Checked<std::string>& checked) {
  const auto* issue = std::get_if<Issue>(&checked);
  return issue == nullptr ? Issue{IssueCode::number_range, "no issue", std::get<0>(checked)}
                          : *issue;
}

}  // namespace precall::test
