// Reads a policy document part by part, each with its checks, in the order in which parts refer to
// each other: clauses, questions, steps, rules, forms.
#include "policy/policy.hpp"

#include <algorithm>

#include "base/date.hpp"
#include "base/digest.hpp"
#include "base/limits.hpp"
#include "policy/part_reader.hpp"
#include "policy/placeholder.hpp"

namespace precall {
namespace {

constexpr std::string_view reserved_steps[] = {"quick", "verdict", "form", "review", "sent"};

// Only addresses that a link may safely point at: no script or data scheme gets in by a policy.
bool is_safe_url(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://") || url.starts_with("/") ||
         url.starts_with("#");
}

class PolicyParser {
 public:
  PolicyParser(const Json& root, std::optional<Error>& failure) : root_(root), read_(failure) {}

  Policy parse() {
    read_.object(root_, "",
                 "format id version languages utc_offset title company page links notice "
                 "contact clauses questions steps quick_order rules follow_ups forms "
                 "accepted_findings");
    if (read_.string(root_, "", "format") != "precall.policy/1") {
      read_.fail("/format", "not a policy of this version", "write \"precall.policy/1\"");
    }
    parse_head();
    parse_company(root_, policy_, read_);
    parse_links();
    parse_clauses();
    parse_questions();
    parse_steps();
    parse_quick_order();
    parse_follow_ups();
    parse_rules();
    parse_forms();
    parse_accepted_findings(root_, policy_, read_);
    return std::move(policy_);
  }

 private:
  std::optional<std::size_t> optional_link(const Json& object, const Place& place) {
    const std::string id = read_.optional_string(object, place, "link");
    if (id.empty()) return std::nullopt;
    return read_.reference(id, child(place, "link"), ids_of(policy_.links), "link");
  }

  // Calls `parse_one(object, place)` for every entry of the root's list `key`.
  template <class F>
  void each(std::string_view key, std::size_t size_max, F parse_one) {
    const Json& list = read_.array(root_, "", key, size_max);
    for (std::size_t i = 0; i < list.size() && !read_.failed(); ++i) {
      parse_one(list[i], child(child("", key), i));
    }
  }

  void parse_head() {
    policy_.id = read_.new_id(root_, "", Ids{});
    policy_.version = read_.string(root_, "", "version");
    if (!read_.failed() && !parse_iso_date(policy_.version)) {
      read_.fail("/version", "not a date", "write the day of the text, like 2023-12-15");
    }
    read_.text(root_, "", "title", policy_.title);
    const auto offset = parse_utc_offset(read_.string(root_, "", "utc_offset"));
    if (!offset) read_.fail("/utc_offset", "not an offset", "write it like +07:00");
    policy_.utc_offset_minutes = offset.value_or(0);
    each("languages", std::size(all_languages), [&](const Json& name, const Place& place) {
      const auto language =
          name.is_string() ? parse_language(name.get_ref<const std::string&>()) : std::nullopt;
      if (!language) {
        read_.fail(place, "not a language of the product", "write \"vi\" or \"en\"");
      } else if (std::count(policy_.languages.begin(), policy_.languages.end(), *language) != 0) {
        read_.fail(place, "stands twice", "name each language once");
      } else {
        policy_.languages.push_back(*language);
      }
    });
    if (policy_.languages.empty()) read_.fail("/languages", "empty", "name at least one");
    const Json* page = Reader::find(root_, "page");
    if (page != nullptr && read_.object(*page, "/page", "title")) {
      read_.text(*page, "/page", "title", policy_.page_title);
    }
  }

