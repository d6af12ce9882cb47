// What should be found about a policy's rules and questions, by brute force over all completions,
// straight from the findings' definitions.
#pragma once

#include <string>
#include <vector>

#include "oracle.hpp"

namespace precall::test {

class ProofOracle {
 public:
  ProofOracle(const Json& policy, Day today);

  // The names of the findings about rules and questions, sorted.
  std::vector<std::string> findings() const;

  // Whether some answers make this rule fire, and whether some make it fire alone.
  bool fires(std::size_t rule) const;
  bool fires_alone(std::size_t rule) const;

  const Oracle& oracle() const { return oracle_; }

 private:
  struct Rule {
    std::string id;
    bool blocks = false;
  };
  bool fires_in(std::size_t completion, std::size_t rule) const {
    return (table_.fired[completion] >> rule & 1) != 0;
  }
  bool always(std::size_t rule) const;
  bool sometimes(std::size_t rule) const { return fires(rule) && !always(rule); }
  bool implies(std::size_t rule, std::size_t other) const;
  bool equal(std::size_t rule, std::size_t other) const;
  // Whether for some unchangeable answers the rule fires whatever the changeable ones are.
  bool without_remedy(std::size_t rule) const;
  void add_pairs(std::size_t rule, std::vector<std::string>& names) const;

  Oracle oracle_;
  Oracle::Table table_;
  std::string policy_id_;
  std::vector<Rule> rules_;
  std::vector<std::string> questions_;
  std::vector<bool> changeable_;
  std::vector<std::string> cannot_matter_;
};

}  // namespace precall::test
