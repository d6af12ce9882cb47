// The whole uploader in this process, serving until the end of the test.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "support.hpp"
#include "sync/service.hpp"

namespace precall::sync::test {

class RunningService {
 public:
  explicit RunningService(const Config& config, ServiceMode mode = ServiceMode::receive_and_send);
  ~RunningService() { stop(); }
  RunningService(const RunningService&) = delete;
  RunningService& operator=(const RunningService&) = delete;

  // Returns what run() returned.
  bool stop();
  // The same, waiting for it to stop by itself.
  bool wait();
  // 0 where it only sends.
  std::uint16_t port() const { return port_; }

  TestEdges outside;

 private:
  std::unique_ptr<Service> service_;
  std::uint16_t port_ = 0;
  bool well_ = false;
  std::thread thread_;
};

// Finished files in "requests", once there are `count`, or after a few seconds.
std::vector<std::string> wait_for_files(const TemporaryDirectory& directory, std::size_t count);

// The answer to a GET, head and body.
std::string get(std::uint16_t port, const std::string& path, const std::string& more = "");

}  // namespace precall::sync::test