  void parse_links() {
    const Json* links = Reader::find(root_, "links");
    if (links == nullptr || read_.failed()) return;
    if (!links->is_object()) return read_.fail("/links", "not an object", "write one");
    for (const auto& item : links->items()) {
      const Place place = child("/links", item.key());
      read_.check_id(item.key(), place);
      if (!read_.object(item.value(), place, "url text")) return;
      Link& link = policy_.links.emplace_back();
      link.id = item.key();
      link.url = read_.string(item.value(), place, "url");
      read_.text(item.value(), place, "text", link.text);
      if (!read_.failed() && !is_safe_url(link.url)) {
        read_.fail(child(place, "url"), "not an address that a page may link to",
                   "start it with https://, http://, / or #");
      }
    }
  }

  void parse_clauses() {
    each("clauses", limits::clauses_max, [&](const Json& value, const Place& place) {
      if (!read_.object(value, place, "id label text link")) return;
      Clause& clause = policy_.clauses.emplace_back();
      clause.id = read_.new_id(value, place, ids_of(policy_.clauses), "_.", true);
      read_.text(value, place, "label", clause.label);
      read_.text(value, place, "text", clause.text);
      clause.link = optional_link(value, place);
    });
    policy_.notice = clause_reference(root_, "", "notice");
    policy_.contact = clause_reference(root_, "", "contact");
  }

  std::size_t clause_reference(const Json& object, const Place& place, std::string_view key) {
    const std::string id = read_.string(object, place, key);
    return read_.reference(id, child(place, key), ids_of(policy_.clauses), "clause");
  }

  void parse_questions() {
    each("questions", limits::questions_max, [&](const Json& value, const Place& place) {
      if (!read_.object(value, place,
                        "id type clauses text help unsure consent changeable how evidence options "
                        "labels min max link weights")) {
        return;
      }
      Question& question = policy_.questions.emplace_back();
      question.id = read_.new_id(value, place, ids_of(policy_.questions));
      question.clauses =
          read_.references(value, place, "clauses", ids_of(policy_.clauses), "clause");
      read_.text(value, place, "text", question.text);
      read_.optional_text(value, place, "help", question.help);
      question.unsure = read_.optional_boolean(value, place, "unsure");
      question.consent = read_.optional_boolean(value, place, "consent");
      question.changeable = read_.optional_boolean(value, place, "changeable");
      read_.optional_text(value, place, "how", question.how);
      question.link = optional_link(value, place);
      parse_evidence(value, place, question);
      parse_type(value, place, question);
      check_question(value, place, question);
    });
  }

  void parse_evidence(const Json& value, const Place& place, Question& question) {
    const std::string evidence = read_.string(value, place, "evidence");
    if (evidence == "claim") {
      question.evidence = Evidence::claim;
    } else if (evidence == "record") {
      question.evidence = Evidence::record;
    } else if (evidence != "act") {
      read_.fail(child(place, "evidence"), "unknown evidence", "write act, claim or record");
    }
  }

  void parse_type(const Json& value, const Place& place, Question& question) {
    const std::string type = read_.string(value, place, "type");
    if (type == "boolean") {
      question.type = QuestionType::boolean;
      parse_labels(value, place, question);
    } else if (type == "choice") {
      question.type = QuestionType::choice;
      parse_options(value, place, question);
    } else if (type == "integer") {
      question.type = QuestionType::integer;
      question.min = read_.integer(value, place, "min", -limits::integer_max, limits::integer_max);
      question.max = read_.integer(value, place, "max", question.min, limits::integer_max);
      return;
    } else if (type == "date") {
      question.type = QuestionType::date;
      question.min = day_min;
      question.max = day_max;
      return;
    } else {
      read_.fail(child(place, "type"), "unknown type", "write boolean, choice, integer or date");
      return;
    }
    question.max = static_cast<std::int64_t>(question.options.size()) - 1;
  }

