// One SQLite connection under the settings that durability needs: the only user of SQLite.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace precall::sync {

struct Blob {
  explicit Blob(std::string_view view) : bytes(view) {}
  std::string_view bytes;
};

using SqlValue = std::variant<std::int64_t, std::string_view, Blob>;

// The current row of a query, valid only inside its callback.
class SqlRow {
 public:
  explicit SqlRow(sqlite3_stmt* statement) : statement_(statement) {}
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string bytes(int column) const;  // of a text or a blob

 private:
  sqlite3_stmt* statement_;
};

// 12 MiB of log between checkpoints: each costs two syncs, and writes a page once that many commits
// have changed. All requests wait for it meanwhile: a longer log makes fewer, longer waits.
inline constexpr int log_pages_usual = 3000;

class Database {
 public:
  // Opens or makes the file, readable by its owner only, in WAL mode with a full sync at every
  // commit, locked against every other connection until this one ends. A commit that makes the log
  // as long as `log_pages_max` is followed by a checkpoint. Waits five seconds for another process
  // that has the file, in turn with others that wait.
  static Result<std::unique_ptr<Database>> open(const std::string& path,
                                                int log_pages_max = log_pages_usual);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Runs `work` as one transaction, durable once this returns nothing. The first failure makes the
  // rest of the work do nothing, rolls everything back and is returned.
  std::optional<Error> transaction(const std::function<void()>& work);

  // Inside a transaction: runs one statement and hands each row to `each_row`, which may run others
  // but not the same one. Statements are compiled once and kept, so their texts must be few and the
  // values bound. False on failure.
  bool execute(std::string_view sql, std::initializer_list<SqlValue> values = {},
               const std::function<void(const SqlRow&)>& each_row = {});
  // Rows that the last statement changed.
  std::int64_t changed_rows() const;

  // Outside a transaction: moves the log into the file and cuts it to nothing, so that what was
  // overwritten is in neither.
  std::optional<Error> empty_log();

  // After any failure but a full disk nothing is certain about the file any more: a sync that
  // failed once cannot be repeated. Every later transaction fails; a new process starts over.
  // May be asked from any thread.
  bool broken() const { return broken_; }

  // From a transaction that found the disk full until one is written. From any thread.
  bool full() const { return full_; }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

  Database(sqlite3* connection, std::string path, int log_pages_max);
  std::optional<Error> configure();
  std::optional<Error> write_log_again();
  sqlite3_stmt* prepared(std::string_view sql);
  void checkpoint(int mode);
  Error failed_earlier() const;
  void fail(int code);

  sqlite3* connection_;
  std::string path_;
  std::map<std::string, Statement, std::less<>> statements_;
  int log_pages_max_;
  int log_pages_ = 0;             // in the write-ahead log after the last commit
  std::optional<Error> failure_;  // of the transaction under way
  int failed_with_ = 0;           // SQLite's code of the last failure
  std::string broken_by_;         // what SQLite said
  std::atomic<bool> broken_ = false;
  std::atomic<bool> full_ = false;
};

}  // namespace precall::sync
