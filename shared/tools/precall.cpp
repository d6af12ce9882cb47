// `precall`: the policy tool. This file reads the command line and files; the core does the rest.
#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "base/limits.hpp"
#include "rules/report.hpp"

namespace {

using namespace precall;

constexpr int exit_done = 0;
constexpr int exit_failed = 1;
constexpr int exit_unusable = 2;

int unusable(const Error& error) {
  std::cerr << "precall: " << to_line(error) << "\n";
  return exit_unusable;
}

Error within(std::string_view file, Error error) {
  error.place = std::string(file) + (error.place.empty() ? "" : " at " + error.place);
  return error;
}

// The whole of a file, or of standard input for "-".
Result<std::string> read_all(const std::string& path) {
  std::ostringstream text;
  if (path == "-") {
    text << std::cin.rdbuf();
    return text.str();
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{path, "cannot be read", "check the path and its permissions"};
  text << file.rdbuf();
  if (file.bad()) return Error{path, "cannot be read to its end", "check the disk"};
  return text.str();
}

Result<CompiledPolicy> read_policy(const std::string& path) {
  const Result<std::string> text = read_all(path);
  if (!text) return text.error();
  Result<CompiledPolicy> compiled = load_policy(text.value());
  if (!compiled) return within(path, compiled.error());
  return compiled;
}

// The moment named by --now, or this one.
Result<Instant> moment(const std::string& now) {
  if (now.empty()) {
    return Instant{std::chrono::duration_cast<std::chrono::seconds>(
                       std::chrono::system_clock::now().time_since_epoch())
                       .count()};
  }
  Result<Instant> instant = parse_timestamp(now);
  if (!instant) return within("--now", instant.error());
  return instant;
}

struct CheckOptions {
  std::string policy;
  std::string answers;
  std::string now;
  std::string language = "vi";
  bool lines = false;
};

Result<Json> check_one(const CompiledPolicy& compiled, std::string_view text, Day today,
                       Language language) {
  const Result<Json> json = parse_json(text, limits::submission_bytes_max);
  if (!json) return json.error();
  const Result<Answers> answers = parse_answers(json.value(), "", compiled.policy);
  if (!answers) return answers.error();
  return verdict_report(compiled.policy, evaluate(compiled, answers.value(), today),
                        answers.value(), today, language);
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
  const Result<std::string> text = read_all(options.answers);
  if (!text) return unusable(text.error());
  const Result<Json> report = check_one(compiled.value(), text.value(), today, *language);
  if (!report) return unusable(within(options.answers, report.error()));
  std::cout << report->dump(2) << "\n";
  return exit_done;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  CLI::App app("Checks answers against a policy of support conditions.", "precall");
  app.require_subcommand(1);
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return std::string("precall: ") + error.what() + "; see precall --help\n";
  });
  CheckOptions options;
  CLI::App* check_command = app.add_subcommand("check", "Print the verdict on a set of answers.");
  check_command->add_option("--policy", options.policy, "policy file")->required();
  check_command->add_option("--answers", options.answers, "answers file, or - for standard input")
      ->required();
  check_command->add_option("--now", options.now,
                            "RFC 3339 time with offset; default: this moment");
  check_command->add_option("--lang", options.language, "vi or en")->capture_default_str();
  check_command->add_flag("--jsonl", options.lines,
                          "one answers object a line in, one verdict out");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // CLI11 reports --help and bad usage this way
    return app.exit(error) == 0 ? exit_done : exit_unusable;
  }
  return check(options);
}
