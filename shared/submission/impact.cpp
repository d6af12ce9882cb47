// Reading a line for both versions, and counting what comes out.
#include "submission/impact.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/limits.hpp"

namespace precall {
namespace {

constexpr std::size_t lines_shown = 5;

// What a line holds: answers, and the moment they were given.
struct Given {
  Json answers;
  Instant at;
  Place place = "";
  bool consultation = false;
};

Result<Given> read_line(std::string_view line, Instant now) {
  Result<Json> json = parse_json(line, limits::submission_bytes_max);
  if (!json) return json.error();
  const Json* format = Reader::find(json.value(), "format");
  if (format == nullptr || !is_string(*format, "precall.submission/1")) {
    return Given{std::move(json).value(), now};
  }
  std::optional<Error> failure;
  Reader reader(failure);
  Given given;
  given.answers = reader.member(json.value(), "", "answers");
  const Result<Instant> at = parse_timestamp(reader.string(json.value(), "", "created_at"));
  if (failure) return *failure;
  if (!at) return Error{"/created_at", at.error().problem, at.error().remedy};
  given.at = at.value();
  given.place = "/answers";
  given.consultation = Reader::find(json.value(), "verdict") == nullptr;
  return given;
}

// The answers as each version understands them; an Error if an answer means nothing to either.
Result<ByVersion<Answers>> understand(const Given& given,
                                      const ByVersion<const CompiledPolicy*>& policies) {
  ByVersion<Answers> result;
  for (const std::size_t v : {old_version, new_version}) {
    result[v].resize(policies[v]->policy.questions.size());
  }
  if (!given.answers.is_object()) {
    return Error{given.place.text(), "not an object of answers", "write {\"question\": answer, …}"};
  }
  for (const auto& item : given.answers.items()) {
    std::optional<Error> error;
    bool known = false;
    for (const std::size_t v : {old_version, new_version}) {
      const Json one = Json::object({{item.key(), item.value()}});
      const Result<Answers> answers = parse_answers(one, given.place, policies[v]->policy);
      if (!answers) {
        error = answers.error();
        continue;
      }
      known = true;
      const std::size_t question = *find_question(policies[v]->policy, item.key());
      result[v][question] = answers.value()[question];
    }
    if (!known) return *error;
  }
  return result;
}

// Reasons without their words and their order.
std::set<std::tuple<std::string, std::string, Effect>> reasons_of(const CompiledPolicy& compiled,
                                                                  const Evaluation& evaluation) {
  std::set<std::tuple<std::string, std::string, Effect>> reasons;
  for (const std::size_t r : evaluation.reasons) {
    const Rule& rule = compiled.policy.rules[r];
    reasons.emplace(rule.id, compiled.policy.clauses[rule.clause].id, rule.effect);
  }
  return reasons;
}

void add(Lines& lines, std::size_t number) {
  ++lines.count;
  if (lines.first.size() < lines_shown) lines.first.push_back(number);
}

void refuse(Impact& impact, std::size_t number, const Error& error) {
  ++impact.unusable;
  if (impact.first_unusable.size() < lines_shown) impact.first_unusable.push_back({number, error});
}

Json lines_to_json(const Lines& lines) {
  Json json = Json::object();
  set_number(json, "count", static_cast<std::int64_t>(lines.count));
  set_value(json, "lines", lines.first);
  return json;
}

}  // namespace

std::size_t Impact::verdicts_changed() const {
  std::size_t sum = 0;
  for (const auto& row : verdict_changed) {
    for (const Lines& lines : row) sum += lines.count;
  }
  return sum;
}

std::size_t Impact::total() const {
  return unchanged + consultations + reasons_changed.count + verdicts_changed() + unusable;
}

void count_line(Impact& impact, const ByVersion<const CompiledPolicy*>& policies, Instant now,
                std::size_t number, std::string_view line) {
  const Result<Given> given = read_line(line, now);
  if (!given) return refuse(impact, number, given.error());
  if (given->consultation) {
    ++impact.consultations;
    return;
  }
  const Result<ByVersion<Answers>> answers = understand(given.value(), policies);
  if (!answers) return refuse(impact, number, answers.error());
  ByVersion<Evaluation> evaluations;
  for (const std::size_t v : {old_version, new_version}) {
    const Day today = day_at(given->at, policies[v]->policy.utc_offset_minutes);
    evaluations[v] = evaluate(*policies[v], answers.value()[v], today);
    if (!evaluations[v].decided) {
      return refuse(impact, number,
                    {"/rules", "the verdict takes too many steps to find out",
                     "let fewer rules share questions"});
    }
  }
  const Evaluation& before = evaluations[old_version];
  const Evaluation& after = evaluations[new_version];
  if (before.verdict != after.verdict) {
    add(impact.verdict_changed[static_cast<std::size_t>(before.verdict)]
                              [static_cast<std::size_t>(after.verdict)],
        number);
  } else if (reasons_of(*policies[old_version], before) !=
             reasons_of(*policies[new_version], after)) {
    add(impact.reasons_changed, number);
  } else {
    ++impact.unchanged;
  }
}

Json impact_to_json(const Impact& impact) {
  Json json = Json::object();
  const auto set_count = [&](std::string_view key, std::size_t count) {
    set_number(json, key, static_cast<std::int64_t>(count));
  };
  set_count("total", impact.total());
  set_count("unchanged", impact.unchanged);
  set_count("consultations", impact.consultations);
  set_value(json, "reasons_changed", lines_to_json(impact.reasons_changed));
  Json& verdicts = set_value(json, "verdict_changed", Json::array());
  for (std::size_t from = 0; from < impact.verdict_changed.size(); ++from) {
    for (std::size_t to = 0; to < impact.verdict_changed[from].size(); ++to) {
      const Lines& lines = impact.verdict_changed[from][to];
      if (lines.count == 0) continue;
      Json entry = lines_to_json(lines);
      set_text(entry, "from", name_of(static_cast<Verdict>(from)));
      set_text(entry, "to", name_of(static_cast<Verdict>(to)));
      verdicts.push_back(std::move(entry));
    }
  }
  set_count("unusable", impact.unusable);
  Json& unusable = set_value(json, "unusable_lines", Json::array());
  for (const UnusableLine& line : impact.first_unusable) {
    Json entry = Json::object();
    set_number(entry, "line", static_cast<std::int64_t>(line.line));
    set_text(entry, "error", to_line(line.error));
    unusable.push_back(std::move(entry));
  }
  return json;
}

}  // namespace precall
