// The reducer: one function an action.
#include "session/session.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "rules/quick.hpp"
#include "session/standing.hpp"
#include "submission/freeze.hpp"

namespace precall {
namespace {

constexpr std::size_t input_bytes_max = limits::text_characters_max * 4;

class Reducer {
 public:
  Reducer(const CompiledPolicy& compiled, const Session& session, const Json& action,
          std::optional<Error>& failure)
      : compiled_(compiled),
        policy_(compiled.policy),
        session_(session),
        action_(action),
        read_(failure) {}

  Session reduce() {
    const std::string verb = read_.string(action_, "", "do");
    if (!read_.failed() && !session_.submission.empty()) {
      after_freezing(verb);
    } else if (!read_.failed()) {
      before_freezing(verb);
    }
    return std::move(session_);
  }

 private:
  void before_freezing(std::string_view verb) {
    if (verb == "input") {
      input();
    } else if (verb == "next") {
      next();
    } else if (verb == "back") {
      back();
    } else if (verb == "go") {
      go();
    } else if (verb == "start") {
      start();
    } else if (verb == "restart") {
      session_ = start_session(policy_);
    } else if (verb == "submit") {
      submit();
    } else {
      read_.fail("/do", "no such action at this point", "see the screen's actions");
    }
  }

  // A frozen submission is never changed; only its delivery goes on, or a new session begins.
  void after_freezing(std::string_view verb) {
    if (verb == "receipt") {
      receive();
    } else if (verb == "delivery") {
      deliver();
    } else if (verb == "restart") {
      session_ = start_session(policy_);
    } else if (verb == "back" && session_.delivery == Delivery::refused) {
      // The refused bytes reached nobody's books: the customer mends the form and sends anew.
      session_.submission.clear();
      session_.delivery = Delivery::none;
      session_.delivery_detail.clear();
      move_to(step_review);
    } else if (verb == "submit") {
      // The same bytes once more: the customer asks for another attempt.
      if (session_.delivery == Delivery::retrying) session_.delivery = Delivery::sending;
    } else {
      read_.fail("/do", "the request has been sent already", "start again for another one");
    }
  }

  void input() {
    read_.object(action_, "", "do id value at language");
    const std::string id = read_.string(action_, "", "id");
    const std::string value = read_.string(action_, "", "value");
    const auto language = parse_language(read_.string(action_, "", "language"));
    const std::string at = read_.string(action_, "", "at");
    if (!parse_timestamp(at)) refuse_time(parse_timestamp(at).error());
    if (!language) read_.fail("/language", "not a language", "use vi or en");
    if (value.size() > input_bytes_max) {
      read_.fail("/value", "longer than " + std::to_string(input_bytes_max) + " bytes",
                 "shorten it");
    }
    if (!read_.failed()) check_input(id, value);
    if (read_.failed()) return;
    session_.focus.clear();
    if (value.empty()) {
      session_.inputs.erase(id);
    } else {
      session_.inputs[id] = value;
    }
    if (is_consent(id) && value == "true") {
      session_.acts[id] = {*language, at};
    } else {
      session_.acts.erase(id);
    }
  }

  // Chosen values have to be among the choices; typed text may be anything.
  void check_input(const std::string& id, const std::string& value) {
    if (const auto index = find_question(policy_, id)) {
      if (!value.empty() && !may_be_input(policy_.questions[*index], value)) {
        read_.fail("/value", "not an answer to " + id, "use one of its options");
      }
      return;
    }
    const Field* field = find_field(form_of(policy_, session_.flow), id);
    if (field == nullptr) {
      read_.fail("/id", "no question or field is called " + id, "use a control's id");
    } else if (field->kind == FieldKind::consent && !value.empty() && value != "true" &&
               value != "false") {
      read_.fail("/value", "not a consent", "use true or false");
    }
  }

  bool is_consent(const std::string& id) const {
    if (const auto index = find_question(policy_, id)) return policy_.questions[*index].consent;
    return find_field(form_of(policy_, session_.flow), id)->kind == FieldKind::consent;
  }

  // The state at the action's time; nothing if it carries none.
  std::optional<Standing> standing_now() {
    const Result<Instant> at = parse_timestamp(read_.string(action_, "", "at"));
    if (!at) {
      refuse_time(at.error());
      return std::nullopt;
    }
    return standing(compiled_, session_, day_at(at.value(), policy_.utc_offset_minutes));
  }

  void refuse_time(const Error& error) { read_.fail("/at", error.problem, error.remedy); }

