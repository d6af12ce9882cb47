// SQLite's file system interface onto a SimDisk.
#pragma once

#include <memory>

#include "disk.hpp"

struct sqlite3_vfs;

namespace precall::sync::sim {

// While one lives, SQLite keeps its files on `disk`, and takes its random numbers from `chance`.
// One at a time. Connections have to be closed before it ends.
class SimVfs {
 public:
  SimVfs(SimDisk& disk, Chance& chance);
  ~SimVfs();
  SimVfs(const SimVfs&) = delete;
  SimVfs& operator=(const SimVfs&) = delete;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace precall::sync::sim
