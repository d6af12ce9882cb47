// What people decide about submissions, and the end of their retention; what they look at first.
#include <algorithm>

#include "base/limits.hpp"
#include "submission/submission.hpp"
#include "sync/spool_sqlite.hpp"

namespace precall::sync {
namespace {

// Submissions that expire in one commit; receipts wait for no more than that.
constexpr std::int64_t expire_at_once = 256;

// Conditions on `deliveries`, for the id as ?1 and the target as ?2.
std::string chosen(const Selection& selection) {
  std::string sql;
  if (!selection.id.empty()) {
    sql += " AND submission = (SELECT sequence FROM submissions WHERE id = ?1)";
  }
  if (!selection.target.empty()) sql += " AND target = ?2";
  return sql;
}

std::optional<Error> check_reason(const std::string& reason) {
  if (reason.empty()) return Error{"reason", "is missing", "say why: it is kept"};
  if (reason.size() <= limits::reason_bytes_max) return std::nullopt;
  return Error{"reason", "longer than " + std::to_string(limits::reason_bytes_max) + " bytes",
               "say it in a sentence"};
}

std::optional<Error> check_state(std::string_view state) {
  const auto* const end = std::end(all_delivery_states);
  const bool known = std::find_if(std::begin(all_delivery_states), end,
                                  [&](DeliveryState one) { return name_of(one) == state; }) != end;
  if (known || state.empty()) return std::nullopt;
  std::string names;
  for (const DeliveryState one : all_delivery_states) {
    names.append(names.empty() ? "" : ", ").append(name_of(one));
  }
  return Error{"state", "is none that a delivery can be in", "name one of " + names};
}

}  // namespace

Result<std::vector<DeliveryRow>> SqliteSpool::deliveries(const Selection& selection,
                                                         std::string_view state,
                                                         std::size_t rows_max) {
  if (auto error = check_state(state)) return *error;
  std::vector<DeliveryRow> rows;
  const std::string sql =
      "SELECT id, target, state, attempts, reason, remote_id, received_at, changed_at, due_at"
      " FROM deliveries CROSS JOIN submissions ON submission = sequence WHERE TRUE" +
      chosen(selection) + (state.empty() ? "" : " AND state = ?3") +
      " ORDER BY submission, target LIMIT ?4";
  const auto error = transaction([&] {
    database_->execute(sql,
                       {selection.id, selection.target, state, static_cast<std::int64_t>(rows_max)},
                       [&](const SqlRow& row) {
                         const std::string id = row.bytes(0);
                         rows.push_back(DeliveryRow{
                             id, receipt_code(id), row.bytes(1), row.bytes(2), row.integer(3),
                             row.bytes(4), row.bytes(5), Instant{row.integer(6)},
                             Instant{row.integer(7)}, Instant{row.integer(8)}});
                       });
  });
  if (error) return *error;
  return rows;
}

Result<std::vector<JournalEntry>> SqliteSpool::journal(std::string_view id) {
  std::vector<JournalEntry> entries;
  const auto error = transaction([&] {
    database_->execute(
        "SELECT at, act, id, target, reason FROM journal WHERE id = ?1 OR (id = '' AND at >="
        " (SELECT received_at FROM submissions WHERE id = ?1)) ORDER BY sequence",
        {id}, [&](const SqlRow& row) {
          entries.push_back(JournalEntry{Instant{row.integer(0)}, row.bytes(1), row.bytes(2),
                                         row.bytes(3), row.bytes(4)});
        });
  });
  if (error) return *error;
  return entries;
}

void SqliteSpool::record(const JournalEntry& entry) {
  database_->execute(
      "INSERT INTO journal (at, act, id, target, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
      {entry.at.seconds, entry.act, entry.id, entry.target, entry.reason});
}

// `update` gets the id as ?1, the target as ?2, the reason as ?3 and the time as ?4.
Result<std::int64_t> SqliteSpool::act(const char* name, const char* update,
                                      const Selection& selection, const std::string& reason,
                                      Instant now) {
  if (auto error = check_reason(reason)) return *error;
  const std::string sql = update + chosen(selection);
  std::int64_t changed = 0;
  const auto error = transaction([&] {
    database_->execute(sql, {selection.id, selection.target, reason, now.seconds});
    changed = database_->changed_rows();
    if (changed > 0) record(JournalEntry{now, name, selection.id, selection.target, reason});
  });
  if (error) return *error;
  return changed;
}

Result<std::int64_t> SqliteSpool::release(const Selection& selection, const std::string& reason,
                                          Instant now) {
  // A held delivery starts anew: what its first attempt came to has been looked into by a person.
  return act("release",
             "UPDATE deliveries SET state = 'waiting', reason = 'released by hand', due_at = ?4,"
             " changed_at = ?4,"
             " first_attempt_at = CASE state WHEN 'held' THEN NULL ELSE first_attempt_at END"
             " WHERE state IN ('held', 'waiting')",
             selection, reason, now);
}

Result<std::int64_t> SqliteSpool::discard(const Selection& selection, const std::string& reason,
                                          Instant now) {
  if (selection.id.empty()) {
    return Error{"id", "is missing", "name the one submission to give up"};
  }
  return act("discard",
             "UPDATE deliveries SET state = 'discarded', reason = ?3, changed_at = ?4"
             " WHERE state IN ('accepted', 'waiting', 'held', 'quarantined')",
             selection, reason, now);
}

void SqliteSpool::strip(std::int64_t sequence, DeliveryState state, const std::string& reason,
                        Instant now) {
  database_->execute("UPDATE submissions SET bytes = NULL, examined = NULL WHERE sequence = ?1",
                     {sequence});
  database_->execute(
      "UPDATE deliveries SET state = ?2, reason = ?3, changed_at = ?4 WHERE submission = ?1"
      " AND state IN ('accepted', 'waiting', 'delivered', 'held', 'quarantined')",
      {sequence, name_of(state), reason, now.seconds});
}

Result<std::int64_t> SqliteSpool::erase(std::string_view id, const std::string& reason,
                                        Instant now) {
  if (auto error = check_reason(reason)) return *error;
  std::optional<std::int64_t> sequence;
  bool sending = false;
  const auto error = transaction([&] {
    database_->execute("SELECT sequence FROM submissions WHERE id = ?1 AND bytes IS NOT NULL", {id},
                       [&](const SqlRow& row) { sequence = row.integer(0); });
    if (!sequence) return;
    database_->execute("SELECT 1 FROM deliveries WHERE submission = ?1 AND state = 'sending'",
                       {*sequence}, [&](const SqlRow&) { sending = true; });
    if (sending) return;
    strip(*sequence, DeliveryState::erased, reason, now);
    record(JournalEntry{now, "erase", std::string(id), "", reason});
  });
  if (error) return *error;
  if (sending) return Error{id, "is being sent just now", "erase it again in a minute"};
  // Also where nothing was left to erase: an earlier call may have failed here.
  if (auto unfinished = empty_log()) return *unfinished;
  return std::int64_t{sequence ? 1 : 0};
}

Result<Expiry> SqliteSpool::expire(Instant before, Instant now) {
  Expiry expired;
  for (std::int64_t some = expire_at_once; some == expire_at_once;) {
    const auto result = expire_some(before, now);
    if (!result) return result.error();
    some = result->submissions;
    expired.submissions += some;
    expired.open += result->open;
  }
  if (auto unfinished = empty_log()) return *unfinished;
  return expired;
}

Result<Expiry> SqliteSpool::expire_some(Instant before, Instant now) {
  const std::string reason = "its retention ended";
  Expiry expired;
  const auto error = transaction([&] {
    std::vector<std::pair<std::int64_t, std::string>> ended;
    database_->execute(
        "SELECT sequence, id FROM submissions INDEXED BY submissions_kept"
        " WHERE bytes IS NOT NULL AND received_at < ?1 AND NOT EXISTS"
        " (SELECT 1 FROM deliveries WHERE submission = sequence AND state = 'sending')"
        " ORDER BY received_at LIMIT ?2",
        {before.seconds, expire_at_once},
        [&](const SqlRow& row) { ended.emplace_back(row.integer(0), row.bytes(1)); });
    for (const auto& [sequence, id] : ended) {
      database_->execute(
          "SELECT count(*) FROM deliveries WHERE submission = ?1"
          " AND state IN ('accepted', 'waiting', 'held', 'quarantined')",
          {sequence}, [&](const SqlRow& row) { expired.open += row.integer(0); });
      strip(sequence, DeliveryState::expired, reason, now);
      record(JournalEntry{now, "expire", id, "", reason});
    }
    expired.submissions = static_cast<std::int64_t>(ended.size());
  });
  if (error) return *error;
  return expired;
}

std::optional<Error> SqliteSpool::empty_log() {
  const auto turn = lock();
  return database_->empty_log();
}

}  // namespace precall::sync
