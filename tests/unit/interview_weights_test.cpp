// Weights of answers: from the policy, counted in submissions, and every mistake in either.
#include "rules/interview_weights.hpp"

#include <doctest/doctest.h>

#include "base/limits.hpp"
#include "policy_builder.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

constexpr Day today = 20779;  // 2026-11-22

// Questions b, c, n (cells to 1, from 2) and d (days to 10, from 11).
Json policy_with(const char* question, const Json& weights) {
  Json json = minimal_policy();
  add_question(json, boolean_question("b"));
  add_question(json, choice_question("c", {"red", "green", "blue"}));
  add_question(json, integer_question("n", 0, 1000));
  add_question(json, date_question("d"));
  add_rule(json, "b", "blocks", json_of(R"({"var":"b"})"));
  add_rule(json, "c", "blocks", json_of(R"({"==":[{"var":"c"},"red"]})"));
  add_rule(json, "n", "blocks", json_of(R"({">":[{"var":"n"},1]})"));
  add_rule(json, "d", "blocks", json_of(R"({">":[{"days_since":[{"var":"d"}]},10]})"));
  for (Json& entry : json["questions"]) {
    if (is_string(entry["id"], question)) entry["weights"] = weights;
  }
  return json;
}

Result<CellWeights> read_weights(const Json& policy) {
  return policy_weights(compiled(policy), canonical(policy));
}

CellWeights weights_of(const char* question, const char* weights) {
  const auto result = read_weights(policy_with(question, json_of(weights)));
  REQUIRE_MESSAGE(result, line_of(result));
  return result.value();
}

std::string mistake(const char* question, const char* weights) {
  return line_of(read_weights(policy_with(question, json_of(weights))));
}

const CompiledPolicy& counting() {
  static const CompiledPolicy policy = compiled(policy_with("", nullptr));
  return policy;
}

std::string count_error(std::string_view line) {
  CellWeights weights = even_weights(counting().matrix);
  const CellWeights before = weights;
  const auto error = count_answers(counting(), line, today, weights);
  REQUIRE(weights == before);
  return error ? to_line(*error) : "no error";
}

CellWeights counted(const std::vector<const char*>& lines) {
  CellWeights weights = even_weights(counting().matrix);
  for (const char* line : lines) {
    const auto error = count_answers(counting(), line, today, weights);
    REQUIRE_MESSAGE(!error, line);
  }
  return weights;
}

}  // namespace

TEST_CASE("without weights every cell has the same") {
  CHECK(read_weights(policy_with("", nullptr)).value() ==
        CellWeights{{1, 1}, {1, 1, 1}, {1, 1}, {1, 1}});
}

TEST_CASE("weights go to options by their ids and to ranges by their ends") {
  CHECK(weights_of("b", R"({"true": 9, "false": 1})")[0] == std::vector<std::int64_t>{1, 9});
  CHECK(weights_of("c", R"({"red": 5, "blue": 0, "green": 7})")[1] ==
        std::vector<std::int64_t>{5, 7, 0});
  CHECK(weights_of("n", R"([{"upto": 1, "weight": 8}, {"weight": 2}])")[2] ==
        std::vector<std::int64_t>{8, 2});
  CHECK(weights_of("d", R"([{"upto": 10, "weight": 3}, {"weight": 4}])")[3] ==
        std::vector<std::int64_t>{3, 4});
  // The other questions keep what they had.
  CHECK(weights_of("n", R"([{"upto": 1, "weight": 8}, {"weight": 2}])")[0] ==
        std::vector<std::int64_t>{1, 1});
}

TEST_CASE("several ranges of one cell add up") {
  CHECK(weights_of("n", R"([{"upto": 0, "weight": 4}, {"upto": 1, "weight": 3},
                            {"upto": 9, "weight": 2}, {"weight": 1}])")[2] ==
        std::vector<std::int64_t>{7, 3});
  // A date in the future is a negative number of days ago.
  CHECK(weights_of("d", R"([{"upto": -1, "weight": 20}, {"upto": 10, "weight": 5},
                            {"upto": 40, "weight": 2}, {"weight": 1}])")[3] ==
        std::vector<std::int64_t>{25, 3});
}

TEST_CASE("a range that the rules tell apart is refused with the place to cut it") {
  CHECK(mistake("n", R"([{"upto": 5, "weight": 8}, {"weight": 2}])") ==
        "/questions/2/weights/0: the rules tell answers up to 1 from those after it; end a range "
        "at 1");
  CHECK(mistake("n", R"([{"weight": 2}])").find("/questions/2/weights/0: ") == 0);
  CHECK(mistake("d", R"([{"upto": 0, "weight": 1}, {"weight": 2}])") ==
        "/questions/3/weights/1: the rules tell answers up to 10 from those after it; end a range "
        "at 10");
}

