// What customers do.
#include "customer.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace precall::test {

Inputs eligible_inputs() {
  return {{"owner_verified", "true"},
          {"admin_account", "true"},
          {"request_kind", "unclear_points"},
          {"remote_control_consent", "true"},
          {"hands_off_mouse_consent", "true"},
          {"stays_responsive", "true"},
          {"works_continuously", "true"},
          {"data_storage_consent", "true"},
          {"statements_not_contract_ack", "true"},
          {"prior_guidance_count", "0"},
          {"unpaid_costs", "none"},
          {"service_expiry_date", "30/06/2027"},
          {"no_staff_details_ack", "true"}};
}

Inputs support_fields() {
  return {{"name", "Nguyễn Thị Ánh"},
          {"phone", "0912 345 678"},
          {"website", "www.Example.com/"},
          {"topic", "Thư điện tử"},
          {"message", "Không gửi được thư.\nBáo lỗi 550."},
          {"contact_consent", "true"}};
}

Inputs consultation_fields() {
  return {{"name", "Trần Văn Bình"},
          {"phone", "028 3974 3179"},
          {"storage_consent", "true"},
          {"contact_consent", "true"}};
}

std::string text_of(const Session& session) {
  return canonical(session_to_json(session));
}

Json Customer::action(const Json& members) const {
  Json result = members;
  if (!result.contains("at")) result["at"] = at;
  if (!result.contains("language")) result["language"] = std::string(name_of(language));
  return result;
}

Result<Session> Customer::attempt(const Json& members) const {
  return apply(company(), session, action(members));
}

void Customer::act(const Json& members) {
  Result<Session> result = attempt(members);
  REQUIRE_MESSAGE(result, canonical(members), " gave ", line_of(result));
  session = std::move(result).value();
}

void Customer::input(const std::string& id, const std::string& value) {
  act({{"do", "input"}, {"id", id}, {"value", value}});
}

void Customer::next() {
  act({{"do", "next"}});
}

void Customer::back() {
  act({{"do", "back"}});
}

void Customer::go(const std::string& step, const std::string& focus) {
  Json members = {{"do", "go"}, {"step", step}};
  if (!focus.empty()) members["focus"] = focus;
  act(members);
}

void Customer::start(const std::string& flow) {
  act({{"do", "start"}, {"flow", flow}});
}

void Customer::submit(const std::string& id) {
  act({{"do", "submit"},
       {"id", id},
       {"nonce", std::string(32, 'a')},
       {"client", {{"name", "tests"}, {"version", "1"}}}});
}

void Customer::reach_verdict(const Inputs& inputs) {
  for (std::size_t steps = 0; session.step != step_verdict; ++steps) {
    REQUIRE(steps < 10);
    for (const Question& question : company().policy.questions) {
      // Asked again each time, because an answer may bring up a question or make one fall away.
      if (!has_control(screen(), question.id)) continue;
      const auto given = inputs.find(question.id);
      if (given != inputs.end()) input(question.id, given->second);
    }
    next();
    REQUIRE_FALSE(session.attempted);
  }
}

void Customer::reach_review(const Inputs& fields) {
  if (session.step == step_verdict) next();
  REQUIRE(session.step == step_form);
  for (const auto& [id, value] : fields) input(id, value);
  next();
  REQUIRE(session.step == step_review);
}

Screen Customer::screen() const {
  return make_screen(company(), session, language, instant_of(at));
}

Json Customer::screen_json() const {
  return screen_to_json(screen());
}

const Control& control(const Screen& screen, const std::string& id) {
  const auto found = std::find_if(screen.controls.begin(), screen.controls.end(),
                                  [&](const Control& shown) { return shown.id == id; });
  REQUIRE_MESSAGE(found != screen.controls.end(), id);
  return *found;
}

bool has_control(const Screen& screen, const std::string& id) {
  return std::any_of(screen.controls.begin(), screen.controls.end(),
                     [&](const Control& shown) { return shown.id == id; });
}

const ScreenAction* action_of(const Screen& screen, const std::string& verb) {
  const auto found = std::find_if(screen.actions.begin(), screen.actions.end(),
                                  [&](const ScreenAction& shown) { return shown.verb == verb; });
  return found == screen.actions.end() ? nullptr : &*found;
}

}  // namespace precall::test
