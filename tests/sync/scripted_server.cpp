// Plain sockets and a thread.
#include "scripted_server.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace precall::sync::test {
namespace {

constexpr int look_up_ms = 20;
constexpr time_t patience_seconds = 5;

int listening_socket(std::uint16_t& port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  REQUIRE(::bind(listener, generic, sizeof address) == 0);
  REQUIRE(::getsockname(listener, generic, &size) == 0);
  port = ntohs(address.sin_port);
  return listener;
}

std::size_t content_length(const std::string& header) {
  const std::string name = "Content-Length: ";
  const std::size_t field = header.find(name);
  return field == std::string::npos ? 0 : std::stoul(header.substr(field + name.size()));
}

}  // namespace

LoopbackServer::LoopbackServer(std::function<void(int)> talk)
    : talk_(std::move(talk)), socket_(listening_socket(port_)) {
  REQUIRE(::listen(socket_, 16) == 0);
  thread_ = std::thread([this] { run(); });
}

LoopbackServer::~LoopbackServer() {
  stopping_ = true;
  thread_.join();
  ::close(socket_);
}

void LoopbackServer::run() {
  while (!stopping_) {
    pollfd waiting = {socket_, POLLIN, 0};
    if (::poll(&waiting, 1, look_up_ms) <= 0) continue;
    const int connection = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    const timeval patience = {patience_seconds, 0};
    ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    talk_(connection);
    ::close(connection);
  }
}

std::uint16_t closed_port() {
  std::uint16_t port = 0;
  ::close(listening_socket(port));
  return port;
}

bool send_all(int socket, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto count = ::send(socket, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

std::string receive_some(int socket) {
  char part[4096];
  const auto count = ::recv(socket, part, sizeof part, 0);
  return count <= 0 ? std::string() : std::string(part, static_cast<std::size_t>(count));
}

ScriptedHttp::ScriptedHttp(Answer answer)
    : answer_(std::move(answer)), server_([this](int socket) { talk(socket); }) {}

std::vector<SeenRequest> ScriptedHttp::seen() const {
  const std::lock_guard lock(mutex_);
  return seen_;
}

void ScriptedHttp::talk(int socket) {
  std::string text;
  while (text.find("\r\n\r\n") == std::string::npos) {
    const std::string part = receive_some(socket);
    if (part.empty()) return;
    text += part;
  }
  const std::size_t line_end = text.find("\r\n");
  const std::size_t head_end = text.find("\r\n\r\n");
  SeenRequest request{text.substr(0, line_end), text.substr(line_end + 2, head_end - line_end),
                      text.substr(head_end + 4)};
  while (request.body.size() < content_length(request.header)) {
    const std::string part = receive_some(socket);
    if (part.empty()) return;
    request.body += part;
  }
  {
    const std::lock_guard lock(mutex_);
    seen_.push_back(request);
  }
  send_all(socket, answer_(request));
}

TlsServer::TlsServer() {
  const std::string files = directory_.path("key.pem") + " -out " + directory_.path("cert.pem");
  const std::string make =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1"
      " -nodes -days 2 -subj /CN=localhost"
      " -addext subjectAltName=IP:127.0.0.1 -keyout " +
      files + " 2>/dev/null";
  REQUIRE(::system(make.c_str()) == 0);
  int output[2];
  REQUIRE(::pipe(output) == 0);
  process_ = ::fork();
  REQUIRE(process_ >= 0);
  if (process_ == 0) {
    ::dup2(output[1], STDOUT_FILENO);
    ::close(output[0]);
    ::execlp("openssl", "openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-cert",
             directory_.path("cert.pem").c_str(), "-key", directory_.path("key.pem").c_str(),
             nullptr);
    ::_exit(127);
  }
  ::close(output[1]);
  // It says "ACCEPT 127.0.0.1:PORT" once it listens.
  std::string said;
  char byte = 0;
  while (said.find("ACCEPT ") == std::string::npos || !said.ends_with('\n')) {
    if (::read(output[0], &byte, 1) <= 0) break;
    said += byte;
  }
  output_ = output[0];
  const std::size_t colon = said.rfind(':');
  REQUIRE(colon != std::string::npos);
  port_ = static_cast<std::uint16_t>(std::stoul(said.substr(colon + 1)));
}

TlsServer::~TlsServer() {
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
  ::close(output_);
}

std::string response(int status, const std::string& body, const std::string& headers) {
  return "HTTP/1.1 " + std::to_string(status) +
         " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body;
}

}  // namespace precall::sync::test
