// Makes random policies.
#include "random_policy.hpp"

#include "policy_builder.hpp"
#include "random_logic.hpp"

namespace precall::test {
namespace {

Json random_question(const std::string& id, Random& random) {
  switch (random.below(5)) {
    case 0:
    case 1:
      return boolean_question(id);
    case 2:
      return choice_question(id, {"red", "green", "blue"});
    case 3:
      return integer_question(id, -2, 3);
    default:
      return date_question(id);
  }
}

}  // namespace

Json random_policy(Random& random) {
  Json policy = minimal_policy();
  const std::size_t questions = 3 + random.below(3);
  for (std::size_t q = 0; q < questions; ++q) {
    add_question(policy, random_question("q" + std::to_string(q), random));
  }
  const std::size_t rules = 1 + random.below(6);
  for (std::size_t r = 0; r < rules; ++r) {
    add_rule(policy, "r" + std::to_string(r), random.one_in(2) ? "blocks" : "may_refuse",
             random_condition(policy["questions"], random, 3));
  }
  return policy;
}

void change_changeable(Json& policy, Random& random) {
  for (Json& question : policy["questions"]) {
    question.erase("how");
    question["changeable"] = random.one_in(2);
    if (question["changeable"] == Json(true)) question["how"] = json_of(R"({"vi":"how"})");
  }
}

}  // namespace precall::test
