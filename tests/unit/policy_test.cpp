// The policy document: the company's own says what its page says, and every mistake has a place.
#include "policy/policy.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/digest.hpp"
#include "policy_builder.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

struct QuestionRow {
  const char* id;
  QuestionType type;
  const char* clauses;
  bool changeable;
  Evidence evidence;
};

constexpr QuestionRow question_rows[] = {
    {"owner_verified", QuestionType::boolean, "1", true, Evidence::claim},
    {"admin_account", QuestionType::boolean, "1", true, Evidence::claim},
    {"request_kind", QuestionType::choice, "2 5 6.4", false, Evidence::act},
    {"sales_designation", QuestionType::boolean, "2", true, Evidence::record},
    {"remote_control_consent", QuestionType::boolean, "3.1", true, Evidence::act},
    {"hands_off_mouse_consent", QuestionType::boolean, "3.2", true, Evidence::act},
    {"stays_responsive", QuestionType::boolean, "3 3.3", true, Evidence::act},
    {"works_continuously", QuestionType::boolean, "6.5", true, Evidence::act},
    {"data_storage_consent", QuestionType::boolean, "4", true, Evidence::act},
    {"statements_not_contract_ack", QuestionType::boolean, "4.2", true, Evidence::act},
    {"prior_guidance_count", QuestionType::integer, "6.1", false, Evidence::record},
    {"unpaid_costs", QuestionType::choice, "6.2", true, Evidence::record},
    {"service_expiry_date", QuestionType::date, "6.3", true, Evidence::record},
    {"no_staff_details_ack", QuestionType::boolean, "7", true, Evidence::act}};

struct RuleRow {
  const char* id;
  const char* clause;
  Effect effect;
};

constexpr RuleRow rule_rows[] = {{"ownership_unproven", "1", Effect::blocks},
                                 {"admin_account_missing", "1", Effect::blocks},
                                 {"full_guidance_undesignated", "2", Effect::may_refuse},
                                 {"remote_control_declined", "3.1", Effect::blocks},
                                 {"mouse_kept", "3.2", Effect::blocks},
                                 {"not_following", "3.3", Effect::blocks},
                                 {"data_storage_declined", "4", Effect::blocks},
                                 {"contract_claim", "4.2", Effect::blocks},
                                 {"outside_duty", "5", Effect::may_refuse},
                                 {"guidance_repeated", "6.1", Effect::may_refuse},
                                 {"costs_unpaid", "6.2", Effect::may_refuse},
                                 {"service_expired", "6.3", Effect::may_refuse},
                                 {"source_code_review", "6.4", Effect::may_refuse},
                                 {"discontinuous_work", "6.5", Effect::may_refuse},
                                 {"staff_details_asked", "7", Effect::blocks}};

// Words in one line, without the bullets of lists.
std::string plain(const std::string& text) {
  static const std::string bullet = "•";
  std::string words;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool listed = text.compare(i, bullet.size(), bullet) == 0;
    if (listed) i += bullet.size() - 1;
    const char c = text[i];
    const bool space = listed || c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space) {
      words += c;
    } else if (!words.empty() && words.back() != ' ') {
      words += ' ';
    }
  }
  return words;
}

// Every text object {"vi": …} within the value.
void collect_texts(const Json& value, std::vector<Json>& texts) {
  if (value.is_object() && value.contains("vi")) texts.push_back(value);
  if (!value.is_structured()) return;
  for (const Json& member : value) collect_texts(member, texts);
}

}  // namespace

TEST_CASE("the company's policy asks the questions of its conditions, in their order") {
  const Policy& policy = company().policy;
  REQUIRE(policy.questions.size() == std::size(question_rows));
  for (std::size_t q = 0; q < policy.questions.size(); ++q) {
    const Question& question = policy.questions[q];
    CAPTURE(question.id);
    std::string clauses;
    for (const std::size_t c : question.clauses) {
      if (!clauses.empty()) clauses += ' ';
      clauses += policy.clauses[c].id;
    }
    CHECK(question.id == question_rows[q].id);
    CHECK(question.type == question_rows[q].type);
    CHECK(clauses == question_rows[q].clauses);
    CHECK(question.changeable == question_rows[q].changeable);
    CHECK(question.evidence == question_rows[q].evidence);
    // Whoever gives a consent knows it; what the company's records show may be not known.
    CHECK(question.unsure == (question.evidence != Evidence::act));
  }
}

