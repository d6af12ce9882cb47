// Loads the page once, and edits it.
#include "drift_support.hpp"

#include <doctest/doctest.h>

namespace precall::test {

const std::string& page() {
  static const std::string text =
      read_if_there("tests/unit/fixtures/conditions_page.txt").value_or(std::string());
  REQUIRE_FALSE(text.empty());
  return text;
}

const Policy& policy() {
  static const CompiledPolicy titled =
      compiled(with(company_json(), "/page", json_of(R"({"title":{"vi":")" + title + R"("}})")));
  return titled.policy;
}

const Policy& untitled() {
  static const CompiledPolicy plain = [] {
    Json json = company_json();
    json.erase("page");
    return compiled(json);
  }();
  return plain.policy;
}

Drift drift_of(const std::string& text, const Policy& of) {
  Result<Drift> drift = find_drift(of, text);
  REQUIRE_MESSAGE(drift, line_of(drift));
  return std::move(drift).value();
}

std::string edited(const std::string& from, const std::string& to, std::string text) {
  const std::size_t at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  REQUIRE_MESSAGE(text.find(from, at + 1) == std::string::npos, from);
  return text.replace(at, from.size(), to);
}

}  // namespace precall::test
