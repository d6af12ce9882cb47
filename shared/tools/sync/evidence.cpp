// precall-sync export and verify: what the spool holds, and whether it is sound.
#include <iostream>
#include <memory>

#include "base/json.hpp"
#include "tools/sync/command.hpp"

namespace precall::sync::tool {
namespace {

// A page of an export, or the ids of a whole spool that is damaged.
constexpr std::size_t answer_bytes_max = std::size_t{64} * 1024 * 1024;

Error odd_answer(const std::string& command) {
  return Error{command, "the answer cannot be read", "use the same version of precall-sync"};
}

Result<Json> ask(ControlLine& line, const std::string& command, const Json& arguments) {
  const auto answer = line.perform(command, canonical(arguments));
  if (!answer) return answer.error();
  return parse_json(answer.value(), answer_bytes_max);
}

// Page after page, so that neither side holds all of it.
int export_lines(ControlLine& line, std::int64_t after) {
  while (true) {
    const auto page = ask(line, "export", Json{{"after", after}});
    if (!page) return failed(page.error());
    const Json* lines = Reader::find(page.value(), "lines");
    if (lines == nullptr || !lines->is_array()) return failed(odd_answer("export"));
    if (lines->empty()) return exit_done;
    for (const Json& item : *lines) std::cout << canonical(item) << "\n";
    const Json* last = Reader::find(lines->back(), "sequence");
    const auto* sequence = last == nullptr ? nullptr : last->get_ptr<const std::int64_t*>();
    if (sequence == nullptr || *sequence <= after) return failed(odd_answer("export"));
    after = *sequence;
    if (!std::cout.flush()) return failed(Error{"output", "cannot be written", "check the disk"});
  }
}

int verify(ControlLine& line) {
  const auto report = ask(line, "verify", Json::object());
  if (!report) return failed(report.error());
  std::cout << report->dump(2) << "\n";
  const Json* sound = Reader::find(report.value(), "sound");
  return sound != nullptr && *sound == true ? exit_done : exit_failed;
}

}  // namespace

void add_evidence(CLI::App& app, int& status) {
  auto after = std::make_shared<std::int64_t>(0);
  auto* export_command =
      add_command(app, "export", "Print every request, its receipt and its states as JSON Lines",
                  status, [after](const Config& config) {
                    return with_line(config, ControlPurpose::look,
                                     [&](ControlLine& line) { return export_lines(line, *after); });
                  });
  export_command->add_option("--after", *after, "Only what came after this \"sequence\"")
      ->check(CLI::NonNegativeNumber);
  add_command(app, "verify",
              "Check every request against its digest, receipt and chain; exit code 1 if anything "
              "is wrong",
              status,
              [](const Config& config) { return with_line(config, ControlPurpose::look, verify); });
}

}  // namespace precall::sync::tool
