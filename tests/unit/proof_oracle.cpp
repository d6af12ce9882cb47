// Findings by counting.
#include "proof_oracle.hpp"

#include <algorithm>

namespace precall::test {

ProofOracle::ProofOracle(const Json& policy, Day today)
    : oracle_(policy), table_(oracle_.table(today)), policy_id_(policy["id"]) {
  for (const Json& rule : policy["rules"]) {
    rules_.push_back({rule["id"], is_string(rule["effect"], "blocks")});
  }
  const auto matter = oracle_.judge(Json::object(), today).unknown;
  for (const Json& question : policy["questions"]) {
    questions_.push_back(question["id"]);
    changeable_.push_back(question["changeable"] == Json(true));
    if (std::find(matter.begin(), matter.end(), questions_.back()) == matter.end()) {
      cannot_matter_.push_back(questions_.back());
    }
  }
}

bool ProofOracle::fires(std::size_t rule) const {
  return std::any_of(table_.fired.begin(), table_.fired.end(),
                     [&](std::uint64_t fired) { return (fired >> rule & 1) != 0; });
}

bool ProofOracle::fires_alone(std::size_t rule) const {
  return std::any_of(table_.fired.begin(), table_.fired.end(),
                     [&](std::uint64_t fired) { return fired == std::uint64_t{1} << rule; });
}

bool ProofOracle::always(std::size_t rule) const {
  return std::all_of(table_.fired.begin(), table_.fired.end(),
                     [&](std::uint64_t fired) { return (fired >> rule & 1) != 0; });
}

bool ProofOracle::implies(std::size_t rule, std::size_t other) const {
  return std::none_of(table_.fired.begin(), table_.fired.end(), [&](std::uint64_t fired) {
    return (fired >> rule & 1) != 0 && (fired >> other & 1) == 0;
  });
}

bool ProofOracle::equal(std::size_t rule, std::size_t other) const {
  return implies(rule, other) && implies(other, rule);
}

bool ProofOracle::without_remedy(std::size_t rule) const {
  // Completions that agree in all unchangeable answers have the same key.
  std::vector<bool> cleared(table_.fired.size(), false);
  std::vector<bool> seen(table_.fired.size(), false);
  for (std::size_t completion = 0; completion < table_.fired.size(); ++completion) {
    std::size_t key = 0;
    std::size_t stride = 1;
    for (std::size_t q = 0; q < table_.sizes.size(); ++q) {
      const std::size_t digit = completion / stride % table_.sizes[q];
      if (!changeable_[q]) key += digit * stride;
      stride *= table_.sizes[q];
    }
    seen[key] = true;
    if (!fires_in(completion, rule)) cleared[key] = true;
  }
  for (std::size_t key = 0; key < seen.size(); ++key) {
    if (seen[key] && !cleared[key]) return true;
  }
  return false;
}

void ProofOracle::add_pairs(std::size_t rule, std::vector<std::string>& names) const {
  for (std::size_t other = 0; other < rule; ++other) {
    if (!sometimes(other) || !equal(rule, other)) continue;
    names.push_back("same_condition:" + rules_[rule].id + ":" + rules_[other].id);
    break;
  }
  for (std::size_t other = 0; other < rules_.size(); ++other) {
    const bool as_grave = rules_[other].blocks || !rules_[rule].blocks;
    if (!sometimes(other) || !as_grave || !implies(rule, other) || implies(other, rule)) continue;
    names.push_back("masked:" + rules_[rule].id + ":" + rules_[other].id);
    break;
  }
}

std::vector<std::string> ProofOracle::findings() const {
  std::vector<std::string> names;
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    if (!fires(r)) names.push_back("never_fires:" + rules_[r].id);
    if (always(r)) names.push_back("always_fires:" + rules_[r].id);
    if (!sometimes(r)) continue;
    add_pairs(r, names);
    if (without_remedy(r)) names.push_back("no_remedy:" + rules_[r].id);
  }
  for (const std::string& id : cannot_matter_) names.push_back("cannot_matter:" + id);
  if (std::find(table_.fired.begin(), table_.fired.end(), 0) == table_.fired.end()) {
    names.push_back("never_eligible:" + policy_id_);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace precall::test
