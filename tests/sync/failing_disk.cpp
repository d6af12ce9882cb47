// The system's VFS with its write and sync functions wrapped.
#include "failing_disk.hpp"

#include <sqlite3.h>

#include <atomic>

namespace precall::sync::test {
namespace {

// The functions of one kind of file; SQLite has one for databases and one for what is beside them.
struct WrappedMethods {
  sqlite3_io_methods methods = {};
  const sqlite3_io_methods* system = nullptr;
};

// SQLite's callbacks carry no context of ours, so it has to stand at one known place.
struct Shim {
  sqlite3_vfs* system = nullptr;
  sqlite3_vfs vfs = {};
  WrappedMethods database;
  WrappedMethods others;
  std::atomic<DiskFault> fault = DiskFault::none;
};

Shim& shim() {
  static Shim instance;
  return instance;
}

bool is_database(const sqlite3_file* file) {
  return file->pMethods == &shim().database.methods;
}

const sqlite3_io_methods& system_methods(const sqlite3_file* file) {
  return is_database(file) ? *shim().database.system : *shim().others.system;
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  if (shim().fault == DiskFault::write_fails) return SQLITE_IOERR_WRITE;
  if (shim().fault == DiskFault::disk_full) return SQLITE_FULL;
  return system_methods(file).xWrite(file, bytes, size, offset);
}

int sync(sqlite3_file* file, int flags) {
  const DiskFault fault = shim().fault;
  if (fault == DiskFault::file_sync_fails && is_database(file)) return SQLITE_IOERR_FSYNC;
  if (fault == DiskFault::sync_fails) return SQLITE_IOERR_FSYNC;
  return system_methods(file).xSync(file, flags);
}

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  sqlite3_vfs* system = shim().system;
  if (system == nullptr) return SQLITE_CANTOPEN;
  const int code = system->xOpen(system, name, file, flags, out_flags);
  if (file->pMethods == nullptr) return code;
  WrappedMethods& wrapped = (flags & SQLITE_OPEN_MAIN_DB) != 0 ? shim().database : shim().others;
  wrapped.system = file->pMethods;
  wrapped.methods = *file->pMethods;
  wrapped.methods.xWrite = write;
  wrapped.methods.xSync = sync;
  file->pMethods = &wrapped.methods;
  return code;
}

}  // namespace

FailingDisk::FailingDisk() {
  shim().fault = DiskFault::none;
  shim().system = sqlite3_vfs_find(nullptr);
  shim().vfs = *shim().system;
  shim().vfs.zName = "failing";
  shim().vfs.xOpen = open;
  sqlite3_vfs_register(&shim().vfs, 1);
}

FailingDisk::~FailingDisk() {
  sqlite3_vfs_unregister(&shim().vfs);
  sqlite3_vfs_register(shim().system, 1);
}

void FailingDisk::set(DiskFault fault) {
  shim().fault = fault;
}

}  // namespace precall::sync::test
