// Verdicts by brute force, straight from their definition: every open question is answered in every
// way that a condition could tell apart, and each completion is judged by itself. Works on the
// policy's JSON and shares nothing with the bit matrix.
#pragma once

#include <string>
#include <vector>

#include "logic.hpp"

namespace precall::test {

struct Judgement {
  std::string verdict;
  bool settled = false;
  std::vector<std::string> reasons;
  std::vector<std::string> unknown;

  bool operator==(const Judgement&) const = default;
};

class Oracle {
 public:
  explicit Oracle(const Json& policy);

  Judgement judge(const Json& answers, Day today) const;
  // The first day after `today`, up to `horizon`, on which the verdict differs; else horizon + 1.
  Day first_change(const Json& answers, Day today, Day horizon) const;
  // The questions to ask, in asking order.
  std::vector<std::string> asked(const Json& answers, Day today) const;
  // How many completions the open answers have.
  std::size_t completions(const Json& answers, Day today) const;

  // Every way of answering all questions, as far as conditions could tell: how many answers each
  // question has, and the rules that fire, as bits. The first question's answers vary fastest.
  struct Table {
    std::vector<std::size_t> sizes;
    std::vector<std::uint64_t> fired;
  };
  Table table(Day today) const;

 private:
  struct Question {
    std::string id;
    std::string type;
    std::vector<Value> all;             // every answer, of booleans and choices
    std::vector<std::int64_t> numbers;  // that the conditions compare it with
    std::int64_t min = 0;
    std::int64_t max = 0;
  };
  struct Rule {
    std::string id;
    bool blocks = false;
    Logic when;
  };
  // One list of possible values a question; one value if it is answered.
  using Choices = std::vector<std::vector<Value>>;

  std::vector<Value> candidates(const Question& question, Day today) const;
  Choices choices(const Json& answers, Day today) const;
  // Which rules fire in each completion, as bits; the first question's values vary fastest.
  std::vector<std::uint64_t> fired(const Choices& choices, Day today) const;
  int gravity(std::uint64_t fired) const;
  static bool matters(const Choices& choices, const std::vector<std::uint64_t>& fired,
                      std::size_t question);
  std::string verdict(const std::vector<std::uint64_t>& fired, bool& settled) const;

  Strings strings_;
  std::vector<std::string> ids_;
  std::vector<Question> questions_;
  std::vector<Rule> rules_;
  std::vector<std::size_t> asking_order_;
  std::uint64_t blocking_ = 0;
};

}  // namespace precall::test
