// HTML's grammar of an e-mail address, read by hand so that each part has an issue of its own.
#include "form/email.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "form/text.hpp"

namespace precall {
namespace {

constexpr std::size_t label_characters_max = 63;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_local(char c) {
  return is_alphanumeric(c) ||
         std::string_view(".!#$%&'*+/=?^_`{|}~-").find(c) != std::string_view::npos;
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= label_characters_max && label.front() != '-' &&
         label.back() != '-' && std::all_of(label.begin(), label.end(), [](char c) {
           return is_alphanumeric(c) || c == '-';
         });
}

bool is_domain(std::string_view domain) {
  while (true) {
    const std::size_t dot = domain.find('.');
    if (!is_label(domain.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace

Checked<std::string> normalize_email(std::string_view raw) {
  const std::string_view email = trim(raw);
  if (email.empty()) return std::string();
  if (email.find_first_of(" \t") != std::string_view::npos) {
    return Issue{IssueCode::email_space, {}, {}};
  }
  const std::size_t at = email.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == email.size() ||
      email.find('@', at + 1) != std::string_view::npos) {
    return Issue{IssueCode::email_at, {}, {}};
  }
  const std::string_view local = email.substr(0, at);
  const auto odd = std::find_if_not(local.begin(), local.end(), is_local);
  if (odd != local.end()) {
    const auto position = static_cast<std::size_t>(odd - local.begin());
    return Issue{IssueCode::email_characters, first_character(local.substr(position)), {}};
  }
  if (!is_domain(email.substr(at + 1))) {
    return Issue{IssueCode::email_domain, std::string(email.substr(at + 1)), {}};
  }
  return normalize_line(email);
}

}  // namespace precall
