// precall-sync status: what there is, and what needs a person.
#include <algorithm>
#include <array>
#include <iostream>
#include <memory>
#include <vector>

#include "base/json.hpp"
#include "tools/sync/command.hpp"

namespace precall::sync::tool {
namespace {

constexpr std::size_t status_bytes_max = std::size_t{64} * 1024 * 1024;

struct Options {
  bool json = false;
  std::string state;
  std::string target;
  std::string id;
};

// What a back end named its record is shown on a terminal: without what a terminal would obey.
std::string plain(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, '?');
  return text;
}

std::string text_of(const Json& object, std::string_view key) {
  const Json* value = Reader::find(object, key);
  if (value == nullptr) return {};
  const auto* text = value->get_ptr<const std::string*>();
  return text == nullptr ? value->dump() : plain(*text);
}

// Lines of cells, in columns as wide as they need.
class Table {
 public:
  void add(std::vector<std::string> cells) { lines_.push_back(std::move(cells)); }
  void print(std::ostream& out) const {
    if (lines_.size() < 2) return;  // nothing below the headings
    std::vector<std::size_t> widths;
    for (const auto& line : lines_) {
      widths.resize(std::max(widths.size(), line.size()));
      for (std::size_t i = 0; i < line.size(); ++i) {
        widths[i] = std::max(widths[i], line[i].size());
      }
    }
    for (const auto& line : lines_) {
      for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        out << line[i] << std::string(widths[i] + 2 - line[i].size(), ' ');
      }
      out << line.back() << "\n";
    }
  }

 private:
  std::vector<std::vector<std::string>> lines_;
};

Table counts_table(const Json& status) {
  Table table;
  table.add({"target", "state", "count"});
  for (const auto& [target, states] : status["targets"].items()) {
    for (const auto& [state, count] : states.items()) table.add({target, state, count.dump()});
  }
  return table;
}

Table paused_table(const Json& status) {
  Table table;
  table.add({"paused", "until", "reason"});
  for (const auto& [target, pause] : status["paused"].items()) {
    table.add({target, text_of(pause, "until"), text_of(pause, "reason")});
  }
  return table;
}

Table list_table(const Json& list, const std::vector<std::string>& columns) {
  Table table;
  table.add(columns);
  for (const Json& item : list) {
    std::vector<std::string> cells;
    for (const std::string& column : columns) cells.push_back(text_of(item, column));
    table.add(std::move(cells));
  }
  return table;
}

void print_tables(const Json& status) {
  counts_table(status).print(std::cout);
  paused_table(status).print(std::cout);
  list_table(status["deliveries"],
             {"code", "target", "state", "attempts", "changed_at", "id", "remote_id", "reason"})
      .print(std::cout);
  if (status.contains("journal")) {
    list_table(status["journal"], {"at", "act", "target", "reason"}).print(std::cout);
  }
}

int show(ControlLine& line, const Options& options) {
  Json arguments = Json::object();
  if (!options.state.empty()) arguments["state"] = options.state;
  if (!options.target.empty()) arguments["target"] = options.target;
  if (!options.id.empty()) arguments["id"] = options.id;
  const auto answer = line.perform("status", canonical(arguments));
  if (!answer) return unusable(answer.error());
  if (options.json) {
    std::cout << answer.value() << "\n";
    return exit_done;
  }
  const auto status = parse_json(answer.value(), status_bytes_max);
  if (!status) return unusable(status.error());
  print_tables(status.value());
  return exit_done;
}

}  // namespace

void add_status(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  auto* command =
      add_command(app, "status", "Count the deliveries and list those that need a person", status,
                  [options](const Config& config) {
                    return with_line(config, ControlPurpose::look,
                                     [&](ControlLine& line) { return show(line, *options); });
                  });
  command->add_flag("--json", options->json, "Print one JSON object instead of tables");
  command->add_option("--state", options->state, "List those in this state");
  command->add_option("--target", options->target, "List those to this target");
  command->add_option("--id", options->id, "List those of this request, and what was done to it");
}

}  // namespace precall::sync::tool
