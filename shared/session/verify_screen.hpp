// A verification as people read it: each check in words, and what was sent as the receipt page
// shows it. The command line and the page say the same.
#pragma once

#include "base/json.hpp"
#include "policy/text.hpp"
#include "submission/verify.hpp"

namespace precall {

// {holds, heading, checks: [{point, holds, mark, text, detail}], note, receipt, review}: `holds` is
// yes, no or open; `mark` says the same in a word; `receipt` and `review` are those of a screen.
Json verification_to_json(const Dossier& dossier, const Verification& verification,
                          Language language);

// {fault: {problem, file, text, detail}}; `file` counts from 0, and is null if it is none of them.
Json fault_to_json(const FileFault& fault, Language language);

}  // namespace precall
