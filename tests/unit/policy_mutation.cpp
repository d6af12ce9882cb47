// The kinds of changes.
#include "policy_mutation.hpp"

#include <algorithm>

#include "policy_builder.hpp"
#include "random_logic.hpp"

namespace precall::test {
namespace {

Json& pick_of(Json& list, Random& random) {
  return list[random.below(list.size())];
}

void shuffle(Json& list, Random& random) {
  for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[random.below(i)]);
}

void change_rule(Json& policy, Random& random) {
  Json& rules = policy["rules"];
  if (rules.empty()) return;
  Json& rule = pick_of(rules, random);
  switch (random.below(6)) {
    case 0:
      rule["when"] = random_condition(policy["questions"], random, 3);
      break;
    case 1:
      rule["when"] = Json::object({{"!", Json::array({rule["when"]})}});
      break;
    case 2:
      rule["effect"] = is_string(rule["effect"], "blocks") ? "may_refuse" : "blocks";
      break;
    case 3:
      rule["clause"] = is_string(rule["clause"], "1") ? "intro" : "1";
      break;
    case 4:
      rule["id"] = "renamed";
      break;
    default: {
      const char* both = random.one_in(2) ? "and" : "or";
      rule["when"] = Json::object(
          {{both, Json::array({rule["when"], random_test(policy["questions"], random)})}});
    }
  }
}

void change_rules(Json& policy, Random& random) {
  Json& rules = policy["rules"];
  switch (random.below(4)) {
    case 0:
      if (!rules.empty()) rules.erase(random.below(rules.size()));
      break;
    case 1:
      if (rules.empty()) return;
      rules.push_back(rules[random.below(rules.size())]);
      rules.back()["id"] = "duplicate";
      break;
    case 2:
      shuffle(rules, random);
      break;
    default:
      add_rule(policy, "added", random.one_in(2) ? "blocks" : "may_refuse",
               random_condition(policy["questions"], random, 3));
  }
}

// Another range, other options, or another type: what conditions compare with may be gone.
void change_question(Json& question, Random& random) {
  if (is_string(question["type"], "integer")) {
    question["min"] = random.between(-3, 0);
    question["max"] = random.between(0, 4);
    if (random.one_in(8)) question["min"] = 4, question["max"] = 6;
  } else if (is_string(question["type"], "choice")) {
    if (random.one_in(2)) shuffle(question["options"], random);
    if (random.one_in(2)) question["options"].erase(random.below(question["options"].size()));
    if (question["options"].size() < 2 || random.one_in(2)) {
      question["options"].push_back(json_of(R"({"id":"white","text":{"vi":"white"}})"));
    }
  } else {
    question["type"] = is_string(question["type"], "date") ? "boolean" : "date";
  }
}

// Removes the rules whose condition names the question.
void drop_rules_on(Json& policy, const std::string& question) {
  Json& rules = policy["rules"];
  for (std::size_t r = rules.size(); r > 0; --r) {
    if (rules[r - 1]["when"].dump().find("\"" + question + "\"") != std::string::npos) {
      rules.erase(r - 1);
    }
  }
}

void remove_question(Json& policy, std::size_t index) {
  const std::string id = policy["questions"][index]["id"];
  drop_rules_on(policy, id);
  policy["questions"].erase(index);
  Json& steps = policy["steps"];
  for (std::size_t s = steps.size(); s > 0; --s) {
    if (is_string(steps[s - 1]["questions"][0], id)) steps.erase(s - 1);
  }
}

void change_questions(Json& policy, Random& random) {
  Json& questions = policy["questions"];
  const std::size_t index = random.below(questions.size());
  switch (random.below(4)) {
    case 0:
      if (random.one_in(2)) drop_rules_on(policy, questions[index]["id"]);
      change_question(questions[index], random);
      break;
    case 1:
      if (questions.size() > 1) remove_question(policy, index);
      break;
    case 2:
      shuffle(questions, random);
      break;
    default:
      add_question(policy, random.one_in(2) ? boolean_question("added")
                                            : choice_question("added", {"yes", "no", "perhaps"}));
      add_rule(policy, "on_added", "may_refuse", random_condition(questions, random, 2));
  }
}

}  // namespace

Json mutated_policy(Json policy, Random& random) {
  switch (random.below(5)) {
    case 0:
    case 1:
      change_rule(policy, random);
      break;
    case 2:
      change_rules(policy, random);
      break;
    default:
      change_questions(policy, random);
  }
  return policy;
}

}  // namespace precall::test
