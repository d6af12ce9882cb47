// Matching questions and intersecting their cells.
#include "rules/joint.hpp"

#include <algorithm>

namespace precall {
namespace {

struct AnswerCell {
  Interval answers;
  std::size_t cell = 0;
};

const Question& question_of(const Version& version, std::size_t question) {
  return version.compiled->policy.questions[question];
}

// The cells that some answer is in on the day, by ascending answers.
std::vector<AnswerCell> answer_cells(const Version& version, std::size_t index) {
  const Question& question = question_of(version, index);
  const auto& cells = version.compiled->matrix.questions[index].cells;
  std::vector<AnswerCell> result;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    Interval answers = cells[c];
    if (question.type == QuestionType::date) {
      answers = {version.today - cells[c].to, version.today - cells[c].from};
    }
    answers = {std::max(answers.from, question.min), std::min(answers.to, question.max)};
    if (answers.from <= answers.to) result.push_back({answers, c});
  }
  // The more days since a date, the earlier it is.
  if (question.type == QuestionType::date) std::reverse(result.begin(), result.end());
  return result;
}

std::vector<JointCell> cells_of_one(const Version& version, std::size_t which,
                                    std::size_t question) {
  std::vector<JointCell> cells;
  for (const AnswerCell& own : answer_cells(version, question)) {
    JointCell& cell = cells.emplace_back();
    cell.cell[which] = own.cell;
    cell.answers[which] = own.answers;
  }
  return cells;
}

// Both lists ascend, so one pass over the two finds every overlap.
std::vector<JointCell> overlaps(const std::vector<AnswerCell>& before,
                                const std::vector<AnswerCell>& after) {
  std::vector<JointCell> cells;
  for (std::size_t i = 0, j = 0; i < before.size() && j < after.size();) {
    const Interval both{std::max(before[i].answers.from, after[j].answers.from),
                        std::min(before[i].answers.to, after[j].answers.to)};
    if (both.from <= both.to) {
      cells.push_back({{before[i].cell, after[j].cell}, {both, both}});
    }
    before[i].answers.to < after[j].answers.to ? ++i : ++j;
  }
  return cells;
}

std::vector<JointCell> common_options(const ByVersion<Version>& versions, std::size_t old_question,
                                      std::size_t new_question) {
  const auto& before = question_of(versions[old_version], old_question).options;
  const auto& after = question_of(versions[new_version], new_question).options;
  std::vector<JointCell> cells;
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto found = std::find_if(before.begin(), before.end(),
                                    [&](const Option& option) { return option.id == after[i].id; });
    if (found == before.end()) continue;
    // Each option is a cell of its own.
    const auto old_index = static_cast<std::size_t>(found - before.begin());
    const auto old_answer = static_cast<std::int64_t>(old_index);
    const auto new_answer = static_cast<std::int64_t>(i);
    cells.push_back(
        {{old_index, i}, {Interval{old_answer, old_answer}, Interval{new_answer, new_answer}}});
  }
  return cells;
}

// The question of NEW with the same question of OLD, if they have answers in common.
std::optional<JointQuestion> common(const ByVersion<Version>& versions, std::size_t new_question) {
  const Question& after = question_of(versions[new_version], new_question);
  const auto found = find_question(versions[old_version].compiled->policy, after.id);
  if (!found || question_of(versions[old_version], *found).type != after.type) return std::nullopt;
  const bool named = after.type == QuestionType::boolean || after.type == QuestionType::choice;
  auto cells = named ? common_options(versions, *found, new_question)
                     : overlaps(answer_cells(versions[old_version], *found),
                                answer_cells(versions[new_version], new_question));
  if (cells.empty()) return std::nullopt;
  return JointQuestion{{*found, new_question}, std::move(cells)};
}

class RuleJoiner {
 public:
  RuleJoiner(const Joint& joint, std::size_t version)
      : joint_(joint),
        version_(version),
        matrix_(joint.versions[version].compiled->matrix),
        joint_index_(matrix_.questions.size()) {
    for (std::size_t q = 0; q < joint.questions.size(); ++q) {
      const auto& own = joint.questions[q].question[version];
      if (own) joint_index_[*own] = q;
    }
  }

  JointRule rule(std::size_t index) const {
    const RuleTerms& own = matrix_.rules[index];
    JointRule rule{version_, index, {}, {}};
    std::vector<std::size_t> questions;
    for (const std::size_t q : own.questions) questions.push_back(joint_index_[q]);
    std::sort(questions.begin(), questions.end());
    for (std::size_t t = own.first; t < own.end; ++t) {
      auto joint_term = term(t, questions);
      if (joint_term) rule.terms.push_back(std::move(*joint_term));
    }
    for (const JointTerm& joint_term : rule.terms) {
      for (const JointTest& test : joint_term) rule.questions.push_back(test.question);
    }
    std::sort(rule.questions.begin(), rule.questions.end());
    rule.questions.erase(std::unique(rule.questions.begin(), rule.questions.end()),
                         rule.questions.end());
    return rule;
  }

 private:
  // Nothing if no common answers satisfy the term.
  std::optional<JointTerm> term(std::size_t index,
                                const std::vector<std::size_t>& questions) const {
    JointTerm result;
    for (const std::size_t q : questions) {
      const JointQuestion& question = joint_.questions[q];
      JointTest test{q, Bits((question.cells.size() + 63) / 64)};
      std::size_t allowing = 0;
      for (std::size_t c = 0; c < question.cells.size(); ++c) {
        const std::uint64_t* row =
            matrix_.row(*question.question[version_], question.cells[c].cell[version_]);
        if ((row[index / 64] >> (index % 64) & 1) == 0) continue;
        set_bit(test.cells, c);
        ++allowing;
      }
      if (allowing == 0) return std::nullopt;
      if (allowing != question.cells.size()) result.push_back(std::move(test));
    }
    return result;
  }

  const Joint& joint_;
  std::size_t version_;
  const RuleMatrix& matrix_;
  std::vector<std::size_t> joint_index_;  // by question of the version
};

}  // namespace

Joint join(const ByVersion<Version>& versions) {
  Joint joint{versions, {}, {}};
  std::vector<std::uint8_t> matched(joint.policy(old_version).questions.size());
  for (std::size_t q = 0; q < joint.policy(new_version).questions.size(); ++q) {
    auto both = common(versions, q);
    if (both) {
      matched[*both->question[old_version]] = 1;
      joint.questions.push_back(std::move(*both));
    } else {
      joint.questions.push_back(
          {{std::nullopt, q}, cells_of_one(versions[new_version], new_version, q)});
    }
  }
  for (std::size_t q = 0; q < matched.size(); ++q) {
    if (matched[q] != 0) continue;
    joint.questions.push_back(
        {{q, std::nullopt}, cells_of_one(versions[old_version], old_version, q)});
  }
  for (const std::size_t version : {old_version, new_version}) {
    const RuleJoiner joiner(joint, version);
    for (std::size_t r = 0; r < joint.policy(version).rules.size(); ++r) {
      joint.rules[version].push_back(joiner.rule(r));
    }
  }
  return joint;
}

}  // namespace precall
