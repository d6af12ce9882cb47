// Schema version 1, and how a database is told from a spool.
#include "sync/spool_schema.hpp"

namespace precall::sync {
namespace {

// "PREC", so that no other program's database is taken for a spool.
constexpr std::int64_t application_id = 0x50524543;
constexpr std::int64_t schema_version = 1;

// Times are seconds, digests and links lower-case hex.
constexpr const char* schema[] = {
    // `sequence` keeps the order of arrival, without gaps. Bytes (see packing.hpp) and findings are
    // personal: they become NULL when they are erased or expire. They stand last, because SQLite
    // keeps the end of a long row elsewhere, and most questions need only its beginning.
    "CREATE TABLE submissions ("
    " sequence INTEGER PRIMARY KEY AUTOINCREMENT,"
    " id TEXT NOT NULL UNIQUE,"
    " sha256 TEXT NOT NULL,"
    " chain TEXT NOT NULL,"
    " received_at INTEGER NOT NULL,"
    " receipt TEXT NOT NULL,"
    " examined TEXT,"
    " bytes BLOB"
    ") STRICT",
    // For retention.
    "CREATE INDEX submissions_kept ON submissions (received_at) WHERE bytes IS NOT NULL",

    "CREATE TABLE deliveries ("
    " submission INTEGER NOT NULL REFERENCES submissions (sequence),"
    " target TEXT NOT NULL,"
    " state TEXT NOT NULL CHECK (state IN ('accepted', 'sending', 'waiting', 'delivered', 'held',"
    "  'quarantined', 'discarded', 'erased', 'expired')),"
    " attempts INTEGER NOT NULL,"
    " first_attempt_at INTEGER,"
    " last_attempt_at INTEGER,"
    " due_at INTEGER NOT NULL,"
    " reason TEXT NOT NULL,"
    " remote_id TEXT NOT NULL,"
    " changed_at INTEGER NOT NULL,"
    " PRIMARY KEY (submission, target)"
    ") STRICT, WITHOUT ROWID",
    // For the next attempt.
    "CREATE INDEX deliveries_due ON deliveries (target, due_at, submission)"
    " WHERE state IN ('accepted', 'waiting')",
    // For people, who ask for what is held, and for what a crash cut off.
    "CREATE INDEX deliveries_in_state ON deliveries (state, submission)",

    // How many deliveries are in each state, kept by triggers: counting a million takes too long
    // for something that a monitor asks for every few seconds.
    "CREATE TABLE counts ("
    " target TEXT NOT NULL,"
    " state TEXT NOT NULL,"
    " count INTEGER NOT NULL,"
    " PRIMARY KEY (target, state)"
    ") STRICT, WITHOUT ROWID",
    "CREATE TRIGGER delivery_made AFTER INSERT ON deliveries BEGIN"
    " INSERT INTO counts VALUES (new.target, new.state, 1)"
    "  ON CONFLICT DO UPDATE SET count = count + 1;"
    " END",
    "CREATE TRIGGER delivery_changed AFTER UPDATE OF state ON deliveries"
    " WHEN new.state <> old.state BEGIN"
    " UPDATE counts SET count = count - 1 WHERE target = old.target AND state = old.state;"
    " INSERT INTO counts VALUES (new.target, new.state, 1)"
    "  ON CONFLICT DO UPDATE SET count = count + 1;"
    " END",

    "CREATE TABLE journal ("
    " sequence INTEGER PRIMARY KEY AUTOINCREMENT,"
    " at INTEGER NOT NULL,"
    " act TEXT NOT NULL,"
    " id TEXT NOT NULL,"
    " target TEXT NOT NULL,"
    " reason TEXT NOT NULL"
    ") STRICT",
    "CREATE INDEX journal_of ON journal (id)",

    "PRAGMA application_id = 1347568963",
    "PRAGMA user_version = 1",
};

}  // namespace

std::optional<Error> make_spool_tables(Database& database, const std::string& path) {
  std::int64_t found_application = 0;
  std::int64_t found_version = 0;
  std::int64_t tables = 0;
  const auto number = [&database](const char* sql, std::int64_t& value) {
    database.execute(sql, {}, [&](const SqlRow& row) { value = row.integer(0); });
  };
  auto error = database.transaction([&] {
    number("PRAGMA application_id", found_application);
    number("PRAGMA user_version", found_version);
    number("SELECT count(*) FROM sqlite_schema", tables);
    if (tables != 0 || found_application != 0) return;
    for (const char* statement : schema) database.execute(statement);
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

}  // namespace precall::sync
