// `precall policy diff`: what a new version of a policy changes, and for whom.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>

#include "base/limits.hpp"
#include "rules/diff_report.hpp"
#include "submission/impact.hpp"
#include "tools/command.hpp"
#include "tools/diff_text.hpp"

namespace precall::tool {
namespace {

struct DiffOptions {
  std::string old_policy;
  std::string new_policy;
  std::optional<std::string> answers;
  std::optional<std::string> now;
  std::string language = "vi";
  bool json = false;
};

struct Loaded {
  Json document;
  CompiledPolicy compiled;
};

Result<Loaded> load(const std::string& path) {
  const Result<std::string> text = read_all(path, limits::policy_bytes_max);
  if (!text) return text.error();
  Result<Json> document = parse_json(text.value(), limits::policy_bytes_max);
  if (!document) return within(path, document.error());
  Result<CompiledPolicy> compiled = load_policy(text.value());
  if (!compiled) return within(path, compiled.error());
  return Loaded{std::move(document).value(), std::move(compiled).value()};
}

Result<Json> count_answers(const std::string& path, const Loaded& before, const Loaded& after,
                           Instant now) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  if (!file) return Error{path, "cannot be read", "check the path and its permissions"};
  std::istream& input = path == "-" ? std::cin : file;
  Impact impact;
  std::string line;
  for (std::size_t number = 1; std::getline(input, line); ++number) {
    count_line(impact, {&before.compiled, &after.compiled}, now, number, line);
  }
  // A directory opens like a file, and fails only when it is read.
  if (input.bad()) return Error{path, "cannot be read to its end", "check that it is a file"};
  return impact_to_json(impact);
}

int diff(const DiffOptions& options) {
  const auto language = parse_language(options.language);
  if (!language) return unusable({"--lang", "not a language", "write vi or en"});
  const Result<Instant> now = moment(options.now);
  if (!now) return unusable(now.error());
  const std::string inputs[] = {options.old_policy, options.new_policy,
                                options.answers.value_or("")};
  if (std::count(std::begin(inputs), std::end(inputs), "-") > 1) {
    return unusable({"-", "standard input can be read only once", "name files for the others"});
  }
  const Result<Loaded> before = load(options.old_policy);
  if (!before) return unusable(before.error());
  const Result<Loaded> after = load(options.new_policy);
  if (!after) return unusable(after.error());

  const auto on_its_day = [&](const CompiledPolicy& compiled) {
    return Version{&compiled, day_at(now.value(), compiled.policy.utc_offset_minutes)};
  };
  const Result<PolicyDiff> found =
      diff_policies({&before->document, &after->document},
                    {on_its_day(before->compiled), on_its_day(after->compiled)});
  if (!found) return unusable(within(options.new_policy, found.error()));
  Json report = diff_report(found.value(), *language);
  if (options.answers) {
    Result<Json> impact =
        count_answers(*options.answers, before.value(), after.value(), now.value());
    if (!impact) return unusable(impact.error());
    set_value(report, "answers", std::move(impact).value());
  }
  if (options.json) {
    std::cout << report.dump(2) << "\n";
  } else {
    std::cout << diff_text(report);
  }
  return found->same() ? exit_done : exit_failed;
}

}  // namespace

void add_policy_diff(CLI::App& parent, int& status) {
  const auto options = std::make_shared<DiffOptions>();
  CLI::App* command = parent.add_subcommand(
      "diff",
      "Print what NEW changes against OLD: which customers' verdicts or reasons, each class with\n"
      "its clause and an example, and every other difference of the two files. The comparison is\n"
      "exact for the day of --now. Exit 0 if the files say the same, 1 if they differ, 2 if one\n"
      "cannot be used.");
  command->add_option("OLD", options->old_policy, "policy file, or -")->required();
  command->add_option("NEW", options->new_policy, "policy file, or -")->required();
  command->add_flag("--json", options->json, "print one JSON object");
  command->add_option("--now", options->now, "RFC 3339 time with offset; default: this moment");
  command->add_option("--answers", options->answers,
                      "file, or -, with an answers object or a submission a line: count how many "
                      "change; submissions count on the day they were made, answers at --now");
  command->add_option("--lang", options->language, "language of the policies' words: vi or en")
      ->capture_default_str();
  command->callback([options, &status] { status = diff(*options); });
}

}  // namespace precall::tool
