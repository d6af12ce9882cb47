// Text with placeholders: "Ticket {{code}} of {{field.email|variable.fallback}}".
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace precall::sync {

// What placeholders stand for, by name.
using Values = std::map<std::string, std::string, std::less<>>;

class Template {
 public:
  // "{{NAME}}" or "{{NAME|NAME…}}", the first that is not empty; any other text stands for itself.
  // An Error has no place.
  static Result<Template> parse(std::string_view text);

  // Each placeholder is replaced once: what a value holds is text, whatever it looks like. A name
  // without a value is empty.
  std::string expand(const Values& values) const;
  // The same for a URL: values are percent-encoded, but for one at the very start, which is the
  // address that everything else is under.
  std::string expand_url(const Values& values) const;

  std::vector<std::string> names() const;
  // How it starts: with a placeholder of one name, or with text; "" if with the other.
  std::string leading_name() const;
  std::string literal_start() const;

 private:
  struct Part {
    std::string literal;
    std::vector<std::string> names;  // empty for a literal
  };
  std::vector<Part> parts_;
};

// Every byte but letters, digits and "-._~" as %XX (RFC 3986).
std::string percent_encoded(std::string_view text);

}  // namespace precall::sync
