// Plain sockets with a time limit, so that a test that fails also ends.
#include "http_client.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace precall::sync::test {
namespace {

constexpr time_t patience_seconds = 5;

std::size_t length_of_response(const std::string& text) {
  const std::size_t end = text.find("\r\n\r\n");
  if (end == std::string::npos) return std::string::npos;
  const std::string name = "Content-Length: ";
  const std::size_t field = text.find(name);
  if (field == std::string::npos || field > end) return end + 4;
  return end + 4 + std::stoul(text.substr(field + name.size()));
}

// Less than 0 if nobody listens.
int connected_socket(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience = {patience_seconds, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    return socket;
  }
  ::close(socket);
  return -1;
}

}  // namespace

RawConnection::RawConnection(std::uint16_t port) : socket_(connected_socket(port)) {
  REQUIRE(socket_ >= 0);
}

RawConnection::~RawConnection() {
  ::close(socket_);
}

bool RawConnection::send(const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto count = ::send(socket_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

void RawConnection::end_of_sending() {
  ::shutdown(socket_, SHUT_WR);
}

std::string RawConnection::receive() {
  char part[4096];
  while (length_of_response(buffer_) > buffer_.size()) {
    const auto count = ::recv(socket_, part, sizeof part, 0);
    if (count <= 0) break;
    buffer_.append(part, static_cast<std::size_t>(count));
  }
  std::string response = buffer_.substr(0, length_of_response(buffer_));
  buffer_.erase(0, response.size());
  return response;
}

bool RawConnection::closed() {
  char part[4096];
  while (true) {
    const auto count = ::recv(socket_, part, sizeof part, 0);
    if (count == 0) return true;
    if (count < 0) return errno == ECONNRESET;
  }
}

std::string exchange(std::uint16_t port, const std::string& request) {
  RawConnection connection(port);
  connection.send(request);
  return connection.receive();
}

std::string try_exchange(std::uint16_t port, const std::string& request) {
  const int socket = connected_socket(port);
  if (socket < 0) return {};
  RawConnection connection(ConnectedSocket{socket});
  if (!connection.send(request)) return {};
  const std::string response = connection.receive();
  return length_of_response(response) == response.size() ? response : std::string();
}

std::string post(const std::string& body, const std::string& more,
                 const std::string& content_type) {
  return "POST /v1/submissions HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + content_type +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more + "\r\n" + body;
}

int status_of(const std::string& response) {
  return response.substr(0, 9) == "HTTP/1.1 " ? std::stoi(response.substr(9, 3)) : 0;
}

std::string body_of(const std::string& response) {
  const std::size_t end = response.find("\r\n\r\n");
  return end == std::string::npos ? std::string() : response.substr(end + 4);
}

}  // namespace precall::sync::test
