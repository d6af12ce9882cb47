// Whether text is UTF-8 in Unicode's normalization form C: the only user of utf8proc.
#pragma once

#include <string_view>

namespace precall::sync {

enum class TextForm { nfc, other, not_utf8 };

// UTF-8 as RFC 3629 has it (no surrogates, no overlong forms). Linear in the length of `text`,
// also for texts made to be slow to normalize.
TextForm text_form(std::string_view text);

}  // namespace precall::sync
