// `precall replay`: every screen that a transcript of actions leads to.
#include <iostream>
#include <memory>

#include "base/limits.hpp"
#include "session/screen.hpp"
#include "tools/command.hpp"

namespace precall::tool {
namespace {

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
  const Result<std::string> text = read_all(options.transcript, limits::session_bytes_max);
  if (!text) return unusable(text.error());
  const Result<Json> transcript = parse_json(text.value(), limits::session_bytes_max);
  if (!transcript) return unusable(within(options.transcript, transcript.error()));
  const Result<int> done = replay_actions(compiled.value(), transcript.value());
  if (!done) return unusable(within(options.transcript, done.error()));
  return done.value();
}

}  // namespace

void add_replay(CLI::App& parent, int& status) {
  const auto options = std::make_shared<ReplayOptions>();
  CLI::App* command =
      parent.add_subcommand("replay", "Print every screen that a transcript of actions leads to.");
  command->add_option("--policy", options->policy, "policy file")->required();
  command->add_option("transcript", options->transcript, "transcript file, or -")->required();
  command->callback([options, &status] { status = replay(*options); });
}

}  // namespace precall::tool
