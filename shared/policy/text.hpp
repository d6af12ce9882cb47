// The two languages of the product and texts that exist in both.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace precall {

enum class Language { vi, en };

inline constexpr Language all_languages[] = {Language::vi, Language::en};

inline constexpr std::string_view name_of(Language language) {
  return language == Language::vi ? "vi" : "en";
}

// In its own words, so that whoever needs it can read it.
inline constexpr std::string_view own_name_of(Language language) {
  return language == Language::vi ? "Tiếng Việt" : "English";
}

inline constexpr std::optional<Language> parse_language(std::string_view name) {
  if (name == "vi") return Language::vi;
  if (name == "en") return Language::en;
  return std::nullopt;
}

// Words in every language. Vietnamese is always there; it stands in where English is missing.
struct Text {
  std::string vi;
  std::string en;

  const std::string& in(Language language) const {
    return language == Language::en && !en.empty() ? en : vi;
  }
  bool empty() const { return vi.empty(); }
};

}  // namespace precall
