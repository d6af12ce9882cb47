// What SQLite asks of a file system, in the way its own one for Unix does it: which removals and
// new files sync the directory, and that a write never changes bytes beside its own.
#include "vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace precall::sync::sim {
namespace {

constexpr int sector_size = 4096;  // what SQLite's own file system says
constexpr int path_bytes_max = 512;

struct Handle {
  SimDisk& disk;
  std::shared_ptr<SimFile> file;
  int life;
  bool sync_names;  // with the first sync, which also has to keep the file's name
};

// SQLite allocates these, and knows of the first member only.
struct OpenFile {
  sqlite3_file base;
  Handle* handle;
};

struct Context {
  SimDisk& disk;
  Chance& chance;
};

Handle& handle_of(sqlite3_file* file) {
  return *reinterpret_cast<OpenFile*>(file)->handle;
}

Context& context_of(sqlite3_vfs* vfs) {
  return *static_cast<Context*>(vfs->pAppData);
}

bool stale(const Handle& handle) {
  return handle.life != handle.disk.life();
}

int code_of(DiskOutcome outcome, int failure) {
  if (outcome == DiskOutcome::full) return SQLITE_FULL;
  return outcome == DiskOutcome::done ? SQLITE_OK : failure;
}

int close(sqlite3_file* file) {
  delete &handle_of(file);
  return SQLITE_OK;
}

int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
  const Handle& handle = handle_of(file);
  if (stale(handle) || handle.disk.read() != DiskOutcome::done) return SQLITE_IOERR_READ;
  const std::string& content = handle.file->content();
  const auto wanted = static_cast<std::size_t>(size);
  const std::size_t start = std::min(static_cast<std::size_t>(offset), content.size());
  const std::size_t there = std::min(wanted, content.size() - start);
  std::memcpy(bytes, content.data() + start, there);
  std::memset(static_cast<char*>(bytes) + there, 0, wanted - there);
  return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  const Handle& handle = handle_of(file);
  if (stale(handle)) return SQLITE_IOERR_WRITE;
  const std::string_view view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
  return code_of(handle.disk.write(*handle.file, static_cast<std::size_t>(offset), view),
                 SQLITE_IOERR_WRITE);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  const Handle& handle = handle_of(file);
  if (stale(handle)) return SQLITE_IOERR_TRUNCATE;
  return code_of(handle.disk.truncate(*handle.file, static_cast<std::size_t>(size)),
                 SQLITE_IOERR_TRUNCATE);
}

int sync(sqlite3_file* file, int) {
  Handle& handle = handle_of(file);
  if (stale(handle)) return SQLITE_IOERR_FSYNC;
  const int code = code_of(handle.disk.sync(*handle.file, handle.sync_names), SQLITE_IOERR_FSYNC);
  if (code == SQLITE_OK) handle.sync_names = false;
  return code;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  const Handle& handle = handle_of(file);
  if (stale(handle) || handle.disk.down()) return SQLITE_IOERR_FSTAT;
  *size = static_cast<sqlite3_int64>(handle.file->content().size());
  return SQLITE_OK;
}

// There is one process and one connection, so every lock is granted.
int lock(sqlite3_file*, int) {
  return SQLITE_OK;
}

int check_lock(sqlite3_file*, int* reserved) {
  *reserved = 0;
  return SQLITE_OK;
}

int control(sqlite3_file*, int, void*) {
  return SQLITE_NOTFOUND;
}

int sector(sqlite3_file*) {
  return sector_size;
}

int characteristics(sqlite3_file*) {
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

// Version 1: no shared memory and no mapped files, neither of which an exclusive lock needs.
constexpr sqlite3_io_methods methods = {
    1,       close,      read,    write,  truncate,        sync,    file_size, lock,
    lock,    check_lock, control, sector, characteristics, nullptr, nullptr,   nullptr,
    nullptr, nullptr,    nullptr};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  SimDisk& disk = context_of(vfs).disk;
  // The database itself is made by its opener before SQLite sees it.
  const bool create = (flags & (SQLITE_OPEN_CREATE | SQLITE_OPEN_MAIN_DB)) != 0;
  const bool journal = (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
  auto found = name == nullptr ? std::make_shared<SimFile>() : disk.open(name, create);
  if (!found) return SQLITE_CANTOPEN;
  auto* open_file = reinterpret_cast<OpenFile*>(file);
  open_file->handle = new Handle{disk, std::move(found), disk.life(), create && journal};
  file->pMethods = &methods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int remove(sqlite3_vfs* vfs, const char* name, int sync_names) {
  SimDisk& disk = context_of(vfs).disk;
  if (!disk.exists(name)) return SQLITE_IOERR_DELETE_NOENT;
  return code_of(disk.remove(name, sync_names != 0), SQLITE_IOERR_DELETE);
}

int access(sqlite3_vfs* vfs, const char* name, int, int* there) {
  *there = context_of(vfs).disk.exists(name) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

int randomness(sqlite3_vfs* vfs, int size, char* out) {
  for (int i = 0; i < size; ++i) out[i] = static_cast<char>(context_of(vfs).chance.below(256));
  return size;
}

int sleep(sqlite3_vfs*, int microseconds) {
  return microseconds;
}

int current_time(sqlite3_vfs*, double* julian_day) {
  *julian_day = 2461000.5;  // some day: the spool gets its times from the uploader
  return SQLITE_OK;
}

int last_error(sqlite3_vfs*, int, char*) {
  return 0;
}

}  // namespace

struct SimVfs::Parts {
  Context context;
  sqlite3_vfs vfs = {};
  sqlite3_vfs* system = nullptr;
};

SimVfs::SimVfs(SimDisk& disk, Chance& chance)
    : parts_(std::make_unique<Parts>(Parts{Context{disk, chance}})) {
  sqlite3_vfs& vfs = parts_->vfs;
  vfs.iVersion = 1;
  vfs.szOsFile = sizeof(OpenFile);
  vfs.mxPathname = path_bytes_max;
  vfs.zName = "sim";
  vfs.pAppData = &parts_->context;
  vfs.xOpen = open;
  vfs.xDelete = remove;
  vfs.xAccess = access;
  vfs.xFullPathname = full_path;
  vfs.xRandomness = randomness;
  vfs.xSleep = sleep;
  vfs.xCurrentTime = current_time;
  vfs.xGetLastError = last_error;
  parts_->system = sqlite3_vfs_find(nullptr);
  sqlite3_vfs_register(&vfs, 1);
  sqlite3_randomness(0, nullptr);  // forget the numbers of an earlier run
}

SimVfs::~SimVfs() {
  sqlite3_vfs_unregister(&parts_->vfs);
  sqlite3_vfs_register(parts_->system, 1);
}

}  // namespace precall::sync::sim
