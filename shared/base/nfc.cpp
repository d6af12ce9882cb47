// Normalizes with utf8proc and compares, after sorting out what would make that slow.
#include "base/nfc.hpp"

#include <utf8proc.h>

#include <array>
#include <cstdlib>
#include <memory>

#include "base/limits.hpp"

namespace precall {
namespace {

struct Free {
  void operator()(utf8proc_uint8_t* memory) const { std::free(memory); }
};

const utf8proc_uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

int combining_class(utf8proc_int32_t code_point) {
  return utf8proc_get_property(code_point)->combining_class;
}

// A mark that no text in NFC holds: it is written as several marks.
bool decomposes_to_marks(utf8proc_int32_t code_point) {
  std::array<utf8proc_int32_t, 8> parts{};
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
  const auto count = utf8proc_decompose_char(
      code_point, parts.data(), static_cast<utf8proc_ssize_t>(parts.size()), options, nullptr);
  return count > 0 && parts[0] != code_point && combining_class(parts[0]) != 0;
}

// Calls `visit` for each code point until it returns false. False if the text is not UTF-8 there.
template <class Visit>
bool each_code_point(std::string_view text, const Visit& visit) {
  while (!text.empty()) {
    utf8proc_int32_t code_point = 0;
    const auto length =
        utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &code_point);
    if (length <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(length));
    if (!visit(code_point)) return true;
  }
  return true;
}

// utf8proc sorts runs of combining marks by exchanging neighbours, which takes a second for 64 KiB
// made for it. Text in NFC has its marks in order already, so disorder is an answer by itself.
bool marks_in_order(std::string_view text) {
  int previous = 0;
  bool in_order = true;
  each_code_point(text, [&](utf8proc_int32_t code_point) {
    const int current = combining_class(code_point);
    in_order = (current == 0 || current >= previous) && !decomposes_to_marks(code_point);
    previous = current;
    return in_order;
  });
  return in_order;
}

// Sorting a run of marks takes the square of its length, so that a run has a limit.
bool runs_are_short(std::string_view text) {
  std::size_t run = 0;
  return each_code_point(text,
                         [&](utf8proc_int32_t code_point) {
                           run = combining_class(code_point) == 0 ? 0 : run + 1;
                           return run <= limits::marks_max;
                         }) &&
         run <= limits::marks_max;
}

// Nothing if utf8proc refuses.
std::optional<std::string> composed(std::string_view text) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  const auto length =
      utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, Free> owner(mapped);
  if (length < 0) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length));
}

}  // namespace

TextForm text_form(std::string_view text) {
  if (!each_code_point(text, [](utf8proc_int32_t) { return true; })) return TextForm::not_utf8;
  if (!marks_in_order(text)) return TextForm::other;
  const auto normalized = composed(text);
  if (!normalized) return TextForm::not_utf8;
  return *normalized == text ? TextForm::nfc : TextForm::other;
}

std::optional<std::string> to_nfc(std::string_view text) {
  return runs_are_short(text) ? composed(text) : std::nullopt;
}

}  // namespace precall
