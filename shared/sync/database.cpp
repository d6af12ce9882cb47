// Transactions over SQLite's C interface, and what its failures mean here.
#include "sync/database.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace precall::sync {
namespace {

Error in_use(const std::string& path) {
  return Error{path, "another process is using the spool",
               "stop that process, or name another file as \"spool\" in the config"};
}

// SQLite copies the mode of this file to the ones it makes beside it.
std::optional<Error> make_private_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    return Error{path, std::string("cannot be opened: ") + std::strerror(errno),
                 "check the directory and its permissions"};
  }
  ::close(file);
  return std::nullopt;
}

// SQLite reads a null pointer as NULL, which an empty text is not.
const char* start_of(std::string_view text) {
  return text.data() == nullptr ? "" : text.data();
}

int bind(sqlite3_stmt* statement, int index, const SqlValue& value) {
  // No copies are made: the values outlive the one call that uses them.
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return sqlite3_bind_int64(statement, index, *number);
  }
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    return sqlite3_bind_text64(statement, index, start_of(*text), text->size(), nullptr,
                               SQLITE_UTF8);
  }
  const std::string_view bytes = std::get_if<Blob>(&value)->bytes;
  return sqlite3_bind_blob64(statement, index, start_of(bytes), bytes.size(), nullptr);
}

}  // namespace

std::int64_t SqlRow::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string SqlRow::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return data == nullptr ? std::string() : std::string(data, size);
}

Database::Database(sqlite3* connection, std::string path)
    : connection_(connection), path_(std::move(path)) {}

Database::~Database() {
  sqlite3_close(connection_);
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path) {
  if (auto error = make_private_file(path)) return *error;
  sqlite3* connection = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &connection,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  std::unique_ptr<Database> database(new Database(connection, path));
  if (code != SQLITE_OK) {
    return Error{path, std::string("cannot be opened: ") + sqlite3_errstr(code),
                 "check the file and its permissions"};
  }
  if (auto error = database->configure()) return *error;
  return database;
}

std::optional<Error> Database::configure() {
  sqlite3_extended_result_codes(connection_, 1);
  // The lock comes first: it also lets the WAL do without shared memory.
  std::string journal;
  execute("PRAGMA locking_mode = EXCLUSIVE");
  execute("PRAGMA journal_mode = WAL", {}, [&](const SqlRow& row) { journal = row.bytes(0); });
  execute("PRAGMA synchronous = FULL");
  execute("PRAGMA foreign_keys = ON");
  execute("PRAGMA trusted_schema = OFF");
  if (failure_) {
    const bool busy = (sqlite3_errcode(connection_) & 0xff) == SQLITE_BUSY;
    return busy ? in_use(path_) : *failure_;
  }
  if (journal != "wal") {
    return Error{path_, "SQLite cannot keep a write-ahead log here",
                 "put the spool on a local file system"};
  }
  // Takes the lock now, so that a second process hears of it before it listens.
  return transaction([this] { execute("SELECT count(*) FROM sqlite_schema"); });
}

std::optional<Error> Database::transaction(const std::function<void()>& work) {
  if (broken_) {
    return Error{path_, "the spool failed earlier", "check the disk and start again"};
  }
  failure_.reset();
  execute("BEGIN IMMEDIATE");
  work();
  execute("COMMIT");
  if (!failure_) return std::nullopt;
  // SQLite has rolled back by itself after some failures.
  if (sqlite3_get_autocommit(connection_) == 0 &&
      sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr) != SQLITE_OK) {
    broken_ = true;
  }
  return failure_;
}

bool Database::execute(const char* sql, std::initializer_list<SqlValue> values,
                       const std::function<void(const SqlRow&)>& each_row) {
  if (failure_) return false;
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(connection_, sql, -1, &statement, nullptr);
  int index = 0;
  for (const SqlValue& value : values) {
    if (code == SQLITE_OK) code = bind(statement, ++index, value);
  }
  if (code == SQLITE_OK) {
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      if (each_row) each_row(SqlRow(statement));
    }
  }
  if (code != SQLITE_OK && code != SQLITE_DONE) fail(code);
  sqlite3_finalize(statement);
  return !failure_;
}

std::int64_t Database::changed_rows() const {
  return sqlite3_changes64(connection_);
}

void Database::fail(int code) {
  const bool full = (code & 0xff) == SQLITE_FULL;
  if (!full) broken_ = true;
  failure_ =
      Error{path_,
            std::string("SQLite says: ") + sqlite3_errstr(code) + " (" + std::to_string(code) + ")",
            full ? "free space on this disk" : "check the disk and start again"};
}

}  // namespace precall::sync
