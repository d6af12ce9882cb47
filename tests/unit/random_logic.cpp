// Makes random conditions and answers.
#include "random_logic.hpp"

namespace precall::test {
namespace {

const std::vector<std::string> equalities = {"==", "!="};
const std::vector<std::string> comparisons = {"==", "!=", "<", "<=", ">", ">="};

Json operation(const std::string& op, Json argument) {
  Json json = Json::object();
  json[op] = std::move(argument);
  return json;
}

Json variable(const Json& question, Random& random) {
  Json id = question["id"];
  Json var = operation("var", random.one_in(4) ? Json::array({id}) : id);
  if (!is_string(question["type"], "date")) return var;
  return operation("days_since", random.one_in(3) ? std::move(var) : Json::array({var}));
}

Json random_literal(const Json& question, Random& random) {
  const std::string type = question["type"];
  if (type == "boolean") return random.one_in(2);
  if (type == "choice") return question["options"][random.below(question["options"].size())]["id"];
  if (type == "date") return random.between(-15, 15);
  return random.between(question["min"], question["max"]);
}

}  // namespace

Json random_test(const Json& questions, Random& random) {
  const Json& question = questions[random.below(questions.size())];
  const std::string type = question["type"];
  const Json operand = variable(question, random);
  if (type == "boolean" && random.one_in(2)) return operand;
  if (random.one_in(4)) {
    Json list = Json::array();
    for (std::size_t i = 1 + random.below(3); i > 0; --i) {
      list.push_back(random_literal(question, random));
    }
    return operation("in", Json::array({operand, list}));
  }
  const bool ordered = type == "integer" || type == "date";
  Json sides = Json::array({operand, random_literal(question, random)});
  if (random.one_in(3)) std::swap(sides[0], sides[1]);
  return operation(random.pick(ordered ? comparisons : equalities), std::move(sides));
}

Json random_condition(const Json& questions, Random& random, int depth) {
  const std::size_t kind = depth > 0 ? random.below(7) : 0;
  if (kind <= 1) return random_test(questions, random);
  if (kind == 2) {
    Json inner = random_condition(questions, random, depth - 1);
    return operation("!", random.one_in(2) ? Json::array({inner}) : std::move(inner));
  }
  if (kind == 3) {  // x or not x, x and not x
    const Json inner = random_condition(questions, random, depth - 1);
    return operation(random.one_in(2) ? "or" : "and",
                     Json::array({inner, operation("!", Json::array({inner}))}));
  }
  Json parts = Json::array();
  for (std::size_t i = 1 + random.below(3); i > 0; --i) {
    parts.push_back(random_condition(questions, random, depth - 1));
  }
  return operation(kind <= 5 ? "and" : "or", std::move(parts));
}

Json random_answer(const Json& question, Day around, Random& random) {
  if (!is_string(question["type"], "date")) return random_literal(question, random);
  return iso_date(static_cast<Day>(around + random.between(-60, 60)));
}

}  // namespace precall::test
