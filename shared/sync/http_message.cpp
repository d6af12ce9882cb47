// Look-up by name and white space, as HTTP has them.
#include "sync/http_message.hpp"

#include <algorithm>

namespace precall::sync {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view header(const HttpRequest& request, std::string_view name) {
  for (const HttpHeader& item : request.headers) {
    if (same_name(item.name, name)) return item.value;
  }
  return {};
}

std::string all_headers(const HttpRequest& request, std::string_view name) {
  std::string values;
  for (const HttpHeader& item : request.headers) {
    if (same_name(item.name, name)) values += (values.empty() ? "" : ",") + item.value;
  }
  return values;
}

}  // namespace precall::sync
