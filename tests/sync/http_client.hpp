// A client that sends exactly the bytes it is given: a real HTTP library would refuse to.
#pragma once

#include <cstdint>
#include <string>

namespace precall::sync::test {

struct ConnectedSocket {
  int socket;
};

class RawConnection {
 public:
  explicit RawConnection(std::uint16_t port);
  // Takes over what is connected already.
  explicit RawConnection(ConnectedSocket connected) : socket_(connected.socket) {}
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  bool send(const std::string& bytes);
  void end_of_sending();
  // One whole response (by its Content-Length), or what came before the connection ended.
  std::string receive();
  // Whether the other side has closed, waiting for it as long as for a response.
  bool closed();

 private:
  int socket_;
  std::string buffer_;
};

// One request on a connection of its own.
std::string exchange(std::uint16_t port, const std::string& request);
// The same where the server may be gone, or go meanwhile: empty if no whole response came.
std::string try_exchange(std::uint16_t port, const std::string& request);

// A POST of a submission with the usual headers and `more` ones, each line ended by \r\n.
std::string post(const std::string& body, const std::string& more = "",
                 const std::string& content_type = "application/json");

int status_of(const std::string& response);
std::string body_of(const std::string& response);

}  // namespace precall::sync::test
