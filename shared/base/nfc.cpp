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

// Calls `visit` with each code point and its length in bytes until it returns false. False if the
// text is not UTF-8 there.
template <class Visit>
bool each_code_point(std::string_view text, const Visit& visit) {
  while (!text.empty()) {
    utf8proc_int32_t code_point = static_cast<unsigned char>(text.front());
    utf8proc_ssize_t length = 1;
    if (code_point >= 0x80) {
      length =
          utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &code_point);
    }
    if (length <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(length));
    if (!visit(code_point, static_cast<std::size_t>(length))) return true;
  }
  return true;
}

// Characters that Western text and Vietnamese are written with. They are in NFC by themselves and
// after any other character: nothing before them, and nothing that they follow, changes what they
// are. Most text is nothing else, and normalizing it takes longer than all other checks together.
bool is_settled(utf8proc_int32_t code_point) {
  constexpr utf8proc_int32_t first_mark = 0x300;
  const auto within = [code_point](utf8proc_int32_t first, utf8proc_int32_t last) {
    return code_point >= first && code_point <= last;
  };
  return code_point < first_mark || within(0x1E00, 0x1EFF)  // Latin Extended Additional
         || within(0x2010, 0x2027)                          // dashes, quotation marks, bullets
         || within(0x20A0, 0x20BF);                         // currency signs
}

// The parts of the text that have to be looked at to know its form: what is not settled, each with
// the settled character before it, which a mark may belong to. Where the parts are put together is
// where a settled character starts, so they are in NFC together if each is. Nothing if the text is
// not UTF-8.
std::optional<std::string> unsettled_parts(std::string_view text) {
  std::string parts;
  std::size_t start = 0;  // of the latest settled character
  bool unsettled = false;
  const auto end_part = [&](std::size_t end) {
    if (unsettled) parts.append(text, start, end - start);
    start = end;
    unsettled = false;
  };
  std::size_t position = 0;
  const bool utf8 = each_code_point(text, [&](utf8proc_int32_t code_point, std::size_t length) {
    if (is_settled(code_point)) {
      end_part(position);
    } else {
      unsettled = true;
    }
    position += length;
    return true;
  });
  if (!utf8) return std::nullopt;
  end_part(text.size());
  return parts;
}

// utf8proc sorts runs of combining marks by exchanging neighbours, which takes a second for 64 KiB
// made for it. Text in NFC has its marks in order already, so disorder is an answer by itself.
bool marks_in_order(std::string_view text) {
  int previous = 0;
  bool in_order = true;
  each_code_point(text, [&](utf8proc_int32_t code_point, std::size_t) {
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
                         [&](utf8proc_int32_t code_point, std::size_t) {
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
  const auto parts = unsettled_parts(text);
  if (!parts) return TextForm::not_utf8;
  if (!marks_in_order(*parts)) return TextForm::other;
  const auto normalized = composed(*parts);
  if (!normalized) return TextForm::not_utf8;
  return *normalized == *parts ? TextForm::nfc : TextForm::other;
}

std::optional<std::string> to_nfc(std::string_view text) {
  return runs_are_short(text) ? composed(text) : std::nullopt;
}

}  // namespace precall
