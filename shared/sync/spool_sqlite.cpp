// The spool's tables, and the statements of every request and every attempt.
#include "sync/spool_sqlite.hpp"

namespace precall::sync {
namespace {

// "PREC", so that no other program's database is taken for a spool.
constexpr std::int64_t application_id = 0x50524543;
constexpr std::int64_t schema_version = 1;

// `sequence` keeps the order of arrival. The bytes may become NULL: erasure on request and the end
// of retention take the personal data and leave the id and the digest. Times are seconds.
constexpr const char* submissions_table =
    "CREATE TABLE submissions ("
    " sequence INTEGER PRIMARY KEY AUTOINCREMENT,"
    " id TEXT NOT NULL UNIQUE,"
    " bytes BLOB,"
    " sha256 TEXT NOT NULL,"
    " receipt TEXT NOT NULL,"
    " examined TEXT,"
    " received_at INTEGER NOT NULL"
    ") STRICT";

constexpr const char* deliveries_table =
    "CREATE TABLE deliveries ("
    " submission INTEGER NOT NULL REFERENCES submissions (sequence),"
    " target TEXT NOT NULL,"
    " state TEXT NOT NULL CHECK (state IN ('accepted', 'sending', 'waiting', 'delivered', 'held',"
    "  'quarantined', 'discarded', 'erased', 'expired')),"
    " attempts INTEGER NOT NULL,"
    " due_at INTEGER NOT NULL,"
    " reason TEXT NOT NULL,"
    " remote_id TEXT NOT NULL,"
    " changed_at INTEGER NOT NULL,"
    " PRIMARY KEY (submission, target)"
    ") STRICT, WITHOUT ROWID";

constexpr const char* due_index =
    "CREATE INDEX deliveries_due ON deliveries (target, due_at, submission)"
    " WHERE state IN ('accepted', 'waiting')";

SpooledSubmission submission_in(const SqlRow& row) {
  return SpooledSubmission{row.bytes(1), row.bytes(2), row.bytes(3),
                           row.bytes(4), row.bytes(5), Instant{row.integer(6)}};
}

}  // namespace

Result<std::unique_ptr<SqliteSpool>> SqliteSpool::open(const std::string& path) {
  auto database = Database::open(path);
  if (!database) return database.error();
  std::unique_ptr<SqliteSpool> spool(new SqliteSpool(std::move(database).value()));
  if (auto error = spool->migrate(path)) return *error;
  return spool;
}

std::optional<Error> SqliteSpool::migrate(const std::string& path) {
  std::int64_t found_application = 0;
  std::int64_t found_version = 0;
  std::int64_t tables = 0;
  const auto number = [this](const char* sql, std::int64_t& value) {
    database_->execute(sql, {}, [&](const SqlRow& row) { value = row.integer(0); });
  };
  auto error = transaction([&] {
    number("PRAGMA application_id", found_application);
    number("PRAGMA user_version", found_version);
    number("SELECT count(*) FROM sqlite_schema", tables);
    if (tables != 0 || found_application != 0) return;
    database_->execute(submissions_table);
    database_->execute(deliveries_table);
    database_->execute(due_index);
    database_->execute("PRAGMA application_id = 1347568963");
    database_->execute("PRAGMA user_version = 1");
    found_application = application_id;
    found_version = schema_version;
  });
  if (error) return error;
  if (found_application != application_id) {
    return Error{path, "is a database, but not a spool", "name another file as \"spool\""};
  }
  if (found_version != schema_version) {
    return Error{path, "was made by another version (schema " + std::to_string(found_version) + ")",
                 "use the version of precall-sync that made it"};
  }
  return std::nullopt;
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

std::optional<Error> SqliteSpool::transaction(const std::function<void()>& work) {
  const std::lock_guard lock(mutex_);
  return database_->transaction(work);
}

bool SqliteSpool::broken() const {
  const std::lock_guard lock(mutex_);
  return database_->broken();
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

Result<std::vector<AcceptOutcome>> SqliteSpool::accept(
    const std::vector<SpooledSubmission>& submissions, const std::vector<std::string>& targets) {
  std::vector<AcceptOutcome> outcomes;
  const auto error = transaction([&] {
    for (const SpooledSubmission& submission : submissions) {
      auto earlier = stored(submission.id, submission.sha256);
      if (!earlier) insert(submission, targets);
      outcomes.push_back(earlier ? *std::move(earlier) : Stored{submission.receipt, false});
    }
  });
  if (error) return *error;
  return outcomes;
}

void SqliteSpool::insert(const SpooledSubmission& submission,
                         const std::vector<std::string>& targets) {
  std::int64_t sequence = 0;
  database_->execute(
      "INSERT INTO submissions (id, bytes, sha256, receipt, examined, received_at)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING sequence",
      {submission.id, Blob(submission.bytes), submission.sha256, submission.receipt,
       submission.examined, submission.received_at.seconds},
      [&](const SqlRow& row) { sequence = row.integer(0); });
  for (const std::string& target : targets) {
    database_->execute("INSERT INTO deliveries VALUES (?1, ?2, 'accepted', 0, ?3, '', '', ?3)",
                       {sequence, target, submission.received_at.seconds});
  }
}

Result<std::optional<Claim>> SqliteSpool::claim(std::string_view target, Instant now) {
  std::optional<Claim> claim;
  const auto error = transaction([&] {
    std::int64_t sequence = 0;
    database_->execute(
        "SELECT sequence, id, bytes, sha256, receipt, examined, received_at, attempts"
        " FROM deliveries JOIN submissions ON submission = sequence"
        " WHERE state IN ('accepted', 'waiting') AND target = ?1 AND due_at <= ?2"
        " ORDER BY due_at, submission LIMIT 1",
        {target, now.seconds}, [&](const SqlRow& row) {
          sequence = row.integer(0);
          claim = Claim{submission_in(row),
                        std::string(target),
                        static_cast<int>(row.integer(7)) + 1,
                        {},
                        {}};
        });
    if (!claim) return;
    database_->execute(
        "UPDATE deliveries SET state = 'sending', attempts = ?3, changed_at = ?4"
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
        "UPDATE deliveries SET state = ?3, reason = ?4, remote_id = ?5, due_at = ?6,"
        " changed_at = ?7 WHERE target = ?2 AND state = 'sending'"
        " AND submission = (SELECT sequence FROM submissions WHERE id = ?1)",
        {claim.submission.id, claim.target, name_of(transition.state), transition.reason,
         transition.remote_id, transition.due_at.seconds, now.seconds});
  });
}

Result<std::optional<Instant>> SqliteSpool::next_due(std::string_view target) {
  std::optional<Instant> due;
  const auto error = transaction([&] {
    database_->execute(
        "SELECT due_at FROM deliveries WHERE state IN ('accepted', 'waiting') AND target = ?1"
        " ORDER BY due_at LIMIT 1",
        {target}, [&](const SqlRow& row) { due = Instant{row.integer(0)}; });
  });
  if (error) return *error;
  return due;
}

Result<std::vector<StateCount>> SqliteSpool::counts() {
  std::vector<StateCount> counts;
  const auto error = transaction([&] {
    database_->execute(
        "SELECT target, state, count(*) FROM deliveries GROUP BY target, state"
        " ORDER BY target, state",
        {}, [&](const SqlRow& row) {
          counts.push_back(StateCount{row.bytes(0), row.bytes(1), row.integer(2)});
        });
  });
  if (error) return *error;
  return counts;
}

namespace {

Error later() {
  return Error{"spool", "not built yet", ""};
}

}  // namespace

Result<std::vector<DeliveryRow>> SqliteSpool::deliveries(const Selection&, std::string_view,
                                                         std::size_t) {
  return later();
}
Result<std::vector<JournalEntry>> SqliteSpool::journal(std::string_view) {
  return later();
}
Result<std::int64_t> SqliteSpool::release(const Selection&, const std::string&, Instant) {
  return later();
}
Result<std::int64_t> SqliteSpool::discard(const Selection&, const std::string&, Instant) {
  return later();
}
Result<std::int64_t> SqliteSpool::erase(std::string_view, const std::string&, Instant) {
  return later();
}
Result<std::int64_t> SqliteSpool::expire(Instant, Instant) {
  return later();
}
Result<ScanReport> SqliteSpool::scan(bool, Instant) {
  return later();
}
std::optional<Error> SqliteSpool::for_each(
    std::int64_t, const std::function<bool(std::int64_t, const SpooledSubmission&)>&) {
  return later();
}

}  // namespace precall::sync
