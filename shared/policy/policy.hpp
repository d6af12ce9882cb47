// The policy document: the company's conditions as data. Parsed once, type-checked, then immutable.
// References between parts are indexes, so that nothing downstream looks up a name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "policy/condition.hpp"
#include "policy/text.hpp"

namespace precall {

struct Link {
  std::string id;
  std::string url;
  Text text;
};

struct Clause {
  std::string id;
  Text label;
  Text text;
  std::optional<std::size_t> link;
};

enum class QuestionType { boolean, choice, integer, date };
enum class Evidence { act, claim, record };

struct Option {
  std::string id;
  Text text;
};

struct Question {
  std::string id;
  QuestionType type = QuestionType::boolean;
  std::vector<std::size_t> clauses;
  Text text;
  Text help;
  bool unsure = false;   // "I am not sure" is offered
  bool consent = false;  // the exact text shown goes into the submission
  bool changeable = false;
  Text how;  // what the customer does to change the answer; empty unless changeable
  Evidence evidence = Evidence::act;
  std::vector<Option> options;  // boolean: "false", "true"; choice: its own
  std::int64_t min = 0;         // of the answer: option index, integer, or Day
  std::int64_t max = 0;
  std::optional<std::size_t> link;
};

struct Step {
  std::string id;
  Text title;
  std::vector<std::size_t> questions;
};

enum class Effect { blocks, may_refuse };

struct Rule {
  std::string id;
  std::size_t clause = 0;
  std::vector<std::size_t> quotes;  // further clauses shown with it
  Effect effect = Effect::blocks;
  Condition when;
  Text message;  // may hold {question} and {question.days}
  std::string follow_up;
};

struct FollowUp {
  std::string id;
  Text text;
};

enum class FieldKind { name, phone, email, website, line, text, consent };

struct Field {
  std::string id;
  FieldKind kind = FieldKind::line;
  Text label;
  Text help;
  bool required = false;
};

// A form that customers send. The support form carries answers and a verdict.
struct Form {
  std::string id;
  bool sends_answers = false;
  Text title;
  Text intro;
  std::vector<std::string> required_consents;  // ids of questions or fields
  std::vector<Field> fields;
};

// A finding of `precall policy check` that the author has looked at and lets stand.
struct AcceptedFinding {
  std::string finding;  // "kind:id", with further ids behind it
  std::string reason;
};

struct Policy {
  std::string id;
  std::string version;
  std::string sha256;  // of the canonical form, 64 hexadecimal digits
  std::vector<Language> languages;
  int utc_offset_minutes = 0;
  Text title;
  std::string company;
  std::string hotline_shown;
  std::string hotline_dial;  // E.164
  Text page_title;  // the heading that opens the conditions on the company's page, or empty
  std::vector<Link> links;
  std::size_t notice = 0;   // clause shown before the first question
  std::size_t contact = 0;  // clause shown with every verdict
  std::vector<Clause> clauses;
  std::vector<Question> questions;
  std::vector<Step> steps;
  std::vector<std::size_t> quick_order;  // all questions, as a quick check goes through them
  std::vector<Rule> rules;
  std::vector<FollowUp> follow_ups;
  Form support;
  Form consultation;
  std::vector<AcceptedFinding> accepted_findings;
};

// Parses and type-checks a policy document. Every Error names the place as a JSON Pointer and the
// remedy. Linear in the size of the text but for look-ups of ids.
Result<Policy> parse_policy(std::string_view text);

std::optional<std::size_t> find_question(const Policy& policy, std::string_view id);
const Field* find_field(const Form& form, std::string_view id);

}  // namespace precall