TEST_CASE("a mistake in weights has its place") {
  struct Mistake {
    const char* question;
    const char* weights;
    const char* place;
  };
  const Mistake mistakes[] = {
      {"b", R"({"true": 1})", "/questions/0/weights/false"},
      {"b", R"({"true": 1, "false": -1})", "/questions/0/weights/false"},
      {"b", R"({"true": 1, "false": "many"})", "/questions/0/weights/false"},
      {"b", R"({"true": 0, "false": 0})", "/questions/0/weights: all 0"},
      {"b", R"({"true": 1000000000, "false": 1})", "/questions/0/weights: come to more than"},
      {"b", R"({"true": 1000000001, "false": 1})", "/questions/0/weights/true"},
      {"b", R"({"true": 1, "false": 1, "maybe": 1})", "/questions/0/weights/maybe"},
      {"b", R"([1, 1])", "/questions/0/weights"},
      {"c", R"({"red": 1, "green": 1})", "/questions/1/weights/blue"},
      {"n", R"({"0": 1})", "/questions/2/weights"},
      {"n", R"([])", "/questions/2/weights"},
      {"n", R"([5])", "/questions/2/weights/0"},
      {"n", R"([{"upto": 1}, {"weight": 1}])", "/questions/2/weights/0/weight"},
      {"n", R"([{"weight": 1}, {"weight": 1}])", "/questions/2/weights/0/upto"},
      {"n", R"([{"upto": 1, "weight": 1}, {"upto": 1, "weight": 1}, {"weight": 1}])",
       "/questions/2/weights/1/upto"},
      {"n", R"([{"upto": 1, "weight": 1}, {"upto": 1000, "weight": 1}, {"weight": 1}])",
       "/questions/2/weights/1/upto"},
      {"n", R"([{"upto": -1, "weight": 1}, {"weight": 1}])", "/questions/2/weights/0/upto"},
      {"n", R"([{"upto": 1, "weight": 1}, {"upto": 9, "weight": 1}])",
       "/questions/2/weights/1/upto"},
      {"n", R"([{"upto": 1, "weight": 1, "from": 0}, {"weight": 1}])",
       "/questions/2/weights/0/from"},
      {"n", R"([{"upto": 1, "weight": 0}, {"weight": 0}])", "/questions/2/weights: all 0"},
  };
  for (const auto& [question, weights, place] : mistakes) {
    CAPTURE(weights);
    const std::string line = mistake(question, weights);
    CAPTURE(line);
    CHECK(line.find(place) == 0);
  }
}

TEST_CASE("each known answer counts once beside the one of every cell") {
  CHECK(counted({}) == CellWeights{{1, 1}, {1, 1, 1}, {1, 1}, {1, 1}});
  CHECK(counted({R"({"b": true, "c": "green", "n": 0, "d": "2026-11-12"})",
                 R"({"b": true, "c": "unknown", "n": 2, "d": "2026-11-11"})",
                 R"({"b": null, "d": "2027-01-01"})", "{}"}) ==
        CellWeights{{1, 3}, {1, 2, 1}, {2, 2}, {3, 2}});
}

TEST_CASE("the dates of a submission are seen from the day on which it was made") {
  CHECK(counted({R"({"format": "precall.submission/1", "created_at": "2025-03-11T00:30:00+07:00",
                     "answers": {"b": false, "d": "2025-03-01"}})"}) ==
        CellWeights{{2, 1}, {1, 1, 1}, {1, 1}, {2, 1}});
  // 17:30 in Greenwich is the next day where the company is.
  CHECK(counted({R"({"created_at": "2025-03-11T17:30:00Z", "answers": {"d": "2025-03-01"}})"}) ==
        CellWeights{{1, 1}, {1, 1, 1}, {1, 1}, {1, 2}});
}

TEST_CASE("a question that is called answers is no submission") {
  Json json = minimal_policy();
  add_question(json, boolean_question("answers"));
  add_rule(json, "r", "blocks", json_of(R"({"var":"answers"})"));
  const CompiledPolicy policy = compiled(json);
  CellWeights weights = even_weights(policy.matrix);
  CHECK_FALSE(count_answers(policy, R"({"answers": true})", today, weights));
  CHECK(weights == CellWeights{{1, 2}});
}

TEST_CASE("a line that cannot be counted is refused with its place and counts nothing") {
  CHECK(count_error("not json").find("not valid JSON") != std::string::npos);
  CHECK(count_error("").find("not valid JSON") != std::string::npos);
  CHECK(count_error("[]").find("not an object") != std::string::npos);
  CHECK(count_error(R"({"b": true, "n": 1001})").find("/n: ") == 0);
  CHECK(count_error(R"({"nobody": 1})").find("/nobody: unknown question") == 0);
  CHECK(count_error(R"({"answers": {}})").find("/created_at: ") == 0);
  CHECK(count_error(R"({"answers": {}, "created_at": 5})").find("/created_at: ") == 0);
  CHECK(count_error(R"({"answers": {"b": 1}, "created_at": "2025-03-11T00:30:00Z"})")
            .find("/answers/b: ") == 0);
}
