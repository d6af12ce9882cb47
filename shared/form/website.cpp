// Takes a website address apart: scheme, host, rest.
#include "form/website.hpp"

#include <algorithm>

#include "form/text.hpp"

namespace precall {
namespace {

// Removes "http", "https" and the punctuation after it from `text`; returns the scheme's name.
// A name that merely begins with these letters, like https.vn, has none of it.
std::string take_scheme(std::string_view& text) {
  const std::string lower = lower_ascii(text.substr(0, 5));
  const std::size_t letters = lower == "https" ? 5 : lower.starts_with("http") ? 4 : 0;
  if (letters == 0) return {};
  const std::size_t end = text.find_first_not_of(":;/\\", letters);
  const std::string_view between = text.substr(letters, end - letters);
  if (between.find_first_of(":/\\") == std::string_view::npos) return {};
  text.remove_prefix(end == std::string_view::npos ? text.size() : end);
  return lower.substr(0, letters);
}

bool is_host_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || c == '-' || c == '.' || c == '_' || (c >= 'a' && c <= 'z') ||
         (c >= '0' && c <= '9');
}

bool has_bad_label(std::string_view host) {
  while (true) {
    const std::size_t dot = host.find('.');
    const std::string_view label = host.substr(0, dot);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') {
      return true;
    }
    if (dot == std::string_view::npos) return false;
    host.remove_prefix(dot + 1);
  }
}

bool is_port(std::string_view port) {
  return !port.empty() && port.size() <= 5 &&
         std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Checked<std::string> normalize_website(std::string_view raw) {
  std::string_view rest = trim(raw);
  if (rest.empty()) return std::string();
  if (rest.find_first_of(" \t\n") != std::string_view::npos) {
    return Issue{IssueCode::website_space, {}, {}};
  }
  std::string scheme = take_scheme(rest);
  // Pasted after a scheme that stood there already.
  if (const std::string again = take_scheme(rest); !again.empty()) scheme = again;
  rest.remove_prefix(std::min(rest.find_first_not_of("/\\"), rest.size()));
  const std::size_t host_end = std::min(rest.find_first_of("/\\?#"), rest.size());
  std::string host = lower_ascii(rest.substr(0, host_end));
  std::string port;
  if (const std::size_t colon = host.find(':'); colon != std::string::npos) {
    port = host.substr(colon);
    host.resize(colon);
    if (!is_port(std::string_view(port).substr(1))) return Issue{IssueCode::website_form, {}, {}};
  }
  if (host.ends_with('.')) host.pop_back();
  if (host.empty()) return Issue{IssueCode::website_form, {}, {}};
  const auto odd = std::find_if_not(host.begin(), host.end(), is_host_byte);
  if (odd != host.end()) {
    return Issue{IssueCode::website_characters, std::string(1, *odd), {}};
  }
  if (host.find('.') == std::string::npos) return Issue{IssueCode::website_dot, {}, {}};
  if (has_bad_label(host)) return Issue{IssueCode::website_form, {}, {}};
  std::string_view path = rest.substr(host_end);
  if (path == "/") path = {};
  return normalize_line((scheme.empty() ? "" : scheme + "://") + host + port + std::string(path));
}

}  // namespace precall
