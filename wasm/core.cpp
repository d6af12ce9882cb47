// The core's door to the browser: JSON in, JSON out, over NUL-terminated UTF-8.
#include <cstdlib>
#include <string>

#include "arguments.hpp"
#include "base/limits.hpp"
#include "edge.hpp"
#include "rules/report.hpp"
#include "session/screen.hpp"

namespace precall {
namespace {

Json text_json(const Text& text) {
  Json json = Json::object();
  set_text(json, "vi", text.vi);
  set_text(json, "en", text.en);
  return json;
}

}  // namespace
}  // namespace precall

using namespace precall;

extern "C" {

const char* precall_load(const char* policy_text) {
  Result<CompiledPolicy> loaded = load_policy(policy_text);
  if (!loaded) return reply(loaded.error());
  auto& policies = loaded_policies();
  // A page with several widgets loads the same policy once.
  std::size_t index = 0;
  while (index < policies.size() && policies[index]->policy.sha256 != loaded->policy.sha256) {
    ++index;
  }
  if (index == policies.size()) {
    policies.push_back(std::make_unique<CompiledPolicy>(std::move(loaded).value()));
  }
  const Policy& policy = policies[index]->policy;
  Json json = Json::object();
  set_number(json, "policy", static_cast<std::int64_t>(index));
  set_text(json, "sha256", policy.sha256);
  set_text(json, "id", policy.id);
  set_text(json, "version", policy.version);
  set_value(json, "title", text_json(policy.title));
  Json& languages = set_value(json, "languages", Json::array());
  for (const Language language : policy.languages) {
    languages.push_back(std::string(name_of(language)));
  }
  return reply(json);
}

const char* precall_start(int policy) {
  const auto compiled = policy_at(policy);
  if (!compiled) return reply(compiled.error());
  return reply("session", session_to_json(start_session(compiled.value()->policy)));
}

const char* precall_apply(int policy, const char* session, const char* action) {
  const auto compiled = policy_at(policy);
  if (!compiled) return reply(compiled.error());
  const auto before = read_session(session, compiled.value()->policy);
  if (!before) return reply(before.error());
  const auto json = parse_json(action, limits::session_bytes_max);
  if (!json) return reply(json.error());
  const auto after = apply(*compiled.value(), before.value(), json.value());
  if (!after) return reply(after.error());
  return reply("session", session_to_json(after.value()));
}

const char* precall_screen(int policy, const char* session, const char* language, const char* now) {
  const auto compiled = policy_at(policy);
  if (!compiled) return reply(compiled.error());
  const auto state = read_session(session, compiled.value()->policy);
  if (!state) return reply(state.error());
  const auto setting = read_setting(language, now);
  if (!setting) return reply(setting.error());
  return reply("screen", screen_to_json(make_screen(*compiled.value(), state.value(),
                                                    setting->language, setting->now)));
}

// The frozen bytes themselves, not wrapped: they are posted and hashed as they are.
const char* precall_submission(int policy, const char* session) {
  const auto compiled = policy_at(policy);
  if (!compiled) return reply(compiled.error());
  const auto state = read_session(session, compiled.value()->policy);
  if (!state) return reply(state.error());
  return reply_text(state->submission);
}

const char* precall_check(int policy, const char* answers, const char* language, const char* now) {
  const auto compiled = policy_at(policy);
  if (!compiled) return reply(compiled.error());
  const auto json = parse_json(answers, limits::submission_bytes_max);
  if (!json) return reply(json.error());
  const auto typed = parse_answers(json.value(), "", compiled.value()->policy);
  if (!typed) return reply(typed.error());
  const auto setting = read_setting(language, now);
  if (!setting) return reply(setting.error());
  const Day today = day_at(setting->now, compiled.value()->policy.utc_offset_minutes);
  const auto report = verdict_report(*compiled.value(), typed.value(), today, setting->language);
  return report ? reply(report.value()) : reply(report.error());
}

}  // extern "C"
