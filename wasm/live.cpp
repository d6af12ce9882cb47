// What the canvas face tells beside a screen, as JSON.
#include "session/live.hpp"

#include "arguments.hpp"
#include "edge.hpp"

using namespace precall;

extern "C" {

// `trial` is an ISO date, or empty where no other day is tried.
const char* precall_live(int policy, const char* session, const char* language, const char* now,
                         const char* trial) {
  const auto compiled = policy_at(policy);
  if (!compiled) return reply(compiled.error());
  const auto state = read_session(session, compiled.value()->policy);
  if (!state) return reply(state.error());
  const auto setting = read_setting(language, now);
  if (!setting) return reply(setting.error());
  return reply("live", live_to_json(make_live(*compiled.value(), state.value(), setting->language,
                                              setting->now, parse_iso_date(trial))));
}

}  // extern "C"
