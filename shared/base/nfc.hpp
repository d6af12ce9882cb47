// Text in Unicode's normalization form C: the only user of utf8proc. Native only: in the browser
// the page normalizes what people type.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace precall {

enum class TextForm { nfc, other, not_utf8 };

// UTF-8 as RFC 3629 has it (no surrogates, no overlong forms). Linear in the length of `text`,
// also for texts made to be slow to normalize.
TextForm text_form(std::string_view text);

// The text in NFC. Nothing if it is not UTF-8, or has more than limits::marks_max combining marks
// in a row, which no language writes. Linear.
std::optional<std::string> to_nfc(std::string_view text);

}  // namespace precall