  void move_to(std::string_view step) {
    session_.step = step;
    session_.attempted = false;
    session_.focus.clear();
    if (session_.step == session_.return_to) session_.return_to.clear();
    session_.quick.reset();
  }

  void ask(std::size_t question) {
    move_to(step_quick);
    session_.quick = question;
    session_.focus = policy_.questions[question].id;
  }

  void next() {
    const auto now = standing_now();
    if (!now) return;
    if (session_.step == step_review || session_.step == step_sent) {
      read_.fail("/do", "there is no next step without sending", "submit the request");
      return;
    }
    if (!step_issues(compiled_, session_, *now, session_.step).empty()) {
      session_.attempted = true;
      session_.focus.clear();
      return;
    }
    if (session_.step == step_quick) return quick_next(*now);
    const auto sequence = step_sequence(compiled_, session_, *now);
    const auto here = std::find(sequence.begin(), sequence.end(), session_.step);
    if (here == sequence.end()) return move_to(sequence.front());
    const std::string target = session_.return_to.empty() ? *(here + 1) : session_.return_to;
    const std::string reached = reachable_step(compiled_, session_, *now, target);
    if (reached == step_verdict && session_.step == step_verdict) {
      read_.fail("/do", "nothing may be sent without the consents", "offer the hotline");
      return;
    }
    move_to(reached);
  }

  // On to the next question, past those that a way back has left behind, or to the verdict.
  void quick_next(const Standing& now) {
    const auto next = quick_question(compiled_, now.used, now.answered, now.today);
    if (next) return ask(*next);
    const std::size_t last = session_.quick.value_or(0);
    move_to(step_verdict);
    session_.quick = last;
  }

  // From its verdict to the last question; from the first one to where the quick check was chosen.
  void quick_back(const Standing& now) {
    std::optional<std::size_t> before;
    for (const std::size_t question : policy_.quick_order) {
      if (session_.step == step_quick && question == session_.quick) break;
      if (now.answered[question]) before = question;
    }
    if (!before) return move_to(policy_.steps.front().id);
    ask(*before);
  }

  // A change is left the way it was entered, unless it has opened something that comes before.
  void back() {
    const auto now = standing_now();
    if (!now) return;
    if (session_.quick) return quick_back(*now);
    const std::string origin = session_.return_to;
    if (!origin.empty() && reachable_step(compiled_, session_, *now, origin) == origin) {
      return move_to(origin);
    }
    const auto sequence = step_sequence(compiled_, session_, *now);
    const auto here = std::find(sequence.begin(), sequence.end(), session_.step);
    if (here == sequence.end()) return move_to(sequence.front());
    if (here != sequence.begin()) return move_to(*(here - 1));
    // Nothing lies before the first step; what keeps the way back closed is shown.
    if (!origin.empty()) session_.attempted = true;
  }

  void go() {
    const std::string target = read_.string(action_, "", "step");
    const std::string focus = read_.optional_string(action_, "", "focus");
    const auto now = standing_now();
    if (!now) return;
    // What a quick check has asked is changed in it.
    const auto question = find_question(policy_, focus);
    if (session_.quick && question && now->answered[*question]) return ask(*question);
    const auto sequence = step_sequence(compiled_, session_, *now);
    if (std::find(sequence.begin(), sequence.end(), target) == sequence.end() ||
        target == step_sent || reachable_step(compiled_, session_, *now, target) != target) {
      read_.fail("/step", "cannot be reached from here", "finish the steps before it");
      return;
    }
    const bool from_overview = session_.step == step_verdict || session_.step == step_review;
    const std::string came_from = from_overview ? session_.step : session_.return_to;
    move_to(target);
    session_.return_to = came_from == target ? std::string() : came_from;
    session_.focus = focus;
  }

  void start() {
    const std::string flow = read_.string(action_, "", "flow");
    if (read_.failed()) return;
    const bool quick = flow == "quick";
    if (!quick && flow != "support" && flow != "consultation") {
      read_.fail("/flow", "unknown flow", "use support, quick or consultation");
      return;
    }
    session_.flow = flow == "consultation" ? Flow::consultation : Flow::support;
    session_.return_to.clear();
    forget_form_consents();
    move_to(start_session(policy_, session_.flow).step);
    if (!quick) return;
    move_to(step_quick);
    next();
  }

