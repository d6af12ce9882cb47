// Two images of each file, the one that is read and the one that is safe, and the changes between.
#include "disk.hpp"

#include <algorithm>

namespace precall::sync::sim {
namespace {

// Disks write whole sectors; a longer write can end anywhere between two.
constexpr std::size_t sector_bytes = 512;

// What a file system puts where nothing was written is whatever it likes.
constexpr char hole = '\x5a';

void put(std::string& image, std::size_t offset, std::string_view bytes) {
  if (image.size() < offset + bytes.size()) image.resize(offset + bytes.size(), hole);
  std::copy(bytes.begin(), bytes.end(), image.begin() + static_cast<std::ptrdiff_t>(offset));
}

}  // namespace

void SimFile::write(std::size_t offset, std::string_view bytes) {
  if (bytes.empty()) return;
  put(content_, offset, bytes);
  changes_.push_back(Change{offset, std::string(bytes)});
}

void SimFile::truncate(std::size_t size) {
  if (size >= content_.size()) return;
  content_.resize(size);
  changes_.push_back(Change{size, {}});
}

void SimFile::sync() {
  for (const Change& change : changes_) {
    if (change.bytes.empty()) {
      platter_.resize(std::min(platter_.size(), change.offset));
    } else {
      put(platter_, change.offset, change.bytes);
    }
  }
  changes_.clear();
}

// A sector ends as any of the versions that it had since the last sync: that is what losing and
// reordering come to.
void SimFile::keep_some(Chance& chance) {
  const auto survival = static_cast<Survival>(chance.below(4));
  const std::size_t first_lost = chance.index_of(changes_);
  for (std::size_t i = 0; i < changes_.size(); ++i) {
    if (survival == Survival::nothing) return;
    if (survival == Survival::beginning && i > first_lost) return;
    const bool torn = survival == Survival::beginning && i == first_lost;
    keep(changes_[i], torn ? Survival::anything : survival, chance);
  }
}

void SimFile::keep(const Change& change, Survival survival, Chance& chance) {
  const auto kept = [&] { return survival != Survival::anything || chance.one_in(2); };
  if (change.bytes.empty()) {
    if (kept()) platter_.resize(std::min(platter_.size(), change.offset));
    return;
  }
  std::size_t done = 0;
  while (done < change.bytes.size()) {
    const std::size_t place = change.offset + done;
    const std::size_t size =
        std::min(sector_bytes - place % sector_bytes, change.bytes.size() - done);
    if (kept()) put(platter_, place, std::string_view(change.bytes).substr(done, size));
    done += size;
  }
}

void SimFile::fail_sync(Chance& chance) {
  if (changes_.empty()) return;
  keep_some(chance);
  if (chance.one_in(2)) changes_.clear();
}

void SimFile::lose_power(Chance& chance) {
  if (!changes_.empty()) keep_some(chance);
  changes_.clear();
  content_ = platter_;
}

std::shared_ptr<SimFile> SimDisk::open(const std::string& name, bool create) {
  if (down_) return nullptr;
  const auto found = names_.find(name);
  if (found != names_.end()) return found->second;
  if (!create) return nullptr;
  return names_[name] = std::make_shared<SimFile>();
}

DiskOutcome SimDisk::remove(const std::string& name, bool sync_names) {
  if (dies()) return DiskOutcome::failed;
  names_.erase(name);
  if (sync_names) this->sync_names();
  return DiskOutcome::done;
}

DiskOutcome SimDisk::read() {
  return down_ || fails(DiskFault::read) ? DiskOutcome::failed : DiskOutcome::done;
}

DiskOutcome SimDisk::write(SimFile& file, std::size_t offset, std::string_view bytes) {
  if (down_) return DiskOutcome::failed;
  const bool grows = offset + bytes.size() > file.content().size();
  if (full_ && grows) return DiskOutcome::full;
  const bool last = crash_in_ == 1;
  if (last || fails(DiskFault::write)) {
    file.write(offset, bytes.substr(0, chance_.below(bytes.size() + 1)));
    dies();
    return DiskOutcome::failed;
  }
  file.write(offset, bytes);
  dies();
  return DiskOutcome::done;
}

DiskOutcome SimDisk::truncate(SimFile& file, std::size_t size) {
  if (dies() || fails(DiskFault::write)) return DiskOutcome::failed;
  file.truncate(size);
  return DiskOutcome::done;
}

DiskOutcome SimDisk::sync(SimFile& file, bool sync_names) {
  if (dies()) return DiskOutcome::failed;
  if (fails(DiskFault::sync)) {
    file.fail_sync(chance_);
    return DiskOutcome::failed;
  }
  if (!syncs_) return DiskOutcome::done;
  file.sync();
  if (sync_names) this->sync_names();
  return DiskOutcome::done;
}

void SimDisk::sync_names() {
  if (syncs_) platter_names_ = names_;
}

void SimDisk::plan_crash(int operations, CrashKind kind) {
  crash_in_ = operations;
  crash_kind_ = kind;
}

void SimDisk::plan_fault(int operations, DiskFault fault) {
  fault_in_ = operations;
  fault_ = fault;
}

// Counts an operation, and whether it is the one within which the machine or the process stops.
bool SimDisk::dies() {
  if (!down_ && crash_in_ > 0 && --crash_in_ == 0) crash(crash_kind_);
  return down_;
}

bool SimDisk::fails(DiskFault fault) {
  if (fault_in_ == 0 || fault != fault_) return false;
  return --fault_in_ == 0;
}

void SimDisk::crash(CrashKind kind) {
  if (down_) return;
  down_ = true;
  if (kind == CrashKind::process) return;
  // Each name that was made or removed since the names were synced is there or not.
  auto names = platter_names_;
  for (const auto& [name, file] : names_) {
    if (!platter_names_.contains(name) && chance_.one_in(2)) names[name] = file;
  }
  for (const auto& [name, file] : platter_names_) {
    const auto now = names_.find(name);
    if (now != names_.end() && now->second == file) continue;
    if (chance_.one_in(2)) continue;
    if (now == names_.end()) {
      names.erase(name);
    } else {
      names[name] = now->second;
    }
  }
  for (const auto& [name, file] : names) file->lose_power(chance_);
  names_ = names;
  platter_names_ = std::move(names);
}

void SimDisk::restart() {
  down_ = false;
  full_ = false;
  crash_in_ = 0;
  fault_in_ = 0;
  ++life_;
}

}  // namespace precall::sync::sim
