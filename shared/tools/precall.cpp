// `precall`: the policy tool. This file reads the command line and files; the core does the rest.
#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <sstream>

#include "base/limits.hpp"
#include "rules/report.hpp"
#include "session/screen.hpp"

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
Result<Instant> moment(const std::optional<std::string>& now) {
  if (!now) {
    return Instant{std::chrono::duration_cast<std::chrono::seconds>(
                       std::chrono::system_clock::now().time_since_epoch())
                       .count()};
  }
  Result<Instant> instant = parse_timestamp(*now);
  if (!instant) return within("--now", instant.error());
  return instant;
}

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

struct ReplayOptions {
  std::string policy;
  std::string transcript;
};

void print_line(std::string_view key, Json value) {
  Json line = Json::object();
  set_value(line, key, std::move(value));
  std::cout << canonical(line) << "\n";
}

void print_screen(const CompiledPolicy& compiled, const Session& session, const Json& action) {
  const auto language = parse_language(action["language"].get_ref<const std::string&>());
  const auto now = parse_timestamp(action["at"].get_ref<const std::string&>());
  print_line("screen", screen_to_json(make_screen(compiled, session, *language, now.value())));
}

// The transcript's time and language, which an action may replace by its own.
Result<Json> completed(const Json& action, const Json& transcript) {
  if (!action.is_object()) return Error{"", "not an action", "write {\"do\": …}"};
  Json result = action;
  for (const char* key : {"at", "language"}) {
    const char* from = std::string_view(key) == "at" ? "now" : key;
    const Json* given = Reader::find(action, key);
    const Json* usual = Reader::find(transcript, from);
    const Json* value = given != nullptr ? given : usual;
    if (value == nullptr || !value->is_string()) {
      return Error{child("", from).text(), "missing", "add it to the transcript"};
    }
    result[key] = *value;
  }
  if (!parse_timestamp(result["at"].get_ref<const std::string&>())) {
    return Error{"/now", "not an RFC 3339 time with an offset",
                 "write it like 2026-11-22T09:00:00+07:00"};
  }
  if (!parse_language(result["language"].get_ref<const std::string&>())) {
    return Error{"/language", "not a language", "write vi or en"};
  }
  return result;
}

// Prints what a customer saw: the first screen, then one line an action, and frozen bytes when
// there are any. An action that does not fit prints its error and changes nothing.
Result<int> replay_actions(const CompiledPolicy& compiled, const Json& transcript) {
  const Json* actions = Reader::find(transcript, "actions");
  if (actions == nullptr || !actions->is_array()) {
    return Error{"/actions", "missing", "add a list of actions"};
  }
  Session session = start_session(compiled.policy);
  const Result<Json> opening = completed(Json::object(), transcript);
  if (!opening) return opening.error();
  print_screen(compiled, session, opening.value());
  for (std::size_t i = 0; i < actions->size(); ++i) {
    const Result<Json> action = completed((*actions)[i], transcript);
    if (!action) return within(child("/actions", i).text(), action.error());
    const Result<Session> next = apply(compiled, session, action.value());
    if (!next) {
      Json error = Json::object();
      set_text(error, "place", next.error().place);
      set_text(error, "problem", next.error().problem);
      set_text(error, "remedy", next.error().remedy);
      print_line("error", std::move(error));
      continue;
    }
    const bool frozen = session.submission.empty() && !next->submission.empty();
    session = next.value();
    print_screen(compiled, session, action.value());
    if (frozen) print_line("submission", session.submission);
  }
  return exit_done;
}

int replay(const ReplayOptions& options) {
  const Result<CompiledPolicy> compiled = read_policy(options.policy);
  if (!compiled) return unusable(compiled.error());
  const Result<std::string> text = read_all(options.transcript);
  if (!text) return unusable(text.error());
  const Result<Json> transcript = parse_json(text.value(), limits::session_bytes_max);
  if (!transcript) return unusable(within(options.transcript, transcript.error()));
  const Result<int> done = replay_actions(compiled.value(), transcript.value());
  if (!done) return unusable(within(options.transcript, done.error()));
  return done.value();
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
  ReplayOptions replay_options;
  CLI::App* replay_command =
      app.add_subcommand("replay", "Print every screen that a transcript of actions leads to.");
  replay_command->add_option("--policy", replay_options.policy, "policy file")->required();
  replay_command->add_option("transcript", replay_options.transcript, "transcript file, or -")
      ->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // CLI11 reports --help and bad usage this way
    return app.exit(error) == 0 ? exit_done : exit_unusable;
  }
  return replay_command->parsed() ? replay(replay_options) : check(options);
}
