// A customer's way through the check and the form: a value, changed only by actions.
// It knows no face and no clock; what it needs of the time comes in with the action.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/date.hpp"
#include "base/json.hpp"
#include "rules/compiled_policy.hpp"

namespace precall {

enum class Flow { support, consultation };

// What became of the frozen submission.
enum class Delivery { none, sending, retrying, refused, received };

// The moment a consent was given, and the language of the words it was given to.
struct Act {
  Language language = Language::vi;
  std::string at;
};

struct Session {
  Flow flow = Flow::support;
  std::string step;                  // id of a policy step, or quick, verdict, form, review, sent
  std::optional<std::size_t> quick;  // of a quick check: the question at hand, or asked last
  std::string return_to;   // where a changed answer leads back to: verdict, review, or nothing
  std::string focus;       // control to be focused on the next screen
  bool attempted = false;  // the customer tried to leave the step: its errors are shown
  std::map<std::string, std::string> inputs;  // raw, by question or field id
  std::map<std::string, Act> acts;            // by consent id, for consents given
  std::string submission;                     // frozen bytes, once there are any
  Delivery delivery = Delivery::none;
  std::string delivery_detail;  // what the receiver said when it refused
  Json receipt;                 // as received, or null
};

inline constexpr std::string_view step_quick = "quick";
inline constexpr std::string_view step_verdict = "verdict";
inline constexpr std::string_view step_form = "form";
inline constexpr std::string_view step_review = "review";
inline constexpr std::string_view step_sent = "sent";
inline constexpr std::string_view unknown_input = "unknown";

Session start_session(const Policy& policy, Flow flow = Flow::support);

const Form& form_of(const Policy& policy, Flow flow);

// The session after the action, an object with "do": input, next, back, go, start, restart,
// submit, receipt or delivery. An Error means that the action does not fit the session; then
// nothing has changed. An input that is wrong as an answer is no Error: it is shown as one.
Result<Session> apply(const CompiledPolicy& compiled, const Session& session, const Json& action);

// As faces keep it. parse_session refuses what apply could not have made.
Json session_to_json(const Session& session);
Result<Session> parse_session(const Json& json, const Policy& policy);

}  // namespace precall
