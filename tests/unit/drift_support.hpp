// The company's page, edits of it, and comparisons with the policy.
#pragma once

#include <string>
#include <vector>

#include "policy/drift.hpp"
#include "support.hpp"

namespace precall::test {

using Names = std::vector<std::string>;

inline const std::string title = "Các điều kiện và điều khoản hỗ trợ khách hàng";
inline const std::string hotline = "08.3974 3179";

// The company's own page.
const std::string& page();

// The company's policy, which names the page's heading, and without that.
const Policy& policy();
const Policy& untitled();

Drift drift_of(const std::string& text, const Policy& of = policy());

// The text with its only `from` replaced.
std::string edited(const std::string& from, const std::string& to, std::string text = page());

}  // namespace precall::test
