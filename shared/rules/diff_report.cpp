// Classes, conditions and witnesses as JSON, and conditions in words.
#include "rules/diff_report.hpp"

#include <algorithm>

#include "rules/report.hpp"

namespace precall {
namespace {

constexpr std::string_view version_names[] = {"old", "new"};

// The answers of a side of a box, adjacent cells put together.
Intervals answers_of(const JointQuestion& question, const std::vector<std::size_t>& cells,
                     std::size_t version) {
  Intervals result;
  for (const std::size_t cell : cells) {
    const Interval answers = question.cells[cell].answers[version];
    if (!result.empty() && result.back().to + 1 == answers.from) {
      result.back().to = answers.to;
    } else {
      result.push_back(answers);
    }
  }
  return result;
}

std::string in_quotes(std::string_view words) {
  return "\"" + std::string(words) + "\"";
}

// "from" to "to", of which an end that is the question's own says nothing.
std::string bounds(std::int64_t from, std::int64_t to, bool from_any, bool to_any) {
  const std::string least = std::to_string(from);
  const std::string greatest = std::to_string(to);
  if (from == to) return "= " + least;
  if (to_any) return "≥ " + least;
  if (from_any) return "≤ " + greatest;
  return least + "–" + greatest;
}

// Dates by the days since them, which is how rules and people count.
std::string date_words(const Question& question, Interval dates, Day today, Language language) {
  const bool from_any = dates.from == question.min;
  const bool to_any = dates.to == question.max;
  const std::string from = local_date(static_cast<Day>(dates.from));
  const std::string to = local_date(static_cast<Day>(dates.to));
  const bool vi = language == Language::vi;
  std::string words = vi ? "số ngày đã qua " : "days since it ";
  words += bounds(today - dates.to, today - dates.from, to_any, from_any) + " (";
  if (dates.from == dates.to) return words + from + ")";
  if (from_any) return words + (vi ? "ngày " + to + " trở về trước)" : "on or before " + to + ")");
  if (to_any) return words + (vi ? "ngày " + from + " trở về sau)" : "on or after " + from + ")");
  return words + from + "–" + to + ")";
}

class Reporter {
 public:
  Reporter(const PolicyDiff& diff, Language language) : diff_(diff), language_(language) {}

  Json report() const {
    Json report = Json::object();
    set_flag(report, "same", diff_.same());
    for (const std::size_t v : {old_version, new_version}) {
      Json& version = set_value(report, version_names[v], Json::object());
      set_text(version, "id", policy(v).id);
      set_text(version, "version", policy(v).version);
      set_text(version, "sha256", policy(v).sha256);
      set_text(version, "today", iso_date(today(v)));
    }
    Json& classes = set_value(report, "classes", Json::array());
    for (const ChangeClass& found : diff_.classes) classes.push_back(class_json(found));
    for (const ChangeArea area :
         {ChangeArea::structure, ChangeArea::logic, ChangeArea::words, ChangeArea::other}) {
      Json& list = set_value(report, name_of(area), Json::array());
      for (const DocumentChange& change : diff_.changes) {
        if (change.area != area) continue;
        list.push_back(change_json(change));
        if (area == ChangeArea::logic) set_flag(list.back(), "changes_reasons", shown(change));
      }
    }
    return report;
  }

 private:
  const Policy& policy(std::size_t version) const { return diff_.joint.policy(version); }
  Day today(std::size_t version) const { return diff_.joint.versions[version].today; }

  Json class_json(const ChangeClass& found) const {
    Json json = Json::object();
    Json clauses = Json::object();
    Json effects = Json::object();
    for (const std::size_t v : {old_version, new_version}) {
      set_value(clauses, version_names[v], nullptr);
      set_value(effects, version_names[v], nullptr);
      if (!found.rule[v]) continue;
      const Rule& rule = policy(v).rules[*found.rule[v]];
      const Clause& clause = policy(v).clauses[rule.clause];
      set_text(json, "rule", rule.id);
      set_text(json, "label", clause.label.in(language_));  // NEW's, if it is there
      set_text(clauses, version_names[v], clause.id);
      set_text(effects, version_names[v], rule.effect == Effect::blocks ? "blocks" : "may_refuse");
    }
    set_text(json, "change", name_of(found.change));
    set_value(json, "clause", std::move(clauses));
    set_value(json, "effect", std::move(effects));
    set_flag(json, "verdict_changes", found.verdict_changes);
    Json& conditions = set_value(json, "conditions", Json::array());
    for (const Box& box : found.boxes) {
      Json& sides = conditions.emplace_back(Json::array());
      for (const BoxSide& side : box) sides.push_back(condition_json(side));
    }
    Json& witness = set_value(json, "witness", Json::object());
    for (const std::size_t v : {old_version, new_version}) {
      set_value(witness, version_names[v], witness_json(found.witness, v));
    }
    return json;
  }

