// Regions of changed rules, and the search for a customer who shows each.
#include "rules/diff.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/limits.hpp"
#include "rules/quiet.hpp"

namespace precall {
namespace {

constexpr int gravity_blocks = 2;
constexpr int gravity_may_refuse = 1;
constexpr int gravity_silent = 0;

int gravity(const Rule& rule) {
  return rule.effect == Effect::blocks ? gravity_blocks : gravity_may_refuse;
}

class Comparison {
 public:
  explicit Comparison(const Joint& joint) : joint_(joint), budget_(limits::diff_steps_max) {}

  Result<std::vector<ChangeClass>> classes() {
    const auto find_all = [&](std::size_t version) {
      for (std::size_t r = 0; r < joint_.policy(version).rules.size() && !failure_; ++r) {
        const auto other = same_rule(1 - version, joint_.policy(version).rules[r].id);
        if (version == old_version && other) continue;
        ByVersion<std::optional<std::size_t>> rule;
        rule[version] = r;
        rule[1 - version] = other;
        compare_rule(rule);
      }
    };
    find_all(new_version);
    find_all(old_version);
    find_witnesses();
    if (failure_) return *failure_;
    return std::move(classes_);
  }

 private:
  const Rule& rule_of(const ChangeClass& found, std::size_t version) const {
    return joint_.policy(version).rules[*found.rule[version]];
  }

  std::optional<std::size_t> same_rule(std::size_t version, std::string_view id) const {
    const auto& rules = joint_.policy(version).rules;
    const auto found =
        std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == id; });
    if (found == rules.end()) return std::nullopt;
    return static_cast<std::size_t>(found - rules.begin());
  }

  void fail(const ByVersion<std::optional<std::size_t>>& rule) {
    const std::size_t version = rule[new_version] ? new_version : old_version;
    const std::string limit = budget_.exceeded()
                                  ? std::to_string(limits::diff_steps_max) + " steps"
                                  : std::to_string(limits::diff_boxes_max) + " boxes";
    failure_ = Error{child(child("/rules", *rule[version]), "when").text(),
                     "comparing the versions of this rule takes more than " + limit,
                     "split the rule, or compare versions that lie closer together"};
  }

  void compare_rule(const ByVersion<std::optional<std::size_t>>& rule) {
    add_class(rule, RuleChange::starts, Fires::new_only);
    add_class(rule, RuleChange::stops, Fires::old_only);
    if (!rule[old_version] || !rule[new_version]) return;
    const Policy& before = joint_.policy(old_version);
    const Policy& after = joint_.policy(new_version);
    const Rule& old_rule = before.rules[*rule[old_version]];
    const Rule& new_rule = after.rules[*rule[new_version]];
    if (old_rule.effect != new_rule.effect) {
      const bool blocks = new_rule.effect == Effect::blocks;
      add_class(rule, blocks ? RuleChange::becomes_blocks : RuleChange::becomes_may_refuse,
                Fires::both);
    } else if (before.clauses[old_rule.clause].id != after.clauses[new_rule.clause].id) {
      add_class(rule, RuleChange::cites_other_clause, Fires::both);
    }
  }

  void add_class(const ByVersion<std::optional<std::size_t>>& rule, RuleChange change,
                 Fires fires) {
    if (failure_) return;
    auto boxes = region(joint_, rule, fires, budget_);
    if (!boxes) return fail(rule);
    if (boxes->empty()) return;
    classes_.push_back({change, rule, fires, std::move(*boxes), false, {}});
  }

  // How grave the rule is for the customers of the class.
  int gravity_in(const ChangeClass& found, std::size_t version) const {
    const bool fires =
        found.fires == Fires::both || (found.fires == Fires::old_only) == (version == old_version);
    return fires ? gravity(rule_of(found, version)) : gravity_silent;
  }

  // For each class a customer whose verdict differs if there is one, else any. Where verdicts
  // differ, some rule fires that is graver than any of the other version, so that the customer is
  // in that rule's class as well; and then that class has shown by itself that it can be a cause.
  void find_witnesses() {
    std::vector<const ChangeClass*> causes;
    for (ChangeClass& found : classes_) {
      if (show_verdict(found, found)) causes.push_back(&found);
      if (budget_.exceeded()) return fail(found.rule);
    }
    for (ChangeClass& found : classes_) {
      if (found.verdict_changes) continue;
      if (std::any_of(causes.begin(), causes.end(),
                      [&](const ChangeClass* cause) { return show_verdict(found, *cause); })) {
        continue;
      }
      show(found, found.boxes.front(), found.boxes.front(), {});
      if (budget_.exceeded()) return fail(found.rule);
    }
  }

