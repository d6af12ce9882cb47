// One SQLite connection under the settings that durability needs: the only user of SQLite.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
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
  std::int64_t integer(int column) const;
  std::string bytes(int column) const;  // of a text or a blob

 private:
  sqlite3_stmt* statement_;
};

class Database {
 public:
  // Opens or makes the file, readable by its owner only, in WAL mode with a full sync at every
  // commit, locked against every other connection until this one ends.
  static Result<std::unique_ptr<Database>> open(const std::string& path);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Runs `work` as one transaction, durable once this returns nothing. The first failure makes the
  // rest of the work do nothing, rolls everything back and is returned.
  std::optional<Error> transaction(const std::function<void()>& work);

  // Inside a transaction: runs one statement and hands each row to `each_row`. False on failure.
  bool execute(const char* sql, std::initializer_list<SqlValue> values = {},
               const std::function<void(const SqlRow&)>& each_row = {});
  // Rows that the last statement changed.
  std::int64_t changed_rows() const;

  // After any failure but a full disk nothing is certain about the file any more: a sync that
  // failed once cannot be repeated. Every later transaction fails; a new process starts over.
  bool broken() const { return broken_; }

 private:
  Database(sqlite3* connection, std::string path);
  std::optional<Error> configure();
  void fail(int code);

  sqlite3* connection_;
  std::string path_;
  std::optional<Error> failure_;  // of the transaction under way
  bool broken_ = false;
};

}  // namespace precall::sync
