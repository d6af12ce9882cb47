// Reads weights from a policy, or counts them in what customers have answered.
#include "rules/interview_weights.hpp"

#include <algorithm>
#include <numeric>

#include "base/limits.hpp"

namespace precall {
namespace {

std::size_t cell_of(const QuestionCells& cells, std::int64_t ordinal) {
  std::size_t cell = 0;
  while (cells.cells[cell].to < ordinal) ++cell;
  return cell;
}

class WeightReader {
 public:
  WeightReader(const Question& question, const Json& given, const QuestionCells& cells,
               const Place& place, std::optional<Error>& failure)
      : question_(question),
        given_(given),
        cells_(cells),
        place_(place),
        read_(failure),
        weights_(cells.cells.size()) {}

  std::vector<std::int64_t> parse() {
    if (question_.options.empty()) {
      parse_ranges();
    } else {
      parse_options();
    }
    const std::int64_t total = std::accumulate(weights_.begin(), weights_.end(), std::int64_t{0});
    if (total == 0) read_.fail(place_, "all 0", "give a weight to an answer that occurs");
    if (total > limits::weights_total_max) {
      read_.fail(place_, "come to more than " + std::to_string(limits::weights_total_max),
                 "divide them all by the same number");
    }
    return std::move(weights_);
  }

 private:
  // {"none": 8, "one": 1, …}; of booleans {"true": 9, "false": 1}. Every option is a cell.
  void parse_options() {
    std::string ids;
    for (const Option& option : question_.options) ids += " " + option.id;
    if (!read_.object(given_, place_, ids)) return;
    for (std::size_t i = 0; i < question_.options.size(); ++i) {
      weights_[i] =
          read_.integer(given_, place_, question_.options[i].id, 0, limits::weights_total_max);
    }
  }

  // [{"upto": 1, "weight": 9}, {"weight": 1}]: each range begins where the one before it ends.
  void parse_ranges() {
    if (!given_.is_array() || given_.empty()) {
      return read_.fail(place_, "not a list of ranges",
                        "write [{\"upto\": 1, \"weight\": 9}, {\"weight\": 1}]");
    }
    const Interval domain = ordinal_domain(question_);
    std::int64_t from = domain.from;
    for (std::size_t i = 0; i < given_.size() && !read_.failed(); ++i) {
      const Json& range = given_[i];
      const Place place = child(place_, i);
      const bool last = i + 1 == given_.size();
      if (!read_.object(range, place, last ? "weight" : "upto weight")) return;
      const std::int64_t upto =
          last ? domain.to : read_.integer(range, place, "upto", from, domain.to - 1);
      const std::int64_t weight =
          read_.integer(range, place, "weight", 0, limits::weights_total_max);
      if (!read_.failed()) add_range({from, upto}, weight, place);
      from = upto + 1;
    }
  }

  // A range that the rules tell apart says nothing about either part of it.
  void add_range(Interval range, std::int64_t weight, const Place& place) {
    const std::size_t cell = cell_of(cells_, range.from);
    weights_[cell] += weight;
    const std::int64_t end = cells_.cells[cell].to;
    if (end >= range.to) return;
    read_.fail(place,
               "the rules tell answers up to " + std::to_string(end) + " from those after it",
               "end a range at " + std::to_string(end));
  }

  const Question& question_;
  const Json& given_;
  const QuestionCells& cells_;
  const Place& place_;
  Reader read_;
  std::vector<std::int64_t> weights_;
};

// Where the answers stand, and the day from which their dates are seen.
struct SeenAnswers {
  const Json& answers;
  Place place;
  Day day = 0;
};

Result<SeenAnswers> seen_answers(const Json& line, const Policy& policy, Day today) {
  const Json* answers = line.is_object() ? Reader::find(line, "answers") : nullptr;
  // A question may be called "answers", but no answer is an object.
  if (answers == nullptr || !answers->is_object()) return SeenAnswers{line, "", today};
  const Json* created = Reader::find(line, "created_at");
  const auto* text = created != nullptr ? created->get_ptr<const std::string*>() : nullptr;
  const Result<Instant> instant = parse_timestamp(text != nullptr ? *text : std::string());
  if (!instant) return Error{"/created_at", instant.error().problem, instant.error().remedy};
  return SeenAnswers{*answers, "/answers", day_at(instant.value(), policy.utc_offset_minutes)};
}

}  // namespace

CellWeights even_weights(const RuleMatrix& matrix) {
  CellWeights weights;
  for (const QuestionCells& question : matrix.questions) {
    weights.emplace_back(question.cells.size(), 1);
  }
  return weights;
}

Result<CellWeights> policy_weights(const CompiledPolicy& compiled, std::string_view policy_text) {
  const Result<Json> json = parse_json(policy_text, limits::policy_bytes_max);
  if (!json) return json.error();
  CellWeights weights = even_weights(compiled.matrix);
  for (std::size_t q = 0; q < weights.size(); ++q) {
    const Json* given = Reader::find(json.value()["questions"][q], "weights");
    if (given == nullptr) continue;
    std::optional<Error> failure;
    const Place list = "/questions";
    const Place entry = child(list, q);
    const Place place = child(entry, "weights");
    const Question& question = compiled.policy.questions[q];
    weights[q] =
        WeightReader(question, *given, compiled.matrix.questions[q], place, failure).parse();
    if (failure) return *failure;
  }
  return weights;
}

std::optional<Error> count_answers(const CompiledPolicy& compiled, std::string_view line, Day today,
                                   CellWeights& weights) {
  const Result<Json> json = parse_json(line, limits::submission_bytes_max);
  if (!json) return json.error();
  const auto seen = seen_answers(json.value(), compiled.policy, today);
  if (!seen) return seen.error();
  const auto answers = parse_answers(seen->answers, seen->place, compiled.policy);
  if (!answers) return answers.error();
  for (std::size_t q = 0; q < weights.size(); ++q) {
    const std::optional<std::int64_t> answer = answers.value()[q];
    if (!answer) continue;
    const bool date = compiled.policy.questions[q].type == QuestionType::date;
    ++weights[q][cell_of(compiled.matrix.questions[q], date ? seen->day - *answer : *answer)];
  }
  return std::nullopt;
}

}  // namespace precall
