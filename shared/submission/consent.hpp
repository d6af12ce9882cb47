// The exact words of a consent: what was on the screen when it was given.
#pragma once

#include <string>
#include <string_view>

#include "policy/policy.hpp"

namespace precall {

// The text of the consent `id`, a consent question or a consent field of `form`, as shown: the
// question or label, its help, the words of agreement, and the labels and texts of the clauses
// shown with it, a line each. Empty if `id` is no consent.
std::string consent_text(const Policy& policy, const Form& form, std::string_view id,
                         Language language);

}  // namespace precall
