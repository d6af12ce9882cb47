// The parts of a policy that are not templates.
#include "policy/part_reader.hpp"

namespace precall {
namespace {

bool is_id(std::string_view text, std::string_view extra, bool digit_first) {
  if (text.empty() || text.size() > 64) return false;
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!lower(text[0]) && !(digit_first && digit(text[0]))) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return lower(c) || digit(c) || extra.find(c) != std::string_view::npos;
  });
}

}  // namespace

void PartReader::text(const Json& parent, const std::string& place, std::string_view key,
                      Text& into) {
  const Json& value = member(parent, place, key);
  const std::string inner = child(place, key);
  if (failed() || !object(value, inner, "vi en")) return;
  into.vi = string(value, inner, "vi");
  into.en = optional_string(value, inner, "en");
  if (into.vi.empty()) fail(child(inner, "vi"), "empty", "write the Vietnamese text");
}

void PartReader::optional_text(const Json& parent, const std::string& place, std::string_view key,
                               Text& into) {
  if (find(parent, key) != nullptr) text(parent, place, key, into);
}

void PartReader::check_id(const std::string& id, const std::string& place, std::string_view extra,
                          bool digit_first) {
  if (is_id(id, extra, digit_first)) return;
  fail(place, "\"" + id + "\" is not an id",
       "use up to 64 lower-case letters, digits and " + std::string(extra) + ", a letter first");
}

}  // namespace precall
