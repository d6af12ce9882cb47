// Making a submission: once, with every value that will ever be in it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/evaluate.hpp"

namespace precall {

// When and in which language a consent was given.
struct ConsentAct {
  std::string id;
  Language language = Language::vi;
  std::string at;  // RFC 3339
};

struct Draft {
  std::string id;     // UUID, made by the client before anything is sent
  std::string nonce;  // 32 hexadecimal digits, so that a digest cannot be guessed back
  Language language = Language::vi;
  std::string created_at;  // RFC 3339; a claim of the client's clock
  std::string client_name;
  std::string client_version;
  Answers answers;  // of the questions that were asked
  Flags asked;      // by question; an asked question without an answer is "unknown"
  std::map<std::string, std::string> fields;  // normalized, none empty
  std::vector<ConsentAct> consents;           // given ones only
};

// Whether `text` is a UUID (RFC 9562) in lower case.
bool is_uuid(std::string_view text);
// Whether `text` is a 128-bit nonce in lower-case hexadecimal.
bool is_nonce(std::string_view text);

// The canonical bytes (RFC 8785) of the submission. `form` is one of the policy's two.
std::string freeze(const CompiledPolicy& compiled, const Form& form, const Draft& draft, Day today);

}  // namespace precall
