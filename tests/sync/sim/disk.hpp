// A disk in memory that is as bad as it may be: until it is synced, a write, a truncation, a new or
// a removed name may be lost, kept, or kept in part. It also fails, and fills up, on demand.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "chance.hpp"

namespace precall::sync::sim {

enum class DiskOutcome { done, full, failed };

enum class DiskFault { write, sync, read };

// After the end of a process the system still has what was written; after a power cut it does not.
enum class CrashKind { process, power };

class SimFile {
 public:
  const std::string& content() const { return content_; }
  void write(std::size_t offset, std::string_view bytes);
  void truncate(std::size_t size);
  void sync();
  // A sync that failed: some of it may have reached the platter. Linux then takes the rest for
  // written, so that a second sync succeeds and changes nothing.
  void fail_sync(Chance& chance);
  void lose_power(Chance& chance);

 private:
  // One write, or a truncation to `offset` where there are no bytes.
  struct Change {
    std::size_t offset = 0;
    std::string bytes;
  };
  enum class Survival { nothing, everything, beginning, anything };

  void keep_some(Chance& chance);
  void keep(const Change& change, Survival survival, Chance& chance);

  std::string content_;          // what programs read
  std::string platter_;          // what is there for certain
  std::vector<Change> changes_;  // from the platter to the content, in order
};

class SimDisk {
 public:
  // `syncs` is false for a disk that says it synced and did not: a canary.
  SimDisk(Chance& chance, bool syncs) : chance_(chance), syncs_(syncs) {}

  // What programs do. Nothing works while the machine is down, nor ever again for a file that was
  // opened before it went down.
  std::shared_ptr<SimFile> open(const std::string& name, bool create);
  bool exists(const std::string& name) const { return names_.contains(name); }
  DiskOutcome remove(const std::string& name, bool sync_names);
  DiskOutcome read();
  DiskOutcome write(SimFile& file, std::size_t offset, std::string_view bytes);
  DiskOutcome truncate(SimFile& file, std::size_t size);
  DiskOutcome sync(SimFile& file, bool sync_names);
  int life() const { return life_; }

  // What happens to it. A plan comes true within the operation that is `operations` from now.
  void plan_crash(int operations, CrashKind kind);
  void plan_fault(int operations, DiskFault fault);
  void set_full(bool full) { full_ = full; }
  void crash(CrashKind kind);
  bool down() const { return down_; }
  // A fault is planned, or there is no room.
  bool troubled() const { return full_ || fault_in_ > 0; }
  // Up again, with plans forgotten and faults mended.
  void restart();

 private:
  bool dies();
  bool fails(DiskFault fault);
  void sync_names();

  Chance& chance_;
  bool syncs_;
  std::map<std::string, std::shared_ptr<SimFile>> names_;
  std::map<std::string, std::shared_ptr<SimFile>> platter_names_;
  int life_ = 1;  // counts restarts
  bool down_ = false;
  bool full_ = false;
  int crash_in_ = 0;  // operations from now; 0 for none
  CrashKind crash_kind_ = CrashKind::process;
  int fault_in_ = 0;
  DiskFault fault_ = DiskFault::write;
};

}  // namespace precall::sync::sim
