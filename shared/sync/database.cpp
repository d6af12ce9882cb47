// Transactions over SQLite's C interface, and what its failures mean here.
#include "sync/database.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <random>
#include <thread>
#include <vector>

namespace precall::sync {
namespace {

constexpr const char* settings[] = {
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    // Space that is given up is overwritten: an erasure erases.
    "PRAGMA secure_delete = ON",
    // A disk error in a mapped page would be a signal instead of an error.
    "PRAGMA mmap_size = 0",
    // KiB. The inner pages of every index of a million submissions, with room for a large commit.
    "PRAGMA cache_size = -16384",
};

// A command that looks at the spool has it for a moment, and must not keep serve from starting.
constexpr std::chrono::milliseconds patience = std::chrono::seconds(5);
constexpr int attempt_ms = 20;
constexpr int pause_ms_min = 20;
constexpr int pause_ms_max = 200;
constexpr int rewrite_part_bytes = 64 * 1024;

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

// Writes a file again as it is, and syncs it. Returns SQLite's code.
int rewrite(sqlite3_file* file) {
  std::vector<char> part(rewrite_part_bytes);
  sqlite3_int64 size = 0;
  int code = file->pMethods->xFileSize(file, &size);
  for (sqlite3_int64 at = 0; at < size && code == SQLITE_OK; at += rewrite_part_bytes) {
    const int count = static_cast<int>(std::min<sqlite3_int64>(rewrite_part_bytes, size - at));
    code = file->pMethods->xRead(file, part.data(), count, at);
    if (code == SQLITE_OK) code = file->pMethods->xWrite(file, part.data(), count, at);
  }
  return code == SQLITE_OK ? file->pMethods->xSync(file, SQLITE_SYNC_NORMAL) : code;
}

}  // namespace

bool SqlRow::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t SqlRow::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string SqlRow::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return data == nullptr ? std::string() : std::string(data, size);
}

Database::Database(sqlite3* connection, std::string path, int log_pages_max)
    : connection_(connection), path_(std::move(path)), log_pages_max_(log_pages_max) {}

Database::~Database() {
  statements_.clear();
  sqlite3_close(connection_);
}

void Database::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, int log_pages_max) {
  if (auto error = make_private_file(path)) return *error;
  // Those that begin at once share the file, and each waits for the others to leave: all do, and
  // come again after times of their own.
  std::random_device chance;
  std::uniform_int_distribution<int> pause_ms(pause_ms_min, pause_ms_max);
  const auto end = std::chrono::steady_clock::now() + patience;
  for (;;) {
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &connection,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<Database> database(new Database(connection, path, log_pages_max));
    if (code != SQLITE_OK) {
      return Error{path, std::string("cannot be opened: ") + sqlite3_errstr(code),
                   "check the file and its permissions"};
    }
    sqlite3_busy_timeout(connection, attempt_ms);
    auto error = database->configure();
    if (!error) return database;
    if ((database->failed_with_ & 0xff) != SQLITE_BUSY) return *error;
    if (std::chrono::steady_clock::now() >= end) return in_use(path);
    database.reset();
    std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms(chance)));
  }
}

std::optional<Error> Database::configure() {
  sqlite3_extended_result_codes(connection_, 1);
  // The lock comes first: it also lets the WAL do without shared memory.
  std::string journal;
  execute("PRAGMA locking_mode = EXCLUSIVE");
  execute("PRAGMA journal_mode = WAL", {}, [&](const SqlRow& row) { journal = row.bytes(0); });
  for (const char* setting : settings) execute(setting);
  if (failure_) return failure_;
  if (journal != "wal") {
    return Error{path_, "SQLite cannot keep a write-ahead log here",
                 "put the spool on a local file system"};
  }
  // In place of SQLite's own checkpoints after commits, which keep their failures to themselves.
  sqlite3_wal_hook(
      connection_,
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<Database*>(self)->log_pages_ = pages;
        static_cast<Database*>(self)->full_ = false;
        return SQLITE_OK;
      },
      this);
  // Takes the lock now, so that a second process hears of it before it listens.
  if (auto error = transaction([this] { execute("SELECT count(*) FROM sqlite_schema"); })) {
    return error;
  }
  return write_log_again();
}

// An earlier process may have ended over a sync that failed. The system can then go on showing what
// was written as if it were on the disk, and no later sync writes it: it would be gone after a
// power cut, and with it all that was logged after it. A new write makes the next sync count. The
// log is enough: what a checkpoint moved stays in it until that was synced.
std::optional<Error> Database::write_log_again() {
  sqlite3_file* log = nullptr;
  sqlite3_file_control(connection_, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  const int code = rewrite(log);
  if (code != SQLITE_OK) fail(code);
  return failure_;
}

std::optional<Error> Database::transaction(const std::function<void()>& work) {
  if (broken_) return failed_earlier();
  failure_.reset();
  execute("BEGIN IMMEDIATE");
  work();
  execute("COMMIT");
  if (!failure_) {
    // What was committed is safe in the log, even if this breaks what comes next.
    if (log_pages_ >= log_pages_max_) checkpoint(SQLITE_CHECKPOINT_PASSIVE);
    return std::nullopt;
  }
  // SQLite has rolled back by itself after some failures.
  if (sqlite3_get_autocommit(connection_) == 0 &&
      sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr) != SQLITE_OK) {
    broken_ = true;
  }
  return failure_;
}

std::optional<Error> Database::empty_log() {
  if (broken_) return failed_earlier();
  failure_.reset();
  checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
  return failure_;
}

void Database::checkpoint(int mode) {
  const int code = sqlite3_wal_checkpoint_v2(connection_, nullptr, mode, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

sqlite3_stmt* Database::prepared(std::string_view sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end()) return known->second.get();
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) {
    fail(code);
    return nullptr;
  }
  statements_.emplace(sql, statement);
  return statement;
}

bool Database::execute(std::string_view sql, std::initializer_list<SqlValue> values,
                       const std::function<void(const SqlRow&)>& each_row) {
  if (failure_) return false;
  sqlite3_stmt* statement = prepared(sql);
  if (statement == nullptr) return false;
  int code = SQLITE_OK;
  int index = 0;
  for (const SqlValue& value : values) {
    if (code == SQLITE_OK) code = bind(statement, ++index, value);
  }
  if (code == SQLITE_OK) {
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      if (each_row) each_row(SqlRow(statement));
    }
  }
  if (code != SQLITE_DONE) fail(code);
  sqlite3_reset(statement);
  // They point to values that end with this call.
  sqlite3_clear_bindings(statement);
  return !failure_;
}

std::int64_t Database::changed_rows() const {
  return sqlite3_changes64(connection_);
}

Error Database::failed_earlier() const {
  return Error{path_, "the spool failed earlier: " + broken_by_, "check the disk and start again"};
}

void Database::fail(int code) {
  failed_with_ = code;
  const bool full = (code & 0xff) == SQLITE_FULL;
  const std::string said =
      std::string("SQLite says: ") + sqlite3_errstr(code) + " (" + std::to_string(code) + ")";
  failure_ =
      Error{path_, said, full ? "free space on this disk" : "check the disk and start again"};
  if (full) full_ = true;
  if (full) return;
  if (broken_by_.empty()) broken_by_ = said;
  broken_ = true;
}

}  // namespace precall::sync
