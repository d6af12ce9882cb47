// What the receipt page says beyond the answers: when and under which conditions it was received,
// why the verdict is what it is, and what was agreed to.
#pragma once

#include <optional>

#include "session/screen.hpp"

namespace precall {

// The submission as it was frozen, or null.
Json frozen_submission(const Session& session);

// The moment in this member, if it is one.
std::optional<Instant> time_at(const Json& object, std::string_view key);

// Code, time, verdict, version and digest, of a receipt that was received.
void fill_receipt(ScreenReceipt& receipt, const Policy& policy, const Session& session,
                  Language language);

// Why the receiver's verdict is what it is: by the answers sent, on the receiver's day.
ReviewGroup make_reasons(const CompiledPolicy& compiled, const Session& session,
                         const Standing& sent, Language language);

// The very words that were agreed to, in the language in which they were, and when.
ReviewGroup make_consents(const Policy& policy, const Json& submission, Language language);

}  // namespace precall
