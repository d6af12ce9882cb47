// Sessions as JSON, for faces to keep. What comes back is checked like any input.
#include <algorithm>

#include "base/limits.hpp"
#include "session/standing.hpp"

namespace precall {
namespace {

constexpr std::pair<std::string_view, Delivery> deliveries[] = {{"none", Delivery::none},
                                                                {"sending", Delivery::sending},
                                                                {"retrying", Delivery::retrying},
                                                                {"refused", Delivery::refused},
                                                                {"received", Delivery::received}};

std::string_view name_of(Delivery delivery) {
  return deliveries[static_cast<std::size_t>(delivery)].first;
}

bool is_step(const Policy& policy, Flow flow, std::string_view id) {
  if (id == step_form || id == step_review || id == step_sent) return true;
  if (flow == Flow::consultation) return false;
  return id == step_verdict || id == step_quick ||
         std::any_of(policy.steps.begin(), policy.steps.end(),
                     [id](const Step& step) { return step.id == id; });
}

// Any id that one of the two forms or the questions knows: a session may hold both flows' inputs.
bool is_control(const Policy& policy, std::string_view id) {
  return find_question(policy, id) || find_field(policy.support, id) != nullptr ||
         find_field(policy.consultation, id) != nullptr;
}

bool is_consent(const Policy& policy, std::string_view id) {
  const auto question = find_question(policy, id);
  const auto in_form = [id](const Form& form) {
    const Field* field = find_field(form, id);
    return field != nullptr && field->kind == FieldKind::consent;
  };
  return (question && policy.questions[*question].consent) || in_form(policy.support) ||
         in_form(policy.consultation);
}

void read_inputs(const Json& object, const Policy& policy, Session& session, Reader& read) {
  if (!object.is_object()) return read.fail("/inputs", "not an object", "start a new session");
  for (const auto& item : object.items()) {
    const auto* value = item.value().get_ptr<const std::string*>();
    const auto question = find_question(policy, item.key());
    if (value == nullptr || !is_control(policy, item.key()) ||
        (question && !may_be_input(policy.questions[*question], *value))) {
      return read.fail(child("/inputs", item.key()), "not an input of this policy",
                       "start a new session");
    }
    session.inputs[item.key()] = *value;
  }
}

void read_acts(const Json& object, const Policy& policy, Session& session, Reader& read) {
  if (!object.is_object()) return read.fail("/acts", "not an object", "start a new session");
  for (const auto& item : object.items()) {
    const Place place = child("/acts", item.key());
    const auto language = parse_language(read.string(item.value(), place, "language"));
    const std::string at = read.string(item.value(), place, "at");
    if (!language || !parse_timestamp(at) || !is_consent(policy, item.key())) {
      return read.fail(place, "not the act of a consent", "start a new session");
    }
    session.acts[item.key()] = {*language, at};
  }
}

// A consent without its act, or the reverse, could be sent without evidence.
bool acts_match(const Policy& policy, const Session& session) {
  const auto agrees = [&](const std::string& id) {
    const auto input = session.inputs.find(id);
    const bool given = input != session.inputs.end() && input->second == "true";
    return given == (session.acts.count(id) != 0);
  };
  const auto form_agrees = [&](const Form& form) {
    return std::all_of(form.fields.begin(), form.fields.end(), [&](const Field& field) {
      return field.kind != FieldKind::consent || agrees(field.id);
    });
  };
  return form_agrees(policy.support) && form_agrees(policy.consultation) &&
         std::all_of(policy.questions.begin(), policy.questions.end(),
                     [&](const Question& q) { return !q.consent || agrees(q.id); });
}

}  // namespace

Json session_to_json(const Session& session) {
  Json json = Json::object();
  set_text(json, "flow", session.flow == Flow::support ? "support" : "consultation");
  set_text(json, "step", session.step);
  if (session.quick) set_number(json, "quick", static_cast<std::int64_t>(*session.quick));
  set_text(json, "return_to", session.return_to);
  set_text(json, "focus", session.focus);
  set_flag(json, "attempted", session.attempted);
  Json& inputs = set_value(json, "inputs", Json::object());
  for (const auto& [id, value] : session.inputs) set_text(inputs, id, value);
  Json& acts = set_value(json, "acts", Json::object());
  for (const auto& [id, act] : session.acts) {
    Json& entry = set_value(acts, id, Json::object());
    set_text(entry, "language", name_of(act.language));
    set_text(entry, "at", act.at);
  }
  set_text(json, "submission", session.submission);
  set_text(json, "delivery", name_of(session.delivery));
  set_text(json, "delivery_detail", session.delivery_detail);
  set_value(json, "receipt", session.receipt);
  return json;
}

Result<Session> parse_session(const Json& json, const Policy& policy) {
  std::optional<Error> failure;
  Reader read(failure);
  Session session;
  read.object(json, "",
              "flow step quick return_to focus attempted inputs acts submission delivery "
              "delivery_detail receipt");
  const std::string flow = read.string(json, "", "flow");
  session.flow = flow == "consultation" ? Flow::consultation : Flow::support;
  session.step = read.string(json, "", "step");
  if (Reader::find(json, "quick") != nullptr) {
    const auto last = static_cast<std::int64_t>(policy.questions.size()) - 1;
    session.quick = static_cast<std::size_t>(read.integer(json, "", "quick", 0, last));
  }
  session.return_to = read.string(json, "", "return_to");
  session.focus = read.string(json, "", "focus");
  session.attempted = read.optional_boolean(json, "", "attempted");
  const Json& inputs = read.member(json, "", "inputs");
  if (!failure) read_inputs(inputs, policy, session, read);
  const Json& acts = read.member(json, "", "acts");
  if (!failure) read_acts(acts, policy, session, read);
  session.submission = read.string(json, "", "submission");
  const std::string delivery = read.string(json, "", "delivery");
  session.delivery_detail = read.string(json, "", "delivery_detail");
  if (const Json* receipt = Reader::find(json, "receipt")) session.receipt = *receipt;
  if (failure) return *failure;

  const auto known = std::find_if(std::begin(deliveries), std::end(deliveries),
                                  [&](const auto& entry) { return entry.first == delivery; });
  const bool fits = known != std::end(deliveries) &&
                    (flow == "support" || flow == "consultation") &&
                    is_step(policy, session.flow, session.step) &&
                    (session.step == step_quick ? session.quick.has_value()
                                                : !session.quick || session.step == step_verdict) &&
                    (session.return_to.empty() || session.return_to == step_review ||
                     (session.return_to == step_verdict && session.flow == Flow::support)) &&
                    (session.step == step_sent) == !session.submission.empty() &&
                    (known->second == Delivery::none) == session.submission.empty() &&
                    (known->second == Delivery::received) == !session.receipt.is_null() &&
                    acts_match(policy, session);
  if (!fits) return Error{"", "not a session of this policy", "start a new session"};
  session.delivery = known->second;
  return session;
}

}  // namespace precall
