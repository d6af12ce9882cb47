// precall-sync release, discard and erase: what a person decides, with a reason that is kept.
#include <iostream>
#include <memory>

#include "base/json.hpp"
#include "base/limits.hpp"
#include "base/nfc.hpp"
#include "tools/sync/command.hpp"

namespace precall::sync::tool {
namespace {

struct Options {
  std::string id;
  std::string target;
  bool all = false;
  std::string reason;
};

Result<Json> arguments_of(const Options& options) {
  for (const std::string& text : {options.id, options.target, options.reason}) {
    if (text_form(text) == TextForm::not_utf8) {
      return Error{"command line", "not valid UTF-8", "set the terminal to UTF-8"};
    }
  }
  Json arguments = {{"reason", options.reason}};
  if (!options.id.empty()) arguments["id"] = options.id;
  if (!options.target.empty()) arguments["target"] = options.target;
  if (options.all) arguments["all"] = true;
  return arguments;
}

void print_copy(const Json& copy) {
  const std::string target = canonical(copy["target"]);
  if (is_string(copy["remote_id"], "")) {
    std::cout << target << " was tried, and may have a copy: look there, too\n";
  } else {
    std::cout << target << " has a copy, as " << canonical(copy["remote_id"])
              << ": erase it there, too\n";
  }
}

int decide(ControlLine& line, const std::string& command, const Options& options) {
  const auto arguments = arguments_of(options);
  if (!arguments) return unusable(arguments.error());
  const auto answer = line.perform(command, canonical(arguments.value()));
  if (!answer) return unusable(answer.error());
  const auto result = parse_json(answer.value(), limits::config_bytes_max);
  const Json* changed = result ? Reader::find(result.value(), "changed") : nullptr;
  if (changed == nullptr) return unusable(Error{command, "odd answer", "see the log"});
  std::cout << changed->dump() << " changed\n";
  if (const Json* copies = Reader::find(result.value(), "copies")) {
    for (const Json& copy : *copies) print_copy(copy);
  }
  return *changed == 0 ? failed(Error{command, "nothing was there to change", "see status"})
                       : exit_done;
}

CLI::App* add(CLI::App& app, const std::string& name, const std::string& help,
              const std::shared_ptr<Options>& options, int& status) {
  auto* command = add_command(app, name, help, status, [options, name](const Config& config) {
    return with_line(config, ControlPurpose::look,
                     [&](ControlLine& line) { return decide(line, name, *options); });
  });
  command->add_option("--reason", options->reason, "Why, in one line; kept for good")->required();
  return command;
}

}  // namespace

void add_decisions(CLI::App& app, int& status) {
  auto to_release = std::make_shared<Options>();
  auto* release =
      add(app, "release", "Send held and waiting deliveries again, now", to_release, status);
  release->add_option("--id", to_release->id, "Of this request");
  release->add_option("--target", to_release->target, "To this target");
  release->add_flag("--all", to_release->all, "All of them");

  auto to_discard = std::make_shared<Options>();
  auto* discard = add(app, "discard", "Give deliveries up", to_discard, status);
  discard->add_option("--id", to_discard->id, "Of this request")->required();
  discard->add_option("--target", to_discard->target, "To this target; to all without it");

  auto to_erase = std::make_shared<Options>();
  auto* erase =
      add(app, "erase", "Erase a request's personal data; its digest stays", to_erase, status);
  erase->add_option("--id", to_erase->id, "The request")->required();
}

}  // namespace precall::sync::tool
