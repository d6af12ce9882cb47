// Splits templates into literals and names once, so that expanding never looks at a value.
#include "sync/targets/template.hpp"

#include <algorithm>

namespace precall::sync {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

std::string_view value_of(const std::vector<std::string>& names, const Values& values) {
  for (const std::string& name : names) {
    const auto found = values.find(name);
    if (found != values.end() && !found->second.empty()) return found->second;
  }
  return {};
}

}  // namespace

Result<Template> Template::parse(std::string_view text) {
  Template result;
  while (!text.empty()) {
    const std::size_t open = text.find("{{");
    if (open != 0) result.parts_.push_back({std::string(text.substr(0, open)), {}});
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find("}}", open);
    if (close == std::string_view::npos) {
      return Error{"", "a placeholder has no end", "close it by }}"};
    }
    std::string_view names = text.substr(open + 2, close - open - 2);
    Part part;
    while (true) {
      const std::size_t bar = names.find('|');
      const std::string_view name = names.substr(0, bar);
      if (!is_name(name)) {
        return Error{"", "not a placeholder",
                     "write {{NAME}}, with a name from the mapping's page"};
      }
      part.names.emplace_back(name);
      if (bar == std::string_view::npos) break;
      names.remove_prefix(bar + 1);
    }
    result.parts_.push_back(std::move(part));
    text.remove_prefix(close + 2);
  }
  return result;
}

std::string Template::expand(const Values& values) const {
  std::string text;
  for (const Part& part : parts_) {
    text += part.names.empty() ? std::string_view(part.literal) : value_of(part.names, values);
  }
  return text;
}

std::string Template::expand_url(const Values& values) const {
  std::string text;
  for (const Part& part : parts_) {
    const std::string_view value = value_of(part.names, values);
    if (part.names.empty()) {
      text += part.literal;
    } else if (&part == &parts_.front()) {
      text += value;
    } else {
      text += percent_encoded(value);
    }
  }
  return text;
}

std::vector<std::string> Template::names() const {
  std::vector<std::string> names;
  for (const Part& part : parts_) names.insert(names.end(), part.names.begin(), part.names.end());
  return names;
}

std::string Template::leading_name() const {
  const bool one = !parts_.empty() && parts_.front().names.size() == 1;
  return one ? parts_.front().names.front() : std::string();
}

std::string Template::literal_start() const {
  return parts_.empty() ? std::string() : parts_.front().literal;
}

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || c == '-' || c == '.' || c == '_' || c == '~') {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += digits[byte >> 4];
    encoded += digits[byte & 15];
  }
  return encoded;
}

}  // namespace precall::sync
