// A server on loopback that a test scripts byte by byte: a real HTTP library would not misbehave.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "support.hpp"

namespace precall::sync::test {

// A listening socket and a thread that takes one connection after the other.
class LoopbackServer {
 public:
  // `talk` gets a connected socket, which is closed when it returns.
  explicit LoopbackServer(std::function<void(int)> talk);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  void run();

  std::function<void(int)> talk_;
  std::uint16_t port_ = 0;
  int socket_;  // after its port, which it sets
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

// A free port that nobody listens on.
std::uint16_t closed_port();

bool send_all(int socket, const std::string& bytes);
// More bytes of what the other side sends; "" at its end or after five seconds.
std::string receive_some(int socket);

struct SeenRequest {
  std::string line;    // "POST /path?query HTTP/1.1"
  std::string header;  // all header lines
  std::string body;
};

// Answers each request with the bytes that `answer` returns, and closes the connection. An empty
// answer closes it without one.
class ScriptedHttp {
 public:
  using Answer = std::function<std::string(const SeenRequest&)>;
  explicit ScriptedHttp(Answer answer);

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  std::vector<SeenRequest> seen() const;

 private:
  void talk(int socket);

  Answer answer_;
  mutable std::mutex mutex_;
  std::vector<SeenRequest> seen_;
  LoopbackServer server_;  // last: its thread ends before what it uses
};

// A real TLS server (the openssl program) with a certificate of its own making, which answers every
// request with 200.
class TlsServer {
 public:
  TlsServer();
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }

 private:
  TemporaryDirectory directory_;
  std::uint16_t port_ = 0;
  pid_t process_ = 0;
  int output_ = -1;  // open for as long as it may write there
};

// A whole response; each of `headers` ends with \r\n.
std::string response(int status, const std::string& body, const std::string& headers = "");

}  // namespace precall::sync::test
