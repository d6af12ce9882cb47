// Everything that is said about a set of answers, against brute force: on the company's policy for
// all 65,536 full answers and 20,000 partial ones, and on 2,000 random policies.
#include <doctest/doctest.h>

#include <bit>
#include <map>

#include "grid.hpp"
#include "random_policy.hpp"
#include "rules/report.hpp"
#include "rules/table.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr Day today = 20779;  // 2026-11-22

Json ids_of_bits(std::uint64_t bits, const Json& parts) {
  Json ids = Json::array();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if ((bits >> i & 1) != 0) ids.push_back(parts[i]["id"]);
  }
  return ids;
}

Json field_of_each(const Json& list, const char* field) {
  Json values = Json::array();
  for (const Json& entry : list) values.push_back(entry[field]);
  return values;
}

// A policy with its grid, and reports checked against it.
class BruteForce {
 public:
  explicit BruteForce(const Json& policy)
      : json_(policy),
        compiled_(compiled(policy)),
        table_(make_table(compiled_)),
        grid_(policy, today) {}

  const Grid& grid() const { return grid_; }
  const CompiledPolicy& policy() const { return compiled_; }

  Json report(const Json& answers) const {
    const auto result =
        verdict_report(compiled_, answers_of(compiled_.policy, answers), today, Language::vi);
    REQUIRE(result);
    return result.value();
  }

  void check(const Grid::Digits& digits, const Json& report, const BestAnswers& best) const {
    bool settled = false;
    REQUIRE(is_string(report["verdict"], grid_.verdict(digits, settled)));
    REQUIRE(report["settled"].get<bool>() == settled);
    REQUIRE(field_of_each(report["reasons"], "rule") ==
            ids_of_bits(grid_.always(digits), json_["rules"]));
    REQUIRE(report["unknown"] == ids_of_bits(grid_.unknown(digits), json_["questions"]));
    const BestPlan plan = grid_.best_plan(digits, best);
    const Json expected = ids_of_bits(plan.questions, json_["questions"]);
    REQUIRE(field_of_each(report["repairs"], "question") == expected);
    REQUIRE(report["after_repair"].is_null() == expected.empty());
    if (!expected.empty()) check_promise(digits, report, 0, plan.cost);
  }

  // The combined rows say the same of full answers.
  void check_table(const Json& answers, const Grid::Digits& digits) const {
    std::vector<std::int32_t> raw(table_.answer_stride());
    const Answers known = answers_of(compiled_.policy, answers);
    for (std::size_t q = 0; q < known.size(); ++q) raw[q] = static_cast<std::int32_t>(*known[q]);
    Bits fired(table_.rule_words());
    bool settled = false;
    REQUIRE(name_of(classify(table_, raw.data(), today, fired.data())) ==
            grid_.verdict(digits, settled));
    REQUIRE(fired.front() == grid_.always(digits));
  }

 private:
  // Every way to follow the plan leads to the promised verdict at the least cost.
  void check_promise(Grid::Digits digits, const Json& report, std::size_t depth,
                     const PlanCost& cost) const {
    if (depth == report["repairs"].size()) {
      bool settled = false;
      const PlanCost here = grid_.cost(grid_.always(digits));
      REQUIRE(here.blocks == cost.blocks);
      REQUIRE(here.refusals == cost.refusals);
      REQUIRE(is_string(report["after_repair"]["verdict"], grid_.verdict(digits, settled)));
      return;
    }
    const Json& repair = report["repairs"][depth];
    std::size_t q = 0;
    while (!is_string(repair["question"], grid_.id(q))) ++q;
    std::size_t accepted = 0;
    const auto before = digits[q];
    for (std::size_t d = 0; d < grid_.classes(q); ++d) {
      if (!grid_.overlaps(q, d, repair["accept"])) continue;
      ++accepted;
      REQUIRE(before != d);
      digits[q] = d;
      check_promise(digits, report, depth + 1, cost);
    }
    REQUIRE(accepted > 0);
  }

  Json json_;
  CompiledPolicy compiled_;
  VerdictTable table_;
  Grid grid_;
};

// The company's one date: its verdict can only change on the 11th day after the expiry.
struct Calendar {
  std::size_t question = 0;
  std::size_t expired = 0;  // the class of dates more than ten days ago
};

Calendar calendar(const Grid& grid) {
  std::size_t q = 0;
  while (grid.id(q) != "service_expiry_date") ++q;
  return {q, grid.digit_of(q, "2000-01-01")};
}

Json valid_until(const Grid& grid, Grid::Digits digits, const Json& answers) {
  const Calendar dates = calendar(grid);
  if (!digits[dates.question] || digits[dates.question] == dates.expired) return nullptr;
  bool settled = false;
  const std::string now = grid.verdict(digits, settled);
  digits[dates.question] = dates.expired;
  if (grid.verdict(digits, settled) == now) return nullptr;
  const Day day = day_of(answers["service_expiry_date"].get<std::string>()) + 10;
  return day < day_max ? Json(iso_date(day)) : Json(nullptr);
}

