// What every request and every attempt asks of the spool.
#include "sync/spool_sqlite.hpp"

#include "base/limits.hpp"
#include "sync/chain.hpp"
#include "sync/packing.hpp"
#include "sync/spool_schema.hpp"

namespace precall::sync {
namespace {

std::optional<Instant> instant_in(const SqlRow& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Instant{row.integer(column)};
}

}  // namespace

Result<std::unique_ptr<SqliteSpool>> SqliteSpool::open(const std::string& path, int log_pages_max) {
  auto database = Database::open(path, log_pages_max);
  if (!database) return database.error();
  std::unique_ptr<SqliteSpool> spool(new SqliteSpool(std::move(database).value()));
  if (auto error = make_spool_tables(*spool->database_, path)) return *error;
  return spool;
}

std::unique_lock<std::mutex> SqliteSpool::lock() {
  const std::lock_guard next(next_);
  return std::unique_lock(mutex_);
}

std::optional<Error> SqliteSpool::transaction(const std::function<void()>& work) {
  const auto turn = lock();
  return database_->transaction(work);
}

Result<std::int64_t> SqliteSpool::recover(Instant now) {
  std::int64_t recovered = 0;
  const auto error = transaction([&] {
    database_->execute(
        "UPDATE deliveries SET state = 'waiting', due_at = ?1, changed_at = ?1,"
        " reason = 'stopped while sending; the outcome is unknown' WHERE state = 'sending'",
        {now.seconds});
    recovered = database_->changed_rows();
  });
  if (error) return *error;
  return recovered;
}

std::optional<AcceptOutcome> SqliteSpool::stored(std::string_view id, std::string_view sha256) {
  std::optional<AcceptOutcome> outcome;
  database_->execute("SELECT sha256, receipt FROM submissions WHERE id = ?1", {id},
                     [&](const SqlRow& row) {
                       if (row.bytes(0) == sha256) {
                         outcome = Stored{row.bytes(1), true};
                       } else {
                         outcome = IdTaken{};
                       }
                     });
  return outcome;
}

Result<std::optional<AcceptOutcome>> SqliteSpool::find(std::string_view id,
                                                       std::string_view sha256) {
  std::optional<AcceptOutcome> outcome;
  const auto error = transaction([&] { outcome = stored(id, sha256); });
  if (error) return *error;
  return outcome;
}

Result<std::vector<AcceptOutcome>> SqliteSpool::accept(const std::vector<Arrival>& arrivals,
                                                       const std::vector<std::string>& targets) {
  std::vector<AcceptOutcome> outcomes;
  const auto error = transaction([&] {
    std::string chain = chain_head();
    for (const Arrival& arrival : arrivals) {
      auto earlier = stored(arrival.id, arrival.sha256);
      if (!earlier) {
        chain = chain_link(chain, arrival.id, arrival.sha256, arrival.receipt);
        insert(arrival, chain, targets);
      }
      outcomes.push_back(earlier ? *std::move(earlier) : Stored{arrival.receipt, false});
    }
  });
  if (error) return *error;
  return outcomes;
}

std::string SqliteSpool::chain_head() {
  std::string chain(chain_start);
  database_->execute("SELECT chain FROM submissions ORDER BY sequence DESC LIMIT 1", {},
                     [&](const SqlRow& row) { chain = row.bytes(0); });
  return chain;
}

void SqliteSpool::insert(const Arrival& arrival, const std::string& chain,
                         const std::vector<std::string>& targets) {
  std::int64_t sequence = 0;
  database_->execute(
      "INSERT INTO submissions (id, sha256, chain, received_at, receipt, examined, bytes)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING sequence",
      {arrival.id, arrival.sha256, chain, arrival.received_at.seconds, arrival.receipt,
       arrival.examined, Blob(arrival.packed)},
      [&](const SqlRow& row) { sequence = row.integer(0); });
  for (const std::string& target : targets) {
    database_->execute(
        "INSERT INTO deliveries VALUES (?1, ?2, 'accepted', 0, NULL, NULL, ?3, '', '', ?3)",
        {sequence, target, arrival.received_at.seconds});
  }
}

Result<std::optional<Claim>> SqliteSpool::claim(std::string_view target, Instant now) {
  std::optional<Claim> claim;
  const auto error = transaction([&] {
    std::int64_t sequence = 0;
    database_->execute(
        "SELECT sequence, id, bytes, sha256, receipt, examined, received_at, attempts,"
        " first_attempt_at, last_attempt_at"
        " FROM deliveries INDEXED BY deliveries_due CROSS JOIN submissions ON submission = sequence"
        " WHERE state IN ('accepted', 'waiting') AND target = ?1 AND due_at <= ?2"
        " ORDER BY due_at, submission LIMIT 1",
        {target, now.seconds}, [&](const SqlRow& row) {
          sequence = row.integer(0);
          claim = Claim{{row.bytes(1), unpack(row.bytes(2), limits::submission_bytes_max),
                         row.bytes(3), row.bytes(4), row.bytes(5), Instant{row.integer(6)}},
                        std::string(target),
                        static_cast<int>(row.integer(7)) + 1,
                        instant_in(row, 8),
                        instant_in(row, 9)};
        });
    if (!claim) return;
    database_->execute(
        "UPDATE deliveries SET state = 'sending', attempts = ?3, changed_at = ?4,"
        " first_attempt_at = coalesce(first_attempt_at, ?4), last_attempt_at = ?4"
        " WHERE submission = ?1 AND target = ?2",
        {sequence, target, std::int64_t{claim->attempt}, now.seconds});
  });
  if (error) return *error;
  return claim;
}

std::optional<Error> SqliteSpool::finish(const Claim& claim, const Transition& transition,
                                         Instant now) {
  return transaction([&] {
    database_->execute(
        "UPDATE deliveries SET state = ?3, reason = ?4, due_at = ?6, changed_at = ?7,"
        " remote_id = CASE ?5 WHEN '' THEN remote_id ELSE ?5 END WHERE target = ?2 AND state = "
        "'sending' AND attempts = ?8"
        " AND submission = (SELECT sequence FROM submissions WHERE id = ?1)",
        {claim.submission.id, claim.target, name_of(transition.state), transition.reason,
         transition.remote_id, transition.due_at.seconds, now.seconds,
         std::int64_t{claim.attempt}});
  });
}

Result<std::optional<Instant>> SqliteSpool::next_due(std::string_view target) {
  std::optional<Instant> due;
  const auto error = transaction([&] {
    database_->execute(
        "SELECT due_at FROM deliveries INDEXED BY deliveries_due"
        " WHERE state IN ('accepted', 'waiting') AND target = ?1 ORDER BY due_at LIMIT 1",
        {target}, [&](const SqlRow& row) { due = Instant{row.integer(0)}; });
  });
  if (error) return *error;
  return due;
}

std::optional<Error> SqliteSpool::hasten(std::string_view target, Instant latest, Instant now) {
  return transaction([&] {
    database_->execute(
        "UPDATE deliveries SET due_at = ?3, changed_at = ?3"
        " WHERE state IN ('accepted', 'waiting') AND target = ?1 AND due_at > ?2",
        {target, latest.seconds, now.seconds});
  });
}

Result<std::optional<Newest>> SqliteSpool::newest() {
  std::optional<Newest> newest;
  const auto error = transaction([&] {
    database_->execute(
        "SELECT receipt, received_at FROM submissions ORDER BY sequence DESC LIMIT 1", {},
        [&](const SqlRow& row) {
          newest = Newest{row.bytes(0), Instant{row.integer(1)}};
        });
  });
  if (error) return *error;
  return newest;
}

// A count of nothing, which is never shown, makes the commit write.
std::optional<Error> SqliteSpool::try_commit() {
  return transaction([&] {
    database_->execute("INSERT INTO counts VALUES ('', '', 0) ON CONFLICT DO UPDATE SET count = 0");
  });
}

Result<std::vector<StateCount>> SqliteSpool::counts() {
  std::vector<StateCount> counts;
  const auto error = transaction([&] {
    database_->execute(
        "SELECT target, state, count FROM counts WHERE count > 0 ORDER BY target, state", {},
        [&](const SqlRow& row) {
          counts.push_back(StateCount{row.bytes(0), row.bytes(1), row.integer(2)});
        });
  });
  if (error) return *error;
  return counts;
}

}  // namespace precall::sync
