// What a call brings: the policy it names, the session, the language and the time. Keeps the loaded
// policies, which are a module's whole state; sessions travel with each call.
#pragma once

#include <memory>
#include <vector>

#include "policy/text.hpp"
#include "rules/compiled_policy.hpp"
#include "session/session.hpp"

namespace precall {

std::vector<std::unique_ptr<CompiledPolicy>>& loaded_policies();

Result<const CompiledPolicy*> policy_at(int index);

Result<Session> read_session(const char* text, const Policy& policy);

// What a call about the time and the language needs.
struct Setting {
  Language language = Language::vi;
  Instant now;
};

Result<Setting> read_setting(const char* language, const char* now);

}  // namespace precall