  // Looks for a customer of `found` whose verdict differs because of `cause`: its rule is graver in
  // one version, and in the other no rule is as grave.
  bool show_verdict(ChangeClass& found, const ChangeClass& cause) {
    const int before = gravity_in(cause, old_version);
    const int after = gravity_in(cause, new_version);
    if (before == after) return false;
    const std::size_t milder = before < after ? old_version : new_version;
    RuleList silent;
    for (const JointRule& rule : joint_.rules[milder]) {
      const Rule& own = joint_.policy(milder).rules[rule.rule];
      if (gravity(own) >= std::max(before, after)) silent.push_back(&rule);
    }
    for (const Box& box : found.boxes) {
      for (const Box& other : cause.boxes) {
        if (show(found, box, other, silent)) return true;
      }
    }
    return false;
  }

  // Makes a customer in both boxes, to whom none of `silent` happens, the witness of the class;
  // false if there is none.
  bool show(ChangeClass& found, const Box& box, const Box& other, const RuleList& silent) {
    if (!budget_.spend(joint_.questions.size())) return false;
    Domain domain = full_domain(joint_);
    if (!narrow(domain, box) || !narrow(domain, other)) return false;
    Domain tidy_domain = domain;
    if (!silence(joint_, domain, silent, budget_)) return false;
    Budget tidy(limits::diff_tidy_steps_max);
    const bool tidied = silence_others(joint_, tidy_domain, silent, tidy);
    found.witness = witness_in(tidied ? tidy_domain : domain);
    found.verdict_changes = found.witness.evaluation[old_version].verdict !=
                            found.witness.evaluation[new_version].verdict;
    return true;
  }

  // Narrows the domain to the box; false if nothing is in both.
  static bool narrow(Domain& domain, const Box& box) {
    for (const BoxSide& side : box) {
      Bits& cells = domain[side.question];
      Bits both(cells.size());
      bool any = false;
      for (const std::size_t cell : side.cells) {
        if (!test_bit(cells, cell)) continue;
        set_bit(both, cell);
        any = true;
      }
      if (!any) return false;
      cells = std::move(both);
    }
    return true;
  }

  ChangeWitness witness_in(const Domain& domain) const {
    ChangeWitness witness;
    for (const std::size_t version : {old_version, new_version}) {
      Answers& answers = witness.answers[version];
      answers.resize(joint_.policy(version).questions.size());
      for (std::size_t q = 0; q < domain.size(); ++q) {
        const auto& own = joint_.questions[q].question[version];
        if (own) answers[*own] = nearest_answer(q, first_cell(domain[q]), version);
      }
      const Version& side = joint_.versions[version];
      witness.evaluation[version] = evaluate(*side.compiled, answers, side.today);
    }
    return witness;
  }

  static std::size_t first_cell(const Bits& cells) {
    std::size_t cell = 0;
    while (!test_bit(cells, cell)) ++cell;
    return cell;
  }

  // Of the answers in a cell the one that says most about its edge: nearest to zero, or to today.
  std::int64_t nearest_answer(std::size_t question, std::size_t cell, std::size_t version) const {
    const JointQuestion& joint = joint_.questions[question];
    const std::size_t own = *joint.question[version];
    const bool date = joint_.policy(version).questions[own].type == QuestionType::date;
    const Interval answers = joint.cells[cell].answers[version];
    const std::int64_t zero = date ? joint_.versions[new_version].today : 0;
    return std::clamp(zero, answers.from, answers.to);
  }

  const Joint& joint_;
  Budget budget_;
  std::vector<ChangeClass> classes_;
  std::optional<Error> failure_;
};

}  // namespace

std::string_view name_of(RuleChange change) {
  switch (change) {
    case RuleChange::starts:
      return "starts";
    case RuleChange::stops:
      return "stops";
    case RuleChange::becomes_blocks:
      return "becomes_blocks";
    case RuleChange::becomes_may_refuse:
      return "becomes_may_refuse";
    case RuleChange::cites_other_clause:
      break;
  }
  return "cites_other_clause";
}

Result<PolicyDiff> diff_policies(const ByVersion<const Json*>& documents,
                                 const ByVersion<Version>& versions) {
  PolicyDiff diff{
      join(versions), diff_documents(*documents[old_version], *documents[new_version]), {}};
  if (diff.same()) return diff;
  Result<std::vector<ChangeClass>> classes = Comparison(diff.joint).classes();
  if (!classes) return classes.error();
  diff.classes = std::move(classes).value();
  std::size_t reasons = 0;
  for (const ChangeClass& found : diff.classes) {
    for (const Evaluation& shown : found.witness.evaluation) reasons += shown.reasons.size();
  }
  if (reasons > limits::diff_reasons_max) {
    return Error{"/rules",
                 "the customers that show what changes have " + std::to_string(reasons) +
                     " reasons, more than " + std::to_string(limits::diff_reasons_max),
                 "compare versions that lie closer together"};
  }
  return diff;
}

}  // namespace precall
