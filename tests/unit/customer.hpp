// A customer in front of the check: actions as a face sends them, and the screens that follow.
#pragma once

#include <map>
#include <string>

#include "session/screen.hpp"
#include "support.hpp"

namespace precall::test {

inline constexpr const char* first_id = "0c1b6a52-6a4e-4f0e-9d53-0f4b1c2d3e4f";
inline constexpr const char* second_id = "5f2d7a10-93b8-4c4d-8a55-77e0d1c2b3a4";

// Raw inputs, by question or field.
using Inputs = std::map<std::string, std::string>;

// Inputs with which every condition is met.
Inputs eligible_inputs();
// A filled support form and a filled consultation form, all consents given.
Inputs support_fields();
Inputs consultation_fields();

// The session as JSON text: equal texts are equal sessions.
std::string text_of(const Session& session);

class Customer {
 public:
  Session session = start_session(company().policy);
  std::string at = "2026-11-22T09:00:00+07:00";
  Language language = Language::vi;

  // The action with "at" and "language", as faces add them.
  Json action(const Json& members) const;
  Result<Session> attempt(const Json& members) const;

  // These fail the test if the action is refused.
  void act(const Json& members);
  void input(const std::string& id, const std::string& value);
  void next();
  void back();
  void go(const std::string& step, const std::string& focus = {});
  void start(const std::string& flow);
  void submit(const std::string& id = first_id);

  // Answers what is asked, step by step, up to the verdict.
  void reach_verdict(const Inputs& inputs = eligible_inputs());
  void reach_review(const Inputs& fields = support_fields());

  Screen screen() const;
  Json screen_json() const;
};

// The control, which has to be on the screen.
const Control& control(const Screen& screen, const std::string& id);
bool has_control(const Screen& screen, const std::string& id);
// The button or link that sends this verb, or nothing.
const ScreenAction* action_of(const Screen& screen, const std::string& verb);

}  // namespace precall::test
