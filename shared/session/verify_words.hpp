// The words of verification, in both languages. Apart from the catalogue, so that who only checks
// conditions does not download them.
#pragma once

#include <string>
#include <string_view>

#include "policy/text.hpp"
#include "submission/verify.hpp"

namespace precall {

// One sentence about one check, with the check's value put in.
std::string point_words(EvidencePoint point, std::string_view value, Language language);

// In place of a value that there is not.
std::string none_words(Language language);

// "Matches", "Does not match", "Not checked": in front of the sentence, for whoever sees no icon.
std::string mark_words(Holds holds, Language language);

// All checks in one sentence. `count` of them do not hold, or were left open.
std::string result_words(Holds holds, std::size_t count, Language language);

// What a verification shows and what it cannot: only a signature tells who gave the receipt.
std::string limits_words(bool countersigned, Language language);

std::string fault_words(FileProblem problem, Language language);

// The headings of what was sent, where its policy is not at hand.
std::string sent_words(std::string_view member, Language language);

}  // namespace precall
