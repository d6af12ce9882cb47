// Conditions → terms → cells → rows.
#include "rules/matrix.hpp"

#include <algorithm>

#include "base/ascending.hpp"
#include "base/limits.hpp"

namespace precall {
namespace {

// A conjunction of tests, of each question at most one.
using Term = std::vector<Test>;

// The term's test of the question, or nullptr. (A map of them is a download of its own.)
const Test* test_of(const Term& term, std::size_t question) {
  const auto found = std::find_if(term.begin(), term.end(),
                                  [&](const Test& test) { return test.question == question; });
  return found == term.end() ? nullptr : &*found;
}

// Both terms at once; false if nothing satisfies them together.
bool merge(Term& into, const Term& other) {
  for (const Test& test : other) {
    const auto same = std::find_if(into.begin(), into.end(), [&](const Test& earlier) {
      return earlier.question == test.question;
    });
    if (same == into.end()) {
      into.push_back(test);
      continue;
    }
    same->accepted = intersect(same->accepted, test.accepted);
    if (same->accepted.empty()) return false;
  }
  return true;
}

// Disjunctive normal form, or nothing if it needs more terms than the limit.
std::optional<std::vector<Term>> expand(const Condition& condition) {
  if (condition.kind == Condition::Kind::test) {
    if (condition.test.accepted.empty()) return std::vector<Term>{};
    return std::vector<Term>{{condition.test}};
  }
  const bool all = condition.kind == Condition::Kind::all;
  std::vector<Term> terms;
  if (all) terms.emplace_back();
  for (const Condition& part : condition.parts) {
    auto expanded = expand(part);
    if (!expanded) return std::nullopt;
    if (!all) {
      std::move(expanded->begin(), expanded->end(), std::back_inserter(terms));
    } else {
      std::vector<Term> product;
      for (const Term& left : terms) {
        for (const Term& right : *expanded) {
          Term both = left;
          if (merge(both, right)) product.push_back(std::move(both));
          if (product.size() > limits::terms_max) return std::nullopt;
        }
      }
      terms = std::move(product);
    }
    if (terms.size() > limits::terms_max) return std::nullopt;
  }
  return terms;
}

// Cuts a question's ordinals wherever some term starts or stops accepting. Options and booleans
// are cells of their own, because people read them that way.
std::vector<Interval> cut(const Question& question, std::size_t index,
                          const std::vector<Term>& terms) {
  const Interval domain = ordinal_domain(question);
  std::vector<std::int64_t> starts = {domain.from};
  const bool named =
      question.type == QuestionType::boolean || question.type == QuestionType::choice;
  for (std::int64_t value = domain.from + 1; named && value <= domain.to; ++value) {
    starts.push_back(value);
  }
  for (const Term& term : terms) {
    const Test* test = test_of(term, index);
    if (test == nullptr) continue;
    for (const Interval& interval : test->accepted) {
      insert_ascending(starts, interval.from);
      if (interval.to < domain.to) insert_ascending(starts, interval.to + 1);
    }
  }
  std::vector<Interval> cells;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    cells.push_back({starts[i], i + 1 < starts.size() ? starts[i + 1] - 1 : domain.to});
  }
  return cells;
}

QuestionCells make_rows(std::vector<Interval> cells, std::size_t index,
                        const std::vector<Term>& terms) {
  QuestionCells result{std::move(cells), {}, {}};
  const std::size_t words = (terms.size() + 63) / 64;
  result.rows.resize(result.cells.size() * words);
  for (std::size_t c = 0; c < result.cells.size(); ++c) {
    for (std::size_t t = 0; t < terms.size(); ++t) {
      const Test* test = test_of(terms[t], index);
      if (test == nullptr || contains(test->accepted, result.cells[c].from)) {
        set_bit(result.rows, c * words * 64 + t);
      }
    }
  }
  return result;
}

// How many stretches of the question's cells the rule tells apart.
std::size_t own_cells(const RuleMatrix& matrix, const RuleTerms& rule, std::size_t question) {
  std::size_t count = 1;
  for (std::size_t c = 1; c < matrix.questions[question].cells.size(); ++c) {
    for (std::size_t t = rule.first; t < rule.end; ++t) {
      const std::size_t word = t / 64;
      const std::uint64_t differ =
          matrix.row(question, c)[word] ^ matrix.row(question, c - 1)[word];
      if ((differ >> t % 64 & 1) == 0) continue;
      ++count;
      break;
    }
  }
  return count;
}

// The rule's own combinations are checked one by one later; too many would stall the page.
std::optional<Error> check_combinations(const RuleTerms& rule, const RuleMatrix& matrix,
                                        const Place& place) {
  std::size_t combinations = 1;
  for (const std::size_t question : rule.questions) {
    combinations *= own_cells(matrix, rule, question);
    if (combinations > limits::rule_combinations_max) {
      return Error{place.text(),
                   "more than " + std::to_string(limits::rule_combinations_max) +
                       " combinations of its questions' cells",
                   "split the rule"};
    }
  }
  return std::nullopt;
}

}  // namespace