// In the company's policy no two changeable answers meet in a rule: a plan accepts just the
// answers that clear their rule, and holds as long as the date lets it.
void check_days(const Grid& grid, Grid::Digits digits, const Json& answers, const Json& report) {
  REQUIRE(report["valid_until"] == valid_until(grid, digits, answers));
  if (report["after_repair"].is_null()) return;
  bool date = false;
  for (const Json& repair : report["repairs"]) {
    std::size_t q = 0;
    while (!is_string(repair["question"], grid.id(q))) ++q;
    date = date || q == calendar(grid).question;
    const PlanCost before = grid.cost(grid.always(digits));
    std::size_t cleared = grid.classes(q);
    for (std::size_t d = 0; d < grid.classes(q); ++d) {
      digits[q] = d;
      const bool clears = grid.cost(grid.always(digits)) < before;
      REQUIRE(grid.overlaps(q, d, repair["accept"]) == clears);
      if (clears) cleared = d;
    }
    digits[q] = cleared;
  }
  REQUIRE(report["after_repair"]["valid_until"] ==
          (date ? Json(nullptr) : valid_until(grid, digits, answers)));
}

Json random_answer_of(const Grid& grid, std::size_t q, std::size_t digit, Random& random) {
  if (grid.id(q) == "prior_guidance_count") {
    return digit == 0 ? random.between(0, 1) : random.between(2, 1000);
  }
  if (grid.id(q) != "service_expiry_date") return grid.sample(q, digit);
  const bool expired = digit == calendar(grid).expired;
  return iso_date(static_cast<Day>(expired ? random.between(0, today - 11)
                                           : random.between(today - 10, day_max)));
}

}  // namespace

TEST_CASE("all that is said of the company's 65,536 full answers agrees with brute force") {
  const BruteForce brute(company_json());
  const Grid& grid = brute.grid();
  REQUIRE(grid.combinations() == 65536);
  std::map<std::size_t, BestAnswers> best;
  for (std::size_t index = 0; index < grid.combinations(); ++index) {
    Grid::Digits digits;
    Json answers = Json::object();
    std::size_t rest = index;
    for (std::size_t q = 0; q < grid.questions(); ++q) {
      digits.push_back(rest % grid.classes(q));
      answers[grid.id(q)] = grid.sample(q, *digits[q]);
      rest /= grid.classes(q);
    }
    CAPTURE(answers);
    const std::size_t fixed = grid.unchangeable_part(digits);
    if (best.count(fixed) == 0) best[fixed] = grid.best_answers(digits);
    const Json report = brute.report(answers);
    brute.check(digits, report, best[fixed]);
    brute.check_table(answers, digits);
    check_days(grid, digits, answers, report);
  }
}

TEST_CASE("all that is said of 20,000 partial answers agrees with brute force") {
  constexpr std::uint64_t seed = 20000;
  CAPTURE(seed);
  Random random(seed);
  const BruteForce brute(company_json());
  const Grid& grid = brute.grid();
  const Json eligible = eligible_answers();
  std::map<std::string, int> verdicts;
  for (int i = 0; i < 20000; ++i) {
    Grid::Digits digits(grid.questions());
    Json answers = Json::object();
    const std::size_t known = random.below(grid.questions() + 1);
    for (std::size_t q = 0; q < digits.size(); ++q) {
      if (random.below(grid.questions()) >= known) continue;
      // Mostly good answers, else nearly every verdict is the same.
      digits[q] = random.below(grid.classes(q));
      const auto good = eligible.find(grid.id(q));
      if (good != eligible.end() && !random.one_in(9)) digits[q] = grid.digit_of(q, *good);
      answers[grid.id(q)] = random_answer_of(grid, q, *digits[q], random);
    }
    CAPTURE(answers);
    const Json report = brute.report(answers);
    brute.check(digits, report, grid.best_answers(digits));
    check_days(grid, digits, answers, report);
    ++verdicts[report["verdict"].get<std::string>()];
  }
  for (const auto& [verdict, count] : verdicts) CHECK_MESSAGE(count > 500, verdict);
  CHECK(verdicts.size() == 4);
}

TEST_CASE("all that is said of answers to 2,000 random policies agrees with brute force") {
  constexpr std::uint64_t seed = 2000;
  CAPTURE(seed);
  Random random(seed);
  std::size_t planned = 0;
  for (int i = 0; i < 2000; ++i) {
    Json json = random_policy(random);
    change_changeable(json, random);
    CAPTURE(json["rules"]);
    const BruteForce brute(json);
    const Grid& grid = brute.grid();
    for (int j = 0; j < 6; ++j) {
      Grid::Digits digits(grid.questions());
      Json answers = Json::object();
      const std::size_t odds = 1 + random.below(4);
      for (std::size_t q = 0; q < digits.size(); ++q) {
        if (j > 0 && random.one_in(odds)) continue;
        digits[q] = random.below(grid.classes(q));
        answers[grid.id(q)] = grid.sample(q, *digits[q]);
      }
      CAPTURE(answers);
      const Json report = brute.report(answers);
      brute.check(digits, report, grid.best_answers(digits));
      if (answers.size() == digits.size()) brute.check_table(answers, digits);
      if (!report["repairs"].empty()) ++planned;
    }
  }
  CHECK(planned > 1000);
}