  // The two forms share ids, but each asks for consent in words of its own: what was agreed to in
  // one is not agreed to in the other.
  void forget_form_consents() {
    for (const Form* form : {&policy_.support, &policy_.consultation}) {
      for (const Field& field : form->fields) {
        if (field.kind != FieldKind::consent) continue;
        session_.inputs.erase(field.id);
        session_.acts.erase(field.id);
      }
    }
  }

  void submit() {
    read_.object(action_, "", "do id nonce at language client");
    Draft draft;
    draft.id = read_.string(action_, "", "id");
    draft.nonce = read_.string(action_, "", "nonce");
    draft.created_at = read_.string(action_, "", "at");
    const auto language = parse_language(read_.string(action_, "", "language"));
    const Json& client = read_.member(action_, "", "client");
    draft.client_name = read_.string(client, "/client", "name");
    draft.client_version = read_.string(client, "/client", "version");
    const auto now = standing_now();
    if (read_.failed()) return;
    if (!is_uuid(draft.id) || !is_nonce(draft.nonce) || !language) {
      read_.fail("/do", "the id, nonce or language has another form",
                 "use a UUID, 32 hexadecimal digits, and vi or en, in lower case");
      return;
    }
    if (session_.step != step_review ||
        reachable_step(compiled_, session_, *now, std::string(step_sent)) != step_sent) {
      read_.fail("/do", "the request is not complete", "finish the steps before sending");
      return;
    }
    draft.language = *language;
    fill(draft, *now);
    session_.submission = freeze(compiled_, form_of(policy_, session_.flow), draft, now->today);
    session_.delivery = Delivery::sending;
    move_to(step_sent);
  }

  void fill(Draft& draft, const Standing& now) const {
    const Form& form = form_of(policy_, session_.flow);
    draft.answers = now.used;
    draft.asked = now.asked;
    for (std::size_t q = 0; form.sends_answers && q < policy_.questions.size(); ++q) {
      const Question& question = policy_.questions[q];
      if (question.consent && now.used[q] == 1) add_act(draft, question.id);
    }
    for (const Field& field : form.fields) {
      const auto value = normalize_field(field.kind, input_of(session_, field.id));
      const std::string& text = std::get<std::string>(value);
      if (text.empty()) continue;
      if (field.kind == FieldKind::consent) {
        add_act(draft, field.id);
      } else {
        draft.fields[field.id] = text;
      }
    }
  }

  void add_act(Draft& draft, const std::string& id) const {
    const Act& act = session_.acts.find(id)->second;
    draft.consents.push_back({id, act.language, act.at});
  }

  void receive() {
    const Json& receipt = read_.member(action_, "", "receipt");
    for (const std::string_view key :
         {"id", "code", "submission_sha256", "policy_sha256", "received_at"}) {
      read_.string(receipt, "/receipt", key);
    }
    if (read_.failed()) return;
    const Result<Json> submission = parse_json(session_.submission, limits::submission_bytes_max);
    const Json* id = submission ? Reader::find(submission.value(), "id") : nullptr;
    if (id == nullptr || !is_string(*id, read_.string(receipt, "/receipt", "id"))) {
      read_.fail("/receipt/id", "the receipt is for another request", "send it again");
      return;
    }
    session_.receipt = receipt;
    session_.delivery = Delivery::received;
    session_.delivery_detail.clear();
  }

  void deliver() {
    const std::string status = read_.string(action_, "", "status");
    const std::string detail = read_.optional_string(action_, "", "detail");
    if (read_.failed() || session_.delivery == Delivery::received) return;
    if (status == "sending") {
      session_.delivery = Delivery::sending;
    } else if (status == "retrying") {
      session_.delivery = Delivery::retrying;
    } else if (status == "refused") {
      session_.delivery = Delivery::refused;
    } else {
      read_.fail("/status", "unknown status", "use sending, retrying or refused");
      return;
    }
    session_.delivery_detail = detail;
  }

  const CompiledPolicy& compiled_;
  const Policy& policy_;
  Session session_;
  const Json& action_;
  Reader read_;
};

}  // namespace

Session start_session(const Policy& policy, Flow flow) {
  Session session;
  session.flow = flow;
  session.step = flow == Flow::support ? policy.steps.front().id : std::string(step_form);
  return session;
}

const Form& form_of(const Policy& policy, Flow flow) {
  return flow == Flow::support ? policy.support : policy.consultation;
}

Result<Session> apply(const CompiledPolicy& compiled, const Session& session, const Json& action) {
  std::optional<Error> failure;
  Session next = Reducer(compiled, session, action, failure).reduce();
  if (failure) return *failure;
  return next;
}

}  // namespace precall
