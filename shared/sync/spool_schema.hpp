// The tables of a spool in SQLite.
#pragma once

#include <optional>
#include <string>

#include "sync/database.hpp"

namespace precall::sync {

// Makes the tables in an empty database; fails unless they are there and of this version.
std::optional<Error> make_spool_tables(Database& database, const std::string& path);

}  // namespace precall::sync
