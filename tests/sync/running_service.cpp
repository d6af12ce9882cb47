// Starts the service on a free port and runs it in a thread.
#include "running_service.hpp"

#include <doctest/doctest.h>

#include <chrono>

#include "http_client.hpp"

namespace precall::sync::test {

RunningService::RunningService(const Config& config, ServiceMode mode) {
  auto service = Service::start(config, outside.edges(), mode);
  REQUIRE_MESSAGE(service, (service ? std::string() : to_line(service.error())));
  service_ = std::move(service).value();
  const std::string& address = service_->address();
  if (!address.empty()) {
    port_ = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
  }
  thread_ = std::thread([this] { well_ = service_->run(); });
}

bool RunningService::stop() {
  service_->stop();
  return wait();
}

bool RunningService::wait() {
  if (thread_.joinable()) thread_.join();
  return well_;
}

// One that is being written has a name that starts with a dot.
std::vector<std::string> wait_for_files(const TemporaryDirectory& directory, std::size_t count) {
  std::vector<std::string> files;
  for (int i = 0; i < 500 && files.size() < count; ++i) {
    if (i > 0) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    files = directory.entries("requests");
    std::erase_if(files, [](const std::string& name) { return name.front() == '.'; });
  }
  return files;
}

std::string get(std::uint16_t port, const std::string& path, const std::string& more) {
  return test::exchange(port, "GET " + path + " HTTP/1.1\r\nHost: h\r\n" + more + "\r\n");
}

}  // namespace precall::sync::test