Result<RuleMatrix> compile_rules(const Policy& policy) {
  RuleMatrix matrix;
  std::vector<Term> terms;
  for (std::size_t r = 0; r < policy.rules.size(); ++r) {
    auto expanded = expand(policy.rules[r].when);
    if (!expanded || terms.size() + expanded->size() > limits::terms_max) {
      return Error{child(child("/rules", r), "when").text(),
                   "more than " + std::to_string(limits::terms_max) + " terms",
                   "simplify the condition or split the rule"};
    }
    RuleTerms rule{terms.size(), terms.size() + expanded->size(), {}};
    for (std::size_t q = 0; q < policy.questions.size(); ++q) {
      if (std::any_of(expanded->begin(), expanded->end(),
                      [q](const Term& term) { return test_of(term, q) != nullptr; })) {
        rule.questions.push_back(q);
      }
    }
    std::move(expanded->begin(), expanded->end(), std::back_inserter(terms));
    matrix.rules.push_back(std::move(rule));
  }
  matrix.term_count = terms.size();
  for (std::size_t q = 0; q < policy.questions.size(); ++q) {
    matrix.questions.push_back(make_rows(cut(policy.questions[q], q, terms), q, terms));
  }
  for (std::size_t r = 0; r < matrix.rules.size(); ++r) {
    for (const std::size_t q : matrix.rules[r].questions) matrix.questions[q].rules.push_back(r);
    auto error = check_combinations(matrix.rules[r], matrix, child(child("/rules", r), "when"));
    if (error) return *error;
  }
  return matrix;
}

Facts locate(const RuleMatrix& matrix, const Policy& policy, const Answers& answers, Day today) {
  Facts facts(matrix.questions.size());
  for (std::size_t q = 0; q < facts.size(); ++q) {
    const Question& question = policy.questions[q];
    // An open question may be answered with anything from its least to its greatest answer.
    Interval possible{answers[q].value_or(question.min), answers[q].value_or(question.max)};
    if (question.type == QuestionType::date) {
      possible = {today - possible.to, today - possible.from};
    }
    const auto& cells = matrix.questions[q].cells;
    while (cells[facts[q].first].to < possible.from) ++facts[q].first;
    facts[q].last = facts[q].first;
    while (cells[facts[q].last].to < possible.to) ++facts[q].last;
  }
  return facts;
}

bool any_term(const RuleTerms& rule, const Bits& terms) {
  for (std::size_t t = rule.first; t < rule.end; ++t) {
    if (test_bit(terms, t)) return true;
  }
  return false;
}

Bits all_terms(const RuleMatrix& matrix) {
  return Bits(matrix.term_words(), ~std::uint64_t{0});
}

}  // namespace precall