  void parse_labels(const Json& value, const Place& place, Question& question) {
    question.options.resize(2);
    Option& no = question.options[0];
    no.id = "false";
    no.text.vi = question.consent ? "Tôi không đồng ý" : "Không";
    no.text.en = question.consent ? "I do not agree" : "No";
    Option& yes = question.options[1];
    yes.id = "true";
    yes.text.vi = question.consent ? "Tôi đồng ý" : "Có";
    yes.text.en = question.consent ? "I agree" : "Yes";
    const Json* labels = Reader::find(value, "labels");
    if (labels == nullptr) return;
    const Place inner = child(place, "labels");
    if (!read_.object(*labels, inner, "true false")) return;
    for (Option& option : question.options) read_.text(*labels, inner, option.id, option.text);
  }

  void parse_options(const Json& value, const Place& place, Question& question) {
    const Json& options = read_.array(value, place, "options", limits::options_max);
    for (std::size_t i = 0; i < options.size() && !read_.failed(); ++i) {
      const Place list = child(place, "options");
      const Place inner = child(list, i);
      if (!read_.object(options[i], inner, "id text")) return;
      Option& option = question.options.emplace_back();
      option.id = read_.new_id(options[i], inner, ids_of(question.options));
      read_.text(options[i], inner, "text", option.text);
      if (option.id == "unknown") {
        read_.fail(child(inner, "id"), "\"unknown\" is reserved for an answer not known",
                   "rename the option, or set \"unsure\" on the question");
      }
    }
    if (!read_.failed() && question.options.size() < 2) {
      read_.fail(child(place, "options"), "fewer than two options", "add some");
    }
  }

  void check_question(const Json& value, const Place& place, const Question& question) {
    const bool bounded = question.type == QuestionType::integer;
    const std::pair<std::string_view, bool> allowed[] = {
        {"options", question.type == QuestionType::choice},
        {"labels", question.type == QuestionType::boolean},
        {"min", bounded},
        {"max", bounded},
        {"how", question.changeable}};
    for (const auto& [key, fits] : allowed) {
      if (!fits && Reader::find(value, key) != nullptr) {
        read_.fail(child(place, key), "does not belong to this question", "remove it");
      }
    }
    if (question.changeable && question.how.empty()) {
      read_.fail(child(place, "how"), "missing", "say how the customer can change this answer");
    }
    if (question.consent && question.type != QuestionType::boolean) {
      read_.fail(child(place, "consent"), "only a boolean question can be a consent",
                 "make it boolean or remove \"consent\"");
    }
  }

  void parse_steps() {
    std::vector<std::uint8_t> placed(policy_.questions.size());
    each("steps", limits::questions_max, [&](const Json& value, const Place& place) {
      if (!read_.object(value, place, "id title questions")) return;
      Step& step = policy_.steps.emplace_back();
      step.id = read_.new_id(value, place, ids_of(policy_.steps));
      read_.text(value, place, "title", step.title);
      step.questions =
          read_.references(value, place, "questions", ids_of(policy_.questions), "question");
      if (std::find(std::begin(reserved_steps), std::end(reserved_steps), step.id) !=
          std::end(reserved_steps)) {
        read_.fail(child(place, "id"), "\"" + step.id + "\" is reserved", "rename the step");
      }
      if (step.questions.empty()) {
        read_.fail(child(place, "questions"), "empty", "add a question or remove the step");
      }
      for (const std::size_t question : step.questions) {
        if (read_.failed()) return;
        if (placed[question]) {
          read_.fail(child(place, "questions"),
                     "\"" + policy_.questions[question].id + "\" stands in two steps",
                     "keep it in one");
        }
        placed[question] = 1;
      }
    });
    const auto missing = std::find(placed.begin(), placed.end(), 0);
    if (missing != placed.end()) {
      const auto index = static_cast<std::size_t>(missing - placed.begin());
      read_.fail("/steps", "\"" + policy_.questions[index].id + "\" is in no step",
                 "add it to a step");
    }
    if (policy_.steps.empty()) read_.fail("/steps", "empty", "add a step");
  }

