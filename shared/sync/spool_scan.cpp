// Reads the whole spool, a page at a time, and tells what in it is not as it was receipted.
#include "base/digest.hpp"
#include "base/json.hpp"
#include "base/limits.hpp"
#include "submission/signature.hpp"
#include "sync/chain.hpp"
#include "sync/packing.hpp"
#include "sync/spool_sqlite.hpp"

namespace precall::sync {
namespace {

// A few MiB at the most, and a few milliseconds that others wait.
constexpr std::int64_t rows_at_once = 64;

constexpr std::string_view bytes_differ = "the stored bytes do not match their digest";
constexpr std::string_view receipt_differs = "the receipt is not one for the stored bytes";

bool receipt_fits(const Json& receipt, const SpooledSubmission& submission) {
  const Json* id = Reader::find(receipt, "id");
  const Json* sha256 = Reader::find(receipt, "submission_sha256");
  return id != nullptr && is_string(*id, submission.id) && sha256 != nullptr &&
         is_string(*sha256, submission.sha256);
}

// What is wrong with bytes or receipt, or nothing.
std::string_view damage_of(const SpooledSubmission& submission, const KeyRing* keys,
                           ScanReport& report) {
  std::string_view damage;
  const auto receipt = parse_json(submission.receipt, limits::submission_bytes_max);
  if (receipt && keys != nullptr && !keys->empty()) {
    ++report.signatures;
    const bool right = check_signature(receipt.value(), *keys).state == SignatureState::right;
    if (!right) report.forged.push_back(submission.id);
  }
  if (!receipt || !receipt_fits(receipt.value(), submission)) {
    report.unreceipted.push_back(submission.id);
    damage = receipt_differs;
  }
  if (!submission.erased && sha256_hex(submission.bytes) != submission.sha256) {
    report.damaged.push_back(submission.id);
    damage = bytes_differ;
  }
  return damage;
}

}  // namespace

Result<std::vector<SqliteSpool::Row>> SqliteSpool::rows_after(std::int64_t sequence) {
  std::vector<Row> rows;
  const auto error = transaction([&] {
    database_->execute(
        // Bytes that are gone without an entry in the journal were not erased: they are missing.
        "SELECT sequence, chain, bytes IS NULL AND EXISTS (SELECT 1 FROM journal"
        "  WHERE journal.id = submissions.id AND act IN ('erase', 'expire')),"
        " id, bytes, sha256, receipt, examined, received_at FROM submissions WHERE sequence > ?1 "
        "ORDER BY sequence LIMIT ?2",
        {sequence, rows_at_once}, [&](const SqlRow& row) {
          rows.push_back(
              Row{row.integer(0),
                  row.bytes(1),
                  {row.bytes(3), unpack(row.bytes(4), limits::submission_bytes_max), row.bytes(5),
                   row.bytes(6), row.bytes(7), Instant{row.integer(8)}, row.integer(2) != 0}});
        });
  });
  if (error) return *error;
  return rows;
}

std::optional<Error> SqliteSpool::for_each(
    std::int64_t after, const std::function<bool(std::int64_t, const SpooledSubmission&)>& each) {
  while (true) {
    const auto rows = rows_after(after);
    if (!rows) return rows.error();
    if (rows->empty()) return std::nullopt;
    for (const Row& row : rows.value()) {
      if (!each(row.sequence, row.submission)) return std::nullopt;
    }
    after = rows->back().sequence;
  }
}

Result<ScanReport> SqliteSpool::scan(const ScanScope& scope, Instant now) {
  ScanReport report;
  if (auto error = transaction([&] { check_store(scope.store, report); })) return *error;
  std::string chain(chain_start);
  std::int64_t after = 0;
  while (true) {
    const auto rows = rows_after(after);
    if (!rows && !report.database.empty()) return report;
    if (!rows) return rows.error();
    if (rows->empty()) break;
    std::vector<std::pair<const Row*, std::string_view>> damaged;
    for (const Row& row : rows.value()) {
      const SpooledSubmission& one = row.submission;
      const std::string_view damage = damage_of(one, scope.keys, report);
      if (!damage.empty()) damaged.emplace_back(&row, damage);
      const bool linked = row.chain == chain_link(chain, one.id, one.sha256, one.receipt);
      if (!linked && report.chain_broken_at.empty()) report.chain_broken_at = one.id;
      chain = row.chain;
      report.chain_head = row.chain;
      ++report.submissions;
      if (one.erased) ++report.erased;
    }
    after = rows->back().sequence;
    if (!scope.quarantine || damaged.empty()) continue;
    const auto error = transaction([&] {
      for (const auto& [row, damage] : damaged) quarantine(*row, damage, now);
    });
    if (error) return *error;
  }
  return report;
}

// SQLite's own check, and whether rows are missing at the end, where no link would show it.
void SqliteSpool::check_store(StoreCheck store, ScanReport& report) {
  report.store = store;
  if (store != StoreCheck::none) {
    const bool whole = store == StoreCheck::whole;
    database_->execute(whole ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)", {},
                       [&](const SqlRow& row) {
                         if (row.bytes(0) != "ok") report.database = row.bytes(0);
                       });
  }
  if (!report.database.empty()) return;
  database_->execute(
      "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'submissions'), 0)"
      " - coalesce((SELECT max(sequence) FROM submissions), 0)",
      {}, [&](const SqlRow& row) {
        if (row.integer(0) == 0) return;
        report.database = "submissions missing at the end: " + std::to_string(row.integer(0));
      });
}

void SqliteSpool::quarantine(const Row& row, std::string_view reason, Instant now) {
  database_->execute(
      "UPDATE deliveries SET state = 'quarantined', reason = ?2, changed_at = ?3"
      " WHERE submission = ?1 AND state IN ('accepted', 'waiting', 'held')",
      {row.sequence, reason, now.seconds});
  if (database_->changed_rows() == 0) return;
  record(JournalEntry{now, "quarantine", row.submission.id, "", std::string(reason)});
}

}  // namespace precall::sync
