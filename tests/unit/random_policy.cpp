// Makes random policies.
#include "random_policy.hpp"

#include "policy_builder.hpp"
#include "random_logic.hpp"

namespace precall::test {

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

}  // namespace precall::test
