// Owns the loaded policies, and checks what a call brings as strictly as any input.
#include "arguments.hpp"

#include "base/limits.hpp"

namespace precall {

std::vector<std::unique_ptr<CompiledPolicy>>& loaded_policies() {
  static std::vector<std::unique_ptr<CompiledPolicy>> policies;
  return policies;
}

Result<const CompiledPolicy*> policy_at(int index) {
  const auto& policies = loaded_policies();
  if (index < 0 || static_cast<std::size_t>(index) >= policies.size()) {
    return Error{"policy", "not loaded", "call precall_load first"};
  }
  return policies[static_cast<std::size_t>(index)].get();
}

Result<Session> read_session(const char* text, const Policy& policy) {
  const Result<Json> json = parse_json(text, limits::session_bytes_max);
  if (!json) return json.error();
  return parse_session(json.value(), policy);
}

Result<Setting> read_setting(const char* language, const char* now) {
  const auto known = parse_language(language);
  if (!known) return Error{"language", "not a language", "use vi or en"};
  const Result<Instant> instant = parse_timestamp(now);
  if (!instant) return instant.error();
  return Setting{*known, instant.value()};
}

}  // namespace precall