TEST_CASE("the company's policy has the rules of its conditions, in their order") {
  const Policy& policy = company().policy;
  REQUIRE(policy.rules.size() == std::size(rule_rows));
  for (std::size_t r = 0; r < policy.rules.size(); ++r) {
    const Rule& rule = policy.rules[r];
    CAPTURE(rule.id);
    CHECK(rule.id == rule_rows[r].id);
    CHECK(policy.clauses[rule.clause].id == rule_rows[r].clause);
    CHECK(rule.effect == rule_rows[r].effect);
    CHECK(rule.follow_up == (rule.id == "guidance_repeated" ? "documents" : ""));
    CHECK(rule.quotes.size() == (rule.id == "not_following" ? 1 : 0));
  }
}

TEST_CASE("the heading that opens the conditions on the page may be left out") {
  Json json = minimal_policy();
  add_question(json, boolean_question("x"));
  CHECK(compiled(json).policy.page_title.empty());
  json["page"] = json_of(R"({"title":{"vi":"Điều kiện"}})");
  CHECK(compiled(json).policy.page_title.vi == "Điều kiện");
}

TEST_CASE("the hotline is printed as on the page and dialled by its new area code") {
  CHECK(company().policy.hotline_shown == "08.3974 3179");
  CHECK(company().policy.hotline_dial == "+842839743179");
}

TEST_CASE("nothing may be sent without consent to storing and to being contacted") {
  const Policy& policy = company().policy;
  CHECK(policy.support.required_consents ==
        std::vector<std::string>{"data_storage_consent", "contact_consent"});
  CHECK(policy.consultation.required_consents ==
        std::vector<std::string>{"storage_consent", "contact_consent"});
}

TEST_CASE("every clause of the policy stands on the company's page word for word") {
  const auto page = read_if_there("../shared/source/dieu-kien-ho-tro-khach-hang.txt");
  if (!page) {
    MESSAGE("skipped: the company's page is not beside this checkout");
    return;
  }
  const std::string words = plain(*page);
  for (const Clause& clause : company().policy.clauses) {
    CAPTURE(clause.id);
    CHECK(words.find(plain(clause.text.vi)) != std::string::npos);
  }
}

TEST_CASE("every text of the company's policy is there in both languages") {
  std::vector<Json> texts;
  collect_texts(company_json(), texts);
  CHECK(texts.size() > 100);
  for (const Json& text : texts) {
    CAPTURE(text);
    CHECK_FALSE(text["vi"].get<std::string>().empty());
    CHECK_FALSE(text.value("en", "").empty());
  }
}

TEST_CASE("a text falls back to Vietnamese where English is missing") {
  const Text both{"có", "yes"};
  CHECK(both.in(Language::vi) == "có");
  CHECK(both.in(Language::en) == "yes");
  CHECK(Text{"có", ""}.in(Language::en) == "có");
  CHECK(parse_language("vi") == Language::vi);
  CHECK(parse_language("en") == Language::en);
  CHECK_FALSE(parse_language("VI"));
}

TEST_CASE("the digest of a policy is that of its canonical form, however it is laid out") {
  const std::string canonical_text = canonical(company_json());
  CHECK(company().policy.sha256 == sha256_hex(canonical_text));
  CHECK(parse_policy(company_text())->sha256 == parse_policy(canonical_text)->sha256);
  const Json other = with(company_json(), "/version", "2023-12-16");
  CHECK(parse_policy(canonical(other))->sha256 != company().policy.sha256);
}

TEST_CASE("parts of a policy are found by id") {
  const Policy& policy = company().policy;
  CHECK(find_question(policy, "owner_verified") == std::size_t{0});
  CHECK_FALSE(find_question(policy, "phone"));
  REQUIRE(find_field(policy.support, "phone") != nullptr);
  CHECK(find_field(policy.support, "phone")->kind == FieldKind::phone);
  CHECK(find_field(policy.support, "owner_verified") == nullptr);
}

TEST_CASE("no form asks for a password") {
  for (const Form* form : {&company().policy.support, &company().policy.consultation}) {
    for (const Field& field : form->fields) {
      CAPTURE(field.id);
      CHECK(field.id.find("password") == std::string::npos);
      // Where the word stands, it stands to keep people from entering one.
      const bool mentioned = field.label.vi.find("mật khẩu") != std::string::npos;
      CHECK(mentioned == (field.label.vi.find("không") != std::string::npos && mentioned));
    }
  }
}