  // What the list leaves out comes last, in asking order.
  void parse_quick_order() {
    auto& order = policy_.quick_order;
    order = read_.references(root_, "", "quick_order", ids_of(policy_.questions), "question");
    for (const Step& step : policy_.steps) {
      for (const std::size_t question : step.questions) {
        if (std::count(order.begin(), order.end(), question) == 0) order.push_back(question);
      }
    }
    if (order.size() != policy_.questions.size()) {
      read_.fail("/quick_order", "names a question twice", "name each once");
    }
  }

  void parse_follow_ups() {
    const Json* follow_ups = Reader::find(root_, "follow_ups");
    if (follow_ups == nullptr || read_.failed()) return;
    if (!follow_ups->is_object()) return read_.fail("/follow_ups", "not an object", "write one");
    for (const auto& item : follow_ups->items()) {
      read_.check_id(item.key(), child("/follow_ups", item.key()));
      FollowUp& follow_up = policy_.follow_ups.emplace_back();
      follow_up.id = item.key();
      read_.text(*follow_ups, "/follow_ups", item.key(), follow_up.text);
    }
  }

  void parse_rules() {
    each("rules", limits::rules_max, [&](const Json& value, const Place& place) {
      if (!read_.object(value, place, "id clause quotes effect when message follow_up")) return;
      Rule& rule = policy_.rules.emplace_back();
      rule.id = read_.new_id(value, place, ids_of(policy_.rules));
      rule.clause = clause_reference(value, place, "clause");
      rule.quotes = read_.references(value, place, "quotes", ids_of(policy_.clauses), "clause");
      read_.text(value, place, "message", rule.message);
      check_placeholders(rule.message, child(place, "message"), policy_.questions, read_);
      const std::string effect = read_.string(value, place, "effect");
      if (effect == "may_refuse") {
        rule.effect = Effect::may_refuse;
      } else if (effect != "blocks") {
        read_.fail(child(place, "effect"), "unknown effect", "write blocks or may_refuse");
      }
      rule.follow_up = read_.optional_string(value, place, "follow_up");
      if (!rule.follow_up.empty()) {
        read_.reference(rule.follow_up, child(place, "follow_up"), ids_of(policy_.follow_ups),
                        "follow-up");
      }
      const Json& when = read_.member(value, place, "when");
      if (!read_.failed()) {
        rule.when = parse_condition(when, child(place, "when"), policy_.questions, read_);
      }
    });
  }

  void parse_forms() {
    bool support = false;
    bool consultation = false;
    each("forms", 2, [&](const Json& value, const Place& place) {
      if (!read_.object(value, place, "id flow title intro requires fields")) return;
      const std::string flow = read_.string(value, place, "flow");
      const bool is_support = flow == "support";
      if (!is_support && flow != "consultation") {
        return read_.fail(child(place, "flow"), "unknown flow", "write support or consultation");
      }
      bool& seen = is_support ? support : consultation;
      if (seen) return read_.fail(child(place, "flow"), "stands twice", "keep one form a flow");
      seen = true;
      Form& form = is_support ? policy_.support : policy_.consultation;
      form.sends_answers = is_support;
      parse_form(value, place, policy_, form, read_);
    });
    if (!support || !consultation) {
      read_.fail("/forms", "a form is missing", "add one for support and one for consultation");
    }
  }

  const Json& root_;
  PartReader read_;
  Policy policy_;
};

}  // namespace

Result<Policy> parse_policy(std::string_view text) {
  const Result<Json> json = parse_json(text, limits::policy_bytes_max);
  if (!json) return json.error();
  std::optional<Error> failure;
  Policy policy = PolicyParser(json.value(), failure).parse();
  if (failure) return *failure;
  policy.sha256 = sha256_hex(canonical(json.value()));
  return policy;
}

std::optional<std::size_t> find_question(const Policy& policy, std::string_view id) {
  for (std::size_t q = 0; q < policy.questions.size(); ++q) {
    if (policy.questions[q].id == id) return q;
  }
  return std::nullopt;
}

}  // namespace precall
