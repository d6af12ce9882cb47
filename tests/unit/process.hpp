// Runs a program as a user would, and keeps what it said.
#pragma once

#include <string>
#include <vector>

namespace precall::test {

struct Finished {
  int status = -1;  // of a normal exit
  std::string output;
  std::string errors;
};

// Waits for the program's end. Arguments are passed as they are.
Finished run(const std::string& program, const std::vector<std::string>& arguments,
             const std::string& input = {});

// A file of its own, removed at the end.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content = {});
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::string& path() const { return path_; }
  std::string content() const;

 private:
  std::string path_;
};

}  // namespace precall::test