  Json condition_json(const BoxSide& side) const {
    const JointQuestion& joint = diff_.joint.questions[side.question];
    const std::size_t version = joint.question[new_version] ? new_version : old_version;
    const Question& question = policy(version).questions[*joint.question[version]];
    Json json = Json::object();
    set_text(json, "question", question.id);
    const bool both = joint.question[old_version] && joint.question[new_version];
    set_text(json, "asked_in", both ? "both" : version_names[version]);
    const Intervals accepted = answers_of(joint, side.cells, version);
    std::string words = question.id + " (" + in_quotes(question.text.in(language_)) + "): ";
    if (question.type == QuestionType::boolean || question.type == QuestionType::choice) {
      words += name_options(question, accepted, set_value(json, "answers", Json::array()));
    } else {
      words += name_ranges(question, accepted, json);
    }
    set_text(json, "words", words);
    return json;
  }

  std::string name_options(const Question& question, const Intervals& accepted, Json& list) const {
    std::string words;
    for (const Interval& interval : accepted) {
      for (std::int64_t value = interval.from; value <= interval.to; ++value) {
        const Option& option = question.options[static_cast<std::size_t>(value)];
        list.push_back(answer_to_json(question, value));
        words +=
            (words.empty() ? "" : ", ") + option.id + " " + in_quotes(option.text.in(language_));
      }
    }
    return words;
  }

  std::string name_ranges(const Question& question, const Intervals& accepted, Json& json) const {
    const bool date = question.type == QuestionType::date;
    Json ranges = Json::array();
    Json days = Json::array();
    std::string words;
    for (const Interval& range : accepted) {
      ranges.push_back(Json::object({{"from", answer_to_json(question, range.from)},
                                     {"to", answer_to_json(question, range.to)}}));
      const Day day = today(new_version);
      days.push_back(Json::object({{"from", day - range.to}, {"to", day - range.from}}));
      words += words.empty() ? "" : language_ == Language::vi ? " hoặc " : " or ";
      words +=
          date ? date_words(question, range, day, language_)
               : bounds(range.from, range.to, range.from == question.min, range.to == question.max);
    }
    set_value(json, "ranges", std::move(ranges));
    if (date) set_value(json, "days_since", std::move(days));
    return words;
  }

  Json witness_json(const ChangeWitness& witness, std::size_t version) const {
    const Answers& answers = witness.answers[version];
    Json json = explained_verdict(policy(version), witness.evaluation[version], answers,
                                  today(version), language_);
    Json& object = set_value(json, "answers", Json::object());
    for (std::size_t q = 0; q < answers.size(); ++q) {
      if (!answers[q]) continue;
      const Question& question = policy(version).questions[q];
      set_value(object, question.id, answer_to_json(question, *answers[q]));
    }
    return json;
  }

  // Whether some class shows what the change of a rule does; else it does nothing.
  bool shown(const DocumentChange& change) const {
    return std::any_of(diff_.classes.begin(), diff_.classes.end(), [&](const ChangeClass& found) {
      const std::size_t version = found.rule[new_version] ? new_version : old_version;
      const std::string path = "/rules/" + policy(version).rules[*found.rule[version]].id;
      return change.path == path || change.path.starts_with(path + "/");
    });
  }

  static Json change_json(const DocumentChange& change) {
    Json json = Json::object();
    set_text(json, "path", change.path);
    set_text(json, "change", name_of(change.kind));
    set_text(json, "old_place", change.old_place);
    set_text(json, "new_place", change.new_place);
    set_value(json, "before", change.before);
    set_value(json, "after", change.after);
    return json;
  }

  const PolicyDiff& diff_;
  Language language_;
};

}  // namespace

Json diff_report(const PolicyDiff& diff, Language language) {
  return Reporter(diff, language).report();
}

}  // namespace precall
