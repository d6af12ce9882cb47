// A disk that fails on demand, under the real SQLite.
#pragma once

namespace precall::sync::test {

enum class DiskFault {
  none,
  write_fails,
  disk_full,
  sync_fails,
  file_sync_fails  // of the database file, as a checkpoint does it, but not of the log
};

// While one of these lives, every SQLite file opened meanwhile fails as told. One at a time.
class FailingDisk {
 public:
  FailingDisk();
  ~FailingDisk();
  FailingDisk(const FailingDisk&) = delete;
  FailingDisk& operator=(const FailingDisk&) = delete;

  void set(DiskFault fault);
};

}  // namespace precall::sync::test
