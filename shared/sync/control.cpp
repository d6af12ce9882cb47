// One function a command.
#include "sync/control.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "base/limits.hpp"
#include "sync/control_json.hpp"
#include "sync/stranded.hpp"

namespace precall::sync {
namespace {

constexpr std::size_t page_bytes_max = std::size_t{1024} * 1024;
constexpr std::int64_t sequence_max = (std::int64_t{1} << 53) - 1;

using Deliveries = std::vector<DeliveryRow>;

Result<Deliveries> listed(Spool& spool, const Selection& selection, const std::string& state) {
  if (!state.empty() || !selection.id.empty() || !selection.target.empty()) {
    return spool.deliveries(selection, state, limits::status_rows_max);
  }
  Deliveries all;
  for (const auto needy :
       {DeliveryState::held, DeliveryState::quarantined, DeliveryState::waiting}) {
    const auto rows = spool.deliveries({}, name_of(needy), limits::status_rows_max - all.size());
    if (!rows) return rows.error();
    all.insert(all.end(), rows->begin(), rows->end());
  }
  return all;
}

// Only the process that serves knows which targets there are.
Json paused_json(const std::vector<Sender*>& senders, const std::vector<StateCount>& counts) {
  Json paused = Json::object();
  std::vector<std::string> known;
  for (const Sender* sender : senders) {
    known.push_back(sender->target().id());
    const auto pause = sender->paused();
    if (!pause) continue;
    paused[sender->target().id()] = Json{{"reason", valid_text(pause->reason)},
                                         {"until", timestamp_at(pause->until, 0)},
                                         {"unusable", pause->unusable}};
  }
  if (senders.empty()) return paused;
  for (const std::string& target : stranded_targets(counts, known)) {
    paused[target] = Json{{"reason", stranded_reason}, {"until", nullptr}, {"unusable", true}};
  }
  return paused;
}

Result<Json> status(const ControlScope& scope, const Json& arguments, Reader& reader) {
  const Selection selection{reader.optional_string(arguments, "", "id"),
                            reader.optional_string(arguments, "", "target")};
  const auto counts = scope.spool.counts();
  if (!counts) return counts.error();
  const auto rows = listed(scope.spool, selection, reader.optional_string(arguments, "", "state"));
  if (!rows) return rows.error();
  Json status = {{"targets", counts_json(counts.value())},
                 {"paused", paused_json(scope.senders, counts.value())},
                 {"deliveries", Json::array()}};
  for (const DeliveryRow& row : rows.value()) status["deliveries"].push_back(row_json(row));
  if (selection.id.empty()) return status;
  const auto journal = scope.spool.journal(selection.id);
  if (!journal) return journal.error();
  status["journal"] = Json::array();
  for (const JournalEntry& entry : journal.value()) {
    status["journal"].push_back(journal_json(entry));
  }
  return status;
}

// The reason stays for good, in a log of lines, so it is a line that says something.
std::string read_reason(const Json& arguments, Reader& reader) {
  std::string reason = reader.string(arguments, "", "reason");
  const bool line = std::none_of(reason.begin(), reason.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < ' '; });
  if (reason.empty() || reason.size() > limits::reason_bytes_max || !line) {
    reader.fail("/reason",
                "not one line of 1 to " + std::to_string(limits::reason_bytes_max) + " bytes",
                "say in a sentence why");
  }
  return reason;
}

Json changed_json(std::int64_t count) {
  return Json{{"changed", count}};
}

Result<Json> release(const ControlScope& scope, const Json& arguments, Reader& reader) {
  const Selection selection{reader.optional_string(arguments, "", "id"),
                            reader.optional_string(arguments, "", "target")};
  const bool all = reader.optional_boolean(arguments, "", "all");
  const std::string reason = read_reason(arguments, reader);
  if (all == (!selection.id.empty() || !selection.target.empty())) {
    reader.fail("", "it is not clear what to release", "name an id or a target, or all of them");
  }
  if (reader.failed()) return Json();
  const auto changed = scope.spool.release(selection, reason, scope.clock());
  if (!changed) return changed.error();
  for (Sender* sender : scope.senders) {
    if (selection.target.empty() || sender->target().id() == selection.target) sender->resume();
  }
  scope.released();
  return changed_json(changed.value());
}

Result<Json> discard(const ControlScope& scope, const Json& arguments, Reader& reader) {
  const Selection selection{reader.string(arguments, "", "id"),
                            reader.optional_string(arguments, "", "target")};
  const std::string reason = read_reason(arguments, reader);
  if (reader.failed()) return Json();
  const auto changed = scope.spool.discard(selection, reason, scope.clock());
  if (!changed) return changed.error();
  return changed_json(changed.value());
}

Result<Json> erase(const ControlScope& scope, const Json& arguments, Reader& reader) {
  const std::string id = reader.string(arguments, "", "id");
  const std::string reason = read_reason(arguments, reader);
  if (reader.failed()) return Json();
  const auto changed = scope.spool.erase(id, reason, scope.clock());
  if (!changed) return changed.error();
  const auto deliveries = scope.spool.deliveries(Selection{id, {}}, "", limits::status_rows_max);
  if (!deliveries) return deliveries.error();
  Json result = changed_json(changed.value());
  result["copies"] = Json::array();
  for (const DeliveryRow& row : deliveries.value()) {
    if (row.attempts == 0) continue;
    result["copies"].push_back(
        Json{{"target", row.target}, {"remote_id", valid_text(row.remote_id)}});
  }
  return result;
}

Result<Json> export_page(const ControlScope& scope, const Json& arguments, Reader& reader) {
  const std::int64_t after = reader.integer(arguments, "", "after", 0, sequence_max);
  if (reader.failed()) return Json();
  std::vector<std::pair<std::int64_t, SpooledSubmission>> page;
  std::size_t bytes = 0;
  const auto error =
      scope.spool.for_each(after, [&](std::int64_t sequence, const SpooledSubmission& submission) {
        page.emplace_back(sequence, submission);
        bytes += submission.bytes.size() + submission.receipt.size() + submission.examined.size();
        return bytes < page_bytes_max;
      });
  if (error) return *error;
  Json lines = Json::array();
  for (const auto& [sequence, submission] : page) {
    const auto rows =
        scope.spool.deliveries(Selection{submission.id, {}}, "", limits::status_rows_max);
    if (!rows) return rows.error();
    lines.push_back(export_json(sequence, submission, rows.value()));
  }
  return Json{{"lines", lines}};
}

Result<Json> verify(const ControlScope& scope, const Json&, Reader&) {
  const auto keys = scope.keys();
  if (!keys) return keys.error();
  const auto report =
      scope.spool.scan({.keys = &keys.value(), .store = scope.store_check}, scope.clock());
  if (!report) return report.error();
  return scan_json(report.value());
}

struct Command {
  std::string_view name;
  std::string_view arguments;
  Result<Json> (*run)(const ControlScope&, const Json&, Reader&);
};

constexpr Command commands[] = {
    {"status", "state target id", status},    {"release", "id target all reason", release},
    {"discard", "id target reason", discard}, {"erase", "id reason", erase},
    {"export", "after", export_page},         {"verify", "", verify}};

}  // namespace

Result<std::string> perform(const ControlScope& scope, std::string_view name,
                            std::string_view arguments) {
  const auto* const command = std::find_if(std::begin(commands), std::end(commands),
                                           [&](const Command& c) { return c.name == name; });
  if (command == std::end(commands)) {
    return Error{name, "there is no such command", "use the same version of precall-sync"};
  }
  const auto parsed = parse_json(arguments, limits::config_bytes_max);
  if (!parsed) return parsed.error();
  std::optional<Error> failure;
  Reader reader(failure);
  reader.object(parsed.value(), "", command->arguments);
  if (failure) return *failure;
  const auto result = command->run(scope, parsed.value(), reader);
  if (failure) return *failure;
  if (!result) return result.error();
  return canonical(result.value());
}

}  // namespace precall::sync
