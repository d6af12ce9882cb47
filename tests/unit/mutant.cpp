// The mistakes.
#include "mutant.hpp"

#include <algorithm>
#include <functional>
#include <optional>

namespace precall::test {
namespace {

const std::vector<std::string> comparisons = {"==", "!=", "<", "<=", ">", ">="};

bool is_comparison(const std::string& op) {
  return std::find(comparisons.begin(), comparisons.end(), op) != comparisons.end();
}

Json operation(const std::string& op, Json argument) {
  Json json = Json::object();
  json[op] = std::move(argument);
  return json;
}

// The operations of a condition, outermost first, without the operands of comparisons.
void collect(Json& node, const std::string& place,
             std::vector<std::pair<Json*, std::string>>& all) {
  all.emplace_back(&node, place);
  const std::string op = node.begin().key();
  if (op != "and" && op != "or" && op != "!") return;
  Json& arguments = node.begin().value();
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    collect(arguments[i], place + "/" + op + "/" + std::to_string(i), all);
  }
}

const Json* question_in(const Json& policy, const Json& operand) {
  const Json& variable = operand.contains("days_since") ? operand["days_since"][0] : operand;
  for (const Json& question : policy["questions"]) {
    if (variable["var"] == question["id"]) return &question;
  }
  return nullptr;
}

// Each of these changes the operation, or returns false if it does not fit it.
using Change = bool (*)(const Json& policy, Json& node, Random& random);

bool move_threshold(const Json&, Json& node, Random& random) {
  if (!is_comparison(node.begin().key())) return false;
  Json& value = node.begin().value()[1];
  if (!value.is_number()) return false;
  value = value.get<std::int64_t>() + (random.one_in(2) ? 1 : -1);
  return true;
}

bool flip_operator(const Json&, Json& node, Random& random) {
  const std::string op = node.begin().key();
  if (!is_comparison(op)) return false;
  std::string other = op;
  while (other == op) other = random.pick(comparisons);
  const Json arguments = node.begin().value();
  node = operation(other, arguments);
  return true;
}

bool change_negation(const Json&, Json& node, Random&) {
  const Json inner = node;
  node = inner.contains("!") ? inner["!"][0] : operation("!", Json::array({inner}));
  return true;
}

bool swap_connective(const Json&, Json& node, Random&) {
  const std::string op = node.begin().key();
  if (op != "and" && op != "or") return false;
  const Json arguments = node.begin().value();
  node = operation(op == "and" ? "or" : "and", arguments);
  return true;
}

// Another option, or another boolean question.
bool change_literal(const Json& policy, Json& node, Random& random) {
  if (node.contains("var")) {
    const Json& other = policy["questions"][random.below(policy["questions"].size())];
    if (!is_string(other["type"], "boolean") || other["id"] == node["var"]) return false;
    node["var"] = other["id"];
    return true;
  }
  if (!is_comparison(node.begin().key()) || !node.begin().value()[1].is_string()) return false;
  Json& value = node.begin().value()[1];
  const Json& options = (*question_in(policy, node.begin().value()[0]))["options"];
  const Json other = options[random.below(options.size())]["id"];
  if (other == value) return false;
  value = other;
  return true;
}

// No mistake: the same test in other words, which no comparison may report as a change.
bool rewrite(const Json&, Json& node, Random& random) {
  const std::string op = node.begin().key();
  const Json argument = node.begin().value();
  if (op == "var") {
    node =
        operation("==", random.one_in(2) ? Json::array({node, true}) : Json::array({true, node}));
  } else if (op == ">") {
    node = operation(">=", Json::array({argument[0], argument[1].get<std::int64_t>() + 1}));
  } else if (op == "==") {
    node = operation("in", Json::array({argument[0], Json::array({argument[1]})}));
  } else if (op == "!=") {
    node = operation("!", Json::array({operation("==", Json::array({argument[1], argument[0]}))}));
  } else {
    return false;
  }
  return true;
}

bool swap_effect(Json& policy, std::size_t rule) {
  Json& effect = policy["rules"][rule]["effect"];
  effect = is_string(effect, "blocks") ? "may_refuse" : "blocks";
  return true;
}

bool duplicate(Json& policy, std::size_t rule) {
  Json copy = policy["rules"][rule];
  copy["id"] = copy["id"].get<std::string>() + "_again";
  for (const Json& other : policy["rules"]) {
    if (other["id"] == copy["id"]) return false;
  }
  policy["rules"].push_back(copy);
  return true;
}

struct Kind {
  const char* name;
  Change change;  // or nothing for those on whole rules
};
constexpr Kind kinds[] = {
    {"threshold", move_threshold},   {"operator", flip_operator}, {"negation", change_negation},
    {"connective", swap_connective}, {"literal", change_literal}, {"rewritten", rewrite},
    {"dropped rule", nullptr},       {"swapped effect", nullptr}, {"duplicated rule", nullptr}};

}  // namespace

Mutant make_mutant(Json policy, Random& random) {
  const Kind* kind = &kinds[random.below(std::size(kinds))];
  for (int tries = 1;; ++tries) {
    if (tries % 100 == 0)
      kind = &kinds[random.below(std::size(kinds))];  // it fits nowhere any more
    const std::string name = kind->name;
    Json& rules = policy["rules"];
    const std::size_t rule = random.below(rules.size());
    std::string place = "/rules/" + std::to_string(rule);
    bool done = true;
    if (kind->change != nullptr) {
      std::vector<std::pair<Json*, std::string>> nodes;
      collect(rules[rule]["when"], place + "/when", nodes);
      const auto& [node, at] = random.pick(nodes);
      place = at;
      done = kind->change(policy, *node, random);
    } else if (name == "dropped rule") {
      rules.erase(rule);
    } else {
      done = name == "swapped effect" ? swap_effect(policy, rule) : duplicate(policy, rule);
    }
    if (done) return {name + " of " + place, name, std::move(policy)};
  }
}

}  // namespace precall::test
