// Reads a back end's JSON.
#include "sync/targets/remote_json.hpp"

#include <algorithm>
#include <charconv>

#include "base/limits.hpp"

namespace precall::sync {
namespace {

constexpr std::size_t remote_id_bytes_max = 128;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

bool text_holds(std::string_view text, std::string_view id) {
  for (std::size_t at = text.find(id); at != std::string_view::npos; at = text.find(id, at + 1)) {
    const std::size_t end = at + id.size();
    const bool starts = at == 0 || !is_word(text[at - 1]);
    const bool ends = end == text.size() || !is_word(text[end]);
    if (starts && ends) return true;
  }
  return false;
}

bool part_holds(const Json& value, std::string_view id, int levels) {
  if (const auto* text = value.get_ptr<const std::string*>()) return text_holds(*text, id);
  if (levels == 0 || !value.is_structured()) return false;
  return std::any_of(value.begin(), value.end(),
                     [&](const Json& part) { return part_holds(part, id, levels - 1); });
}

std::string unescaped(std::string_view token) {
  std::string text;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '~') {
      text += token[i];
    } else if (++i < token.size()) {
      text += token[i] == '1' ? '/' : '~';
    }
  }
  return text;
}

const Json* step(const Json& value, const std::string& token) {
  if (value.is_object()) {
    const auto found = value.find(token);
    return found == value.end() ? nullptr : &*found;
  }
  if (!value.is_array()) return nullptr;
  std::size_t index = 0;
  const char* end = token.data() + token.size();
  const auto read = std::from_chars(token.data(), end, index);
  const bool fits = read.ec == std::errc() && read.ptr == end && index < value.size();
  return fits ? &value[index] : nullptr;
}

}  // namespace

std::optional<Json> parse_remote_json(const std::string& text) {
  Json value = Json::parse(text, nullptr, false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

bool is_pointer(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '~') continue;
    if (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1')) return false;
  }
  return text.empty() || text[0] == '/';
}

const Json* at_pointer(const Json& document, std::string_view pointer) {
  const Json* value = &document;
  while (!pointer.empty() && value != nullptr) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    value = step(*value, unescaped(pointer.substr(0, end)));
    pointer.remove_prefix(end);
  }
  return value;
}

std::optional<std::string> remote_id(std::string_view text) {
  const bool visible = std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '<' && c != '>';
  });
  if (text.empty() || text == "0" || text.size() > remote_id_bytes_max || !visible) {
    return std::nullopt;
  }
  return std::string(text);
}

std::optional<std::string> remote_id(const Json* value) {
  if (value == nullptr) return std::nullopt;
  if (const auto* text = value->get_ptr<const std::string*>()) {
    return remote_id(std::string_view(*text));
  }
  if (value->is_number_integer()) return remote_id(std::string_view(value->dump()));
  return std::nullopt;
}

bool holds_token(const Json& value, std::string_view id) {
  return part_holds(value, id, limits::json_depth_max);
}

}  // namespace precall::sync
