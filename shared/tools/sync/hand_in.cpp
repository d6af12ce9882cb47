// precall-sync import and enqueue: requests that did not come over HTTP.
#include <algorithm>
#include <iostream>
#include <memory>
#include <vector>

#include "base/json.hpp"
#include "base/limits.hpp"
#include "sync/files.hpp"
#include "tools/sync/command.hpp"

namespace precall::sync::tool {
namespace {

// The frozen bytes, out of the file that the widget saves ("precall.saved/1") or as they are.
std::string submission_in(const std::string& text) {
  const auto document = parse_json(text, limits::evidence_bytes_max);
  if (!document) return text;
  const Json* format = Reader::find(document.value(), "format");
  const Json* submission = Reader::find(document.value(), "submission");
  if (format == nullptr || !is_string(*format, "precall.saved/1")) return text;
  const auto* bytes = submission == nullptr ? nullptr : submission->get_ptr<const std::string*>();
  return bytes == nullptr ? text : *bytes;
}

std::string code_in(const std::string& receipt) {
  const auto document = parse_json(receipt, limits::submission_bytes_max);
  const Json* code = document ? Reader::find(document.value(), "code") : nullptr;
  const auto* text = code == nullptr ? nullptr : code->get_ptr<const std::string*>();
  return text == nullptr ? std::string() : *text;
}

int status_of(const Refusal& refusal) {
  return refusal.kind == RefusalKind::unavailable ? exit_later : exit_failed;
}

// A receipt that nobody could read was not given: the same bytes get it again.
int told() {
  std::cout.flush();
  if (std::cout) return exit_done;
  return later({"standard output", "cannot be written; what was stored is stored",
                "hand the same in again for its receipt"});
}

// Prints one line.
int import_file(ControlLine& line, const std::string& path) {
  const auto text = read_file(path, limits::evidence_bytes_max);
  if (!text) {
    std::cout << to_line(text.error()) << "\n";
    return exit_failed;
  }
  const auto outcome = line.submit(submission_in(text.value()));
  if (!outcome) {
    std::cout << to_line(in_file(path, outcome.error())) << "\n";
    return exit_later;
  }
  if (const auto* refusal = std::get_if<Refusal>(&outcome.value())) {
    std::cout << to_line(in_file(path, refusal->error)) << "\n";
    return status_of(*refusal);
  }
  const std::string& receipt = std::get_if<Stored>(&outcome.value())->receipt;
  std::cout << path << ": " << code_in(receipt) << " " << receipt << "\n";
  return exit_done;
}

// In the order of the files; a bad one does not stop the others.
int import_files(ControlLine& line, const std::vector<std::string>& paths) {
  int status = exit_done;
  for (const std::string& path : paths) status = std::max(status, import_file(line, path));
  return std::max(status, told());
}

// One byte over the limit is read, so that the intake sees that there are too many.
std::string read_input() {
  std::string bytes(limits::submission_bytes_max + 1, '\0');
  std::cin.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::cin.gcount()));
  return bytes;
}

int enqueue(ControlLine& line) {
  const auto outcome = line.submit(read_input());
  if (!outcome) return later(outcome.error());
  if (const auto* refusal = std::get_if<Refusal>(&outcome.value())) {
    return status_of(*refusal) == exit_later ? later(refusal->error) : failed(refusal->error);
  }
  std::cout << std::get_if<Stored>(&outcome.value())->receipt << "\n";
  return told();
}

}  // namespace

void add_hand_in(CLI::App& app, int& status) {
  auto paths = std::make_shared<std::vector<std::string>>();
  auto* import = add_command(
      app, "import",
      "Take files in that the widget saved; prints the code and the receipt of each, or its error",
      status, [paths](const Config& config) {
        return with_line(config, ControlPurpose::submit,
                         [&](ControlLine& line) { return import_files(line, *paths); });
      });
  import->add_option("FILE", *paths, "A saved request, or its frozen bytes alone")->required();
  add_command(
      app, "enqueue",
      "Take one submission in from standard input, byte for byte, and print its receipt", status,
      [](const Config& config) { return with_line(config, ControlPurpose::submit, enqueue); });
}

}  // namespace precall::sync::tool
