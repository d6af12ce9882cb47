// `precall policy interview`: how many questions an interview takes, in which order.
#include <cmath>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <memory>
#include <sstream>

#include "base/limits.hpp"
#include "rules/interview.hpp"
#include "tools/command.hpp"

namespace precall::tool {
namespace {

constexpr std::size_t tree_depth = 4;

struct InterviewOptions {
  std::string policy;
  std::optional<std::string> now;
  std::optional<std::string> weights;
  bool json = false;
};

// What is printed, with what it is about.
struct Report {
  const CompiledPolicy& compiled;
  const Interview& interview;
  Day today = 0;
  std::string weights;  // where they come from
};

Result<CellWeights> counted_weights(const CompiledPolicy& compiled, const std::string& path,
                                    Day today) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{path, "cannot be read", "check the path and its permissions"};
  // One for each cell, so that nothing that nobody has answered yet is taken for impossible.
  CellWeights weights = even_weights(compiled.matrix);
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    const auto error = count_answers(compiled, line, today, weights);
    if (error) return within(path, within("line " + std::to_string(number), *error));
  }
  if (file.bad()) return Error{path, "cannot be read to its end", "check the disk"};
  return weights;
}

// A range of ordinals without an end that no answer can reach.
std::string range_text(const Question& question, Interval range) {
  const Interval domain = ordinal_domain(question);
  const std::string from = std::to_string(range.from);
  const std::string to = std::to_string(range.to);
  if (range.from == range.to) return from;
  if (range.from <= domain.from) return range.to >= domain.to ? "any" : "up to " + to;
  return range.to >= domain.to ? from + " or more" : from + " to " + to;
}

// The answers of a branch; of dates, the days since them. Neighbouring ranges are one.
std::vector<std::string> answers_text(const Report& report, std::size_t q,
                                      const std::vector<std::size_t>& indexes) {
  const Question& question = report.compiled.policy.questions[q];
  const auto& cells = report.compiled.matrix.questions[q].cells;
  std::vector<std::string> texts;
  if (!question.options.empty()) {
    for (const std::size_t c : indexes) texts.push_back(question.options[c].id);
    return texts;
  }
  const bool date = question.type == QuestionType::date;
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    Interval range = cells[indexes[i]];
    while (i + 1 < indexes.size() && indexes[i + 1] == indexes[i] + 1) {
      range.to = cells[indexes[++i]].to;
    }
    texts.push_back(range_text(question, range) + (date ? " days since" : ""));
  }
  return texts;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

std::vector<std::string> ids(const Report& report, const std::vector<std::size_t>& questions) {
  std::vector<std::string> result;
  for (const std::size_t q : questions) result.push_back(report.compiled.policy.questions[q].id);
  return result;
}

std::string fixed(double number) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(4) << number;
  return text.str();
}

void print_row(std::string_view name, const OrderCost& cost, std::string_view note) {
  std::cout << std::left << std::setw(14) << name << std::right << std::setw(9)
            << fixed(cost.expected) << std::setw(7) << cost.worst << "   " << note << "\n";
}

void print_tree(const Report& report, const InterviewTree& tree, const std::string& indent) {
  std::cout << indent << report.compiled.policy.questions[tree.question].id << " ("
            << fixed(tree.expected) << " to go)\n";
  for (const InterviewTree::Branch& branch : tree.branches) {
    std::cout << indent << "  " << joined(answers_text(report, tree.question, branch.cells)) << " ("
              << std::lround(branch.chance * 100) << " %): ";
    if (branch.settled) {
      std::cout << name_of(*branch.settled) << "\n";
    } else if (branch.next.empty()) {
      std::cout << "…\n";
    } else {
      std::cout << "\n";
      print_tree(report, branch.next.front(), indent + "    ");
    }
  }
}

bool attains_best(const Interview& interview, const OrderCost& cost) {
  return same_cost(cost.expected, interview.best.expected);
}

void print_text(const Report& report) {
  const Interview& interview = report.interview;
  std::cout << report.compiled.policy.id << " " << report.compiled.policy.version
            << ": questions asked one at a time until the verdict is settled, on "
            << iso_date(report.today) << "\nweights: " << report.weights << "\n"
            << interview.states << " states examined\n\n"
            << "order          expected  worst\n";
  print_row("asking order", interview.asking, "the policy's steps");
  print_row("greedy", interview.greedy, "next: the best chance to settle the verdict at once");
  print_row("best", interview.best, "no order expects fewer");
  print_row("quick_order", interview.quick,
            attains_best(interview, interview.quick) ? "the policy's; attains the best"
                                                     : "the policy's; see the best list");
  print_row(
      "best list", interview.list,
      attains_best(interview, interview.list) ? "attains the best" : "no list attains the best");
  std::cout << "\nbest list for quick_order: " << joined(ids(report, interview.best_list)) << "\n";
  if (interview.tree.empty()) return;
  std::cout << "\nthe best order's first questions:\n";
  print_tree(report, interview.tree.front(), "  ");
}

