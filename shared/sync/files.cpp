// Files by POSIX calls: the standard library can neither sync nor tell why it failed.
#include "sync/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace precall::sync {
namespace {

Error failure(const std::string& path, const char* what) {
  return Error{path, std::string(what) + ": " + std::strerror(errno),
               "check that it is there, its permissions and the space on its disk"};
}

// An open file that closes itself.
class File {
 public:
  File(const std::string& path, int flags, mode_t mode = 0)
      : number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~File() { close(); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }
  bool close() {
    const bool closed = number_ < 0 || ::close(number_) == 0;
    number_ = -1;
    return closed;
  }

 private:
  int number_;
};

bool write_all(int file, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::write(file, bytes.data() + done, bytes.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t bytes_max) {
  const File file(path, O_RDONLY);
  if (!file.is_open()) return failure(path, "cannot be opened");
  struct stat status = {};
  if (::fstat(file.number(), &status) != 0) return failure(path, "cannot be read");
  if (!S_ISREG(status.st_mode)) return Error{path, "is not a file", "name a file"};
  std::string bytes;
  char part[16384];
  while (true) {
    const ssize_t count = ::read(file.number(), part, sizeof part);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failure(path, "cannot be read");
    if (count == 0) return bytes;
    bytes.append(part, static_cast<std::size_t>(count));
    if (bytes.size() > bytes_max) {
      return Error{path, "is longer than " + std::to_string(bytes_max) + " bytes", "shorten it"};
    }
  }
}

Error in_file(const std::string& path, Error error) {
  error.place = error.place.empty() ? path : path + " " + error.place;
  return error;
}

bool file_exists(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

bool is_private(const std::string& path) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::optional<Error> sync_directory(const std::string& directory) {
  const File file(directory, O_RDONLY | O_DIRECTORY);
  if (!file.is_open() || ::fsync(file.number()) != 0) {
    return failure(directory, "the directory cannot be synced");
  }
  return std::nullopt;
}

std::optional<Error> make_directory(const std::string& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) return std::nullopt;
    return Error{path, "is not a directory", "remove it or name another directory"};
  }
  const std::string parent = directory_of(path);
  if (parent != path) {
    if (auto error = make_directory(parent)) return error;
  }
  if (::mkdir(path.c_str(), 0750) != 0 && errno != EEXIST) {
    return failure(path, "the directory cannot be made");
  }
  return sync_directory(parent);
}

std::optional<Error> write_file(const std::string& directory, const std::string& name,
                                const std::string& bytes, unsigned mode) {
  const std::string final_path = directory + "/" + name;
  const std::string temporary = directory + "/." + name + ".part";
  // What an earlier attempt left behind may be half a file, or not ours: never written into.
  if (::unlink(temporary.c_str()) != 0 && errno != ENOENT) {
    return failure(temporary, "cannot be removed");
  }
  File file(temporary, O_WRONLY | O_CREAT | O_EXCL, mode);
  if (!file.is_open()) return failure(temporary, "cannot be made");
  if (!write_all(file.number(), bytes) || ::fsync(file.number()) != 0 || !file.close()) {
    const Error error = failure(temporary, "cannot be written");
    ::unlink(temporary.c_str());
    return error;
  }
  if (::rename(temporary.c_str(), final_path.c_str()) != 0) {
    return failure(final_path, "cannot be put in place");
  }
  return sync_directory(directory);
}

}  // namespace precall::sync
