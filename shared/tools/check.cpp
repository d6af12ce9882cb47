// `precall check`: the verdict on one set of answers, or on one a line.
#include <fstream>
#include <iostream>
#include <memory>

#include "base/limits.hpp"
#include "rules/report.hpp"
#include "tools/command.hpp"

namespace precall::tool {
namespace {

struct CheckOptions {
  std::string policy;
  std::string answers;
  std::optional<std::string> now;
  std::string language = "vi";
  bool lines = false;
};

Result<Json> check_one(const CompiledPolicy& compiled, std::string_view text, Day today,
                       Language language) {
  const Result<Json> json = parse_json(text, limits::submission_bytes_max);
  if (!json) return json.error();
  const Result<Answers> answers = parse_answers(json.value(), "", compiled.policy);
  if (!answers) return answers.error();
  return verdict_report(compiled, answers.value(), today, language);
}

// One answers object a line. A bad line is answered by an error line, and the rest still is.
int check_lines(const CompiledPolicy& compiled, std::istream& input, Day today, Language language) {
  int status = exit_done;
  std::string line;
  for (std::size_t number = 1; std::getline(input, line); ++number) {
    const Result<Json> report = check_one(compiled, line, today, language);
    if (report) {
      std::cout << canonical(report.value()) << "\n";
      continue;
    }
    status = exit_failed;
    const Error error = within("line " + std::to_string(number), report.error());
    std::cout << canonical(Json::object({{"error", to_line(error)}})) << "\n";
  }
  if (input.bad()) return unusable({"--answers", "cannot be read to its end", "check the file"});
  return status;
}

int check(const CheckOptions& options) {
  const Result<CompiledPolicy> compiled = read_policy(options.policy);
  if (!compiled) return unusable(compiled.error());
  const Result<Instant> now = moment(options.now);
  if (!now) return unusable(now.error());
  const auto language = parse_language(options.language);
  if (!language) return unusable({"--lang", "not a language", "write vi or en"});
  const Day today = day_at(now.value(), compiled->policy.utc_offset_minutes);

  if (options.lines) {
    if (options.answers == "-") return check_lines(compiled.value(), std::cin, today, *language);
    std::ifstream file(options.answers, std::ios::binary);
    if (!file) return unusable({options.answers, "cannot be read", "check the path"});
    return check_lines(compiled.value(), file, today, *language);
  }
  const Result<std::string> text = read_all(options.answers, limits::submission_bytes_max);
  if (!text) return unusable(text.error());
  const Result<Json> report = check_one(compiled.value(), text.value(), today, *language);
  if (!report) return unusable(within(options.answers, report.error()));
  std::cout << report->dump(2) << "\n";
  return exit_done;
}

}  // namespace

void add_check(CLI::App& parent, int& status) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App* command = parent.add_subcommand("check", "Print the verdict on a set of answers.");
  command->add_option("--policy", options->policy, "policy file")->required();
  command->add_option("--answers", options->answers, "answers file, or - for standard input")
      ->required();
  command->add_option("--now", options->now, "RFC 3339 time with offset; default: this moment");
  command->add_option("--lang", options->language, "vi or en")->capture_default_str();
  command->add_flag("--jsonl", options->lines, "one answers object a line in, one verdict out");
  command->callback([options, &status] { status = check(*options); });
}

}  // namespace precall::tool