// Chances and means are decimal fractions, which the core's integers are not: written as text by
// the library's own writer, not in canonical form.
Json cost_json(const OrderCost& cost) {
  return Json::object({{"expected", cost.expected}, {"worst", cost.worst}});
}

Json tree_json(const Report& report, const InterviewTree& tree) {
  Json branches = Json::array();
  for (const InterviewTree::Branch& branch : tree.branches) {
    Json json = Json::object({{"answers", answers_text(report, tree.question, branch.cells)},
                              {"chance", branch.chance}});
    if (branch.settled) json["settled"] = std::string(name_of(*branch.settled));
    if (!branch.next.empty()) json["next"] = tree_json(report, branch.next.front());
    branches.push_back(std::move(json));
  }
  return Json::object({{"question", report.compiled.policy.questions[tree.question].id},
                       {"expected", tree.expected},
                       {"branches", std::move(branches)}});
}

void print_json(const Report& report) {
  const Interview& interview = report.interview;
  const Json orders = Json::object({{"asking", cost_json(interview.asking)},
                                    {"greedy", cost_json(interview.greedy)},
                                    {"best", cost_json(interview.best)},
                                    {"quick_order", cost_json(interview.quick)},
                                    {"best_list", cost_json(interview.list)}});
  Json json = Json::object({{"policy", report.compiled.policy.sha256},
                            {"today", iso_date(report.today)},
                            {"weights", report.weights},
                            {"states", interview.states},
                            {"orders", orders},
                            {"quick_order", ids(report, report.compiled.policy.quick_order)},
                            {"quick_order_is_best", attains_best(interview, interview.quick)},
                            {"best_list", ids(report, interview.best_list)},
                            {"best_list_is_best", attains_best(interview, interview.list)},
                            {"first_questions", nullptr}});
  if (!interview.tree.empty()) {
    json["first_questions"] = tree_json(report, interview.tree.front());
  }
  std::cout << json.dump(2) << "\n";
}

std::string source_of(const InterviewOptions& options, const CompiledPolicy& compiled,
                      const CellWeights& weights) {
  if (options.weights) return "counted in " + *options.weights + ", and one for each cell";
  return weights == even_weights(compiled.matrix) ? "the same for every cell" : "the policy's";
}

int interview(const InterviewOptions& options) {
  const Result<std::string> text = read_all(options.policy, limits::policy_bytes_max);
  if (!text) return unusable(text.error());
  const Result<CompiledPolicy> compiled = load_policy(text.value());
  if (!compiled) return unusable(within(options.policy, compiled.error()));
  const Result<Instant> now = moment(options.now);
  if (!now) return unusable(now.error());
  const Day today = day_at(now.value(), compiled->policy.utc_offset_minutes);
  const Result<CellWeights> weights =
      options.weights ? counted_weights(compiled.value(), *options.weights, today)
                      : policy_weights(compiled.value(), text.value());
  if (!weights) {
    return unusable(options.weights ? weights.error() : within(options.policy, weights.error()));
  }
  const Result<Interview> plan =
      plan_interview(compiled.value(), weights.value(), today, tree_depth);
  if (!plan) return unusable(within(options.policy, plan.error()));
  const Report report{compiled.value(), plan.value(), today,
                      source_of(options, compiled.value(), weights.value())};
  if (options.json) {
    print_json(report);
  } else {
    print_text(report);
  }
  return exit_done;
}

}  // namespace

void add_policy_interview(CLI::App& parent, int& status) {
  const auto options = std::make_shared<InterviewOptions>();
  CLI::App* command = parent.add_subcommand(
      "interview",
      "Compare the orders in which questions can be asked until the verdict is settled.");
  command->footer(
      "Prints for each order the questions expected and the worst case: the policy's\n"
      "steps; always what is most likely to settle the verdict at once (greedy); the\n"
      "best order, proved by trying all; the policy's \"quick_order\", by which a quick\n"
      "check asks; and the best list for it. Then the best order's first questions.\n"
      "Answers count as independent of each other. How likely they are stands in the\n"
      "\"weights\" of the policy's questions or is counted in a file; otherwise every\n"
      "cell (answers that no rule tells apart) is as likely as the others.\n"
      "Exit 0, or 2 if something cannot be used or is too large to try everything.");
  command->add_option("policy", options->policy, "policy file, or -")->required();
  command->add_flag("--json", options->json, "print one JSON object");
  command->add_option("--now", options->now, "RFC 3339 time with offset; default: this moment");
  command->add_option("--weights", options->weights,
                      "file with an answers object or a submission a line, to count answers in");
  command->callback([options, &status] { status = interview(*options); });
}

}  // namespace precall::tool
