// An HTTP server on one thread's event loop, with the loop's timer and signals: the only user of
// Boost. It knows nothing of submissions; a handler gets each request and has it answered, at once
// or later and from another thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "sync/http_message.hpp"

namespace precall::sync {

struct HttpLimits {
  std::size_t body_bytes_max = 0;
  std::size_t header_bytes_max = limits::http_header_bytes_max;
  std::size_t connections_max = limits::http_connections_max;
  std::chrono::milliseconds request_time_max{limits::http_request_ms_max};
};

class HttpServer {
 public:
  explicit HttpServer(HttpLimits limits);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Listens on an IP address; returns the port, which is a free one where 0 was asked for. A body
  // that is too long never comes to the handler: its refusal has the headers of `headers_for`.
  Result<std::uint16_t> listen(const std::string& address, std::uint16_t port, HttpHandler handler,
                               HttpHeadersFor headers_for = nullptr);
  // Listens on a Unix socket that only this user can open. A socket left behind is replaced.
  std::optional<Error> listen_unix(const std::string& path, const HttpLimits& limits,
                                   HttpHandler handler);

  // Runs `task` on the loop after `delay`, in place of the task set before.
  void set_alarm(std::chrono::milliseconds delay, std::function<void()> task);
  // SIGTERM and SIGINT call stop().
  std::optional<Error> stop_on_signals();

  // Serves until stopped: requests under way are answered first, for two seconds at most.
  void run();
  // May be called from any thread.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Whether a process listens there, however busy it is: only what a crash left has none behind it.
bool is_listened_on(const std::string& path);

// Asks a server on a Unix socket of this machine. Fails if none answers in that time.
Result<HttpResponse> post_over_unix_socket(const std::string& path, const std::string& target,
                                           std::string body, std::chrono::seconds patience);

}  // namespace precall::sync
