// The HTTP server alone, over real sockets: limits, deadlines, ambiguous requests, stopping.
#include "sync/http.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <atomic>
#include <deque>
#include <thread>

#include "http_client.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

// Answers with method, path and length of body, and counts how often it was asked.
class EchoServer {
 public:
  explicit EchoServer(HttpLimits limits = quick_limits()) : server_(limits) {
    const auto port =
        server_.listen("127.0.0.1", 0, [this](HttpRequest request, const HttpRespond& respond) {
          ++asked_;
          const std::string body =
              request.method + " " + request.path + " " + std::to_string(request.body.size());
          if (request.path == "/later") {
            helpers_.emplace_back([respond, body] { respond({200, "text/plain", body, {}}); });
          } else if (request.path == "/too-late") {
            helpers_.emplace_back([respond, body] {
              std::this_thread::sleep_for(std::chrono::milliseconds(500));
              respond({200, "text/plain", body, {}});
            });
          } else if (request.path == "/peer") {
            respond({200, "text/plain", request.peer, {}});
          } else if (request.path != "/never") {
            respond({200, "text/plain", body, {}});
          }
        });
    REQUIRE(port);
    port_ = port.value();
    thread_ = std::thread([this] { server_.run(); });
  }
  ~EchoServer() { stop(); }
  EchoServer(const EchoServer&) = delete;
  EchoServer& operator=(const EchoServer&) = delete;

  static HttpLimits quick_limits() {
    HttpLimits limits;
    limits.body_bytes_max = 1024;
    limits.request_time_max = std::chrono::milliseconds(400);
    return limits;
  }
  void stop() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
    for (std::thread& helper : helpers_) helper.join();
    helpers_.clear();
  }
  std::uint16_t port() const { return port_; }
  int asked() const { return asked_; }

 private:
  HttpServer server_;
  std::atomic<int> asked_ = 0;
  std::uint16_t port_ = 0;
  std::deque<std::thread> helpers_;
  std::thread thread_;
};

std::string chunk(std::size_t size) {
  char header[32];
  std::snprintf(header, sizeof header, "%zx\r\n", size);
  return header + std::string(size, 'x') + "\r\n";
}

const std::string post_start = "POST /p HTTP/1.1\r\nHost: h\r\n";
constexpr std::chrono::seconds patience{5};

}  // namespace

TEST_CASE("requests are answered one after the other on one connection") {
  EchoServer server;
  RawConnection connection(server.port());
  REQUIRE(connection.send("GET /a?b=c HTTP/1.1\r\nHost: h\r\n\r\n" + post_start +
                          "Content-Length: 3\r\n\r\nabc"));
  CHECK(body_of(connection.receive()) == "GET /a 0");
  CHECK(body_of(connection.receive()) == "POST /p 3");
}

TEST_CASE(
    "an answer may come later and from another thread, and pipelined requests keep their order") {
  EchoServer server;
  RawConnection connection(server.port());
  const std::string later = "GET /later HTTP/1.1\r\nHost: h\r\n\r\n";
  REQUIRE(connection.send(later + "GET /at-once HTTP/1.1\r\nHost: h\r\n\r\n" + later));
  CHECK(body_of(connection.receive()) == "GET /later 0");
  CHECK(body_of(connection.receive()) == "GET /at-once 0");
  CHECK(body_of(connection.receive()) == "GET /later 0");
}

TEST_CASE(
    "a request that nobody answers ends at its deadline, and an answer after that is dropped") {
  EchoServer server;
  for (const std::string path : {"/never", "/too-late"}) {
    RawConnection connection(server.port());
    const auto start = std::chrono::steady_clock::now();
    REQUIRE(connection.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK(connection.receive().empty());
    CHECK(connection.closed());
    CHECK(std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(300));
  }
  CHECK(server.asked() == 2);
}

TEST_CASE("the handler is told who asks") {
  EchoServer server;
  CHECK(body_of(exchange(server.port(), "GET /peer HTTP/1.1\r\nHost: h\r\n\r\n")) == "127.0.0.1");
}

TEST_CASE("HEAD gets the headers of GET and no body") {
  EchoServer server;
  RawConnection connection(server.port());
  REQUIRE(connection.send("HEAD /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
  const std::string response = connection.receive();
  CHECK(status_of(response) == 200);
  CHECK(response.find("Content-Length: 9\r\n") != std::string::npos);
  CHECK(body_of(response).empty());
}

TEST_CASE("a body at the limit is taken and one byte more is not, with a length or in chunks") {
  EchoServer server;
  CHECK(body_of(exchange(server.port(), post_start + "Content-Length: 1024\r\n\r\n" +
                                            std::string(1024, 'x'))) == "POST /p 1024");
  const std::string chunked = post_start + "Transfer-Encoding: chunked\r\n\r\n";
  CHECK(body_of(exchange(server.port(), chunked + chunk(512) + chunk(512) + "0\r\n\r\n")) ==
        "POST /p 1024");
  CHECK(server.asked() == 2);
  CHECK(status_of(exchange(server.port(), post_start + "Content-Length: 1025\r\n\r\n" +
                                              std::string(1025, 'x'))) == 413);
  CHECK(status_of(exchange(server.port(), chunked + chunk(512) + chunk(513) + "0\r\n\r\n")) == 413);
  CHECK(status_of(exchange(server.port(), chunked + "ffffffffffffffff\r\nx")) >= 400);
  CHECK(server.asked() == 2);
}

TEST_CASE("requests that two readers could cut differently are refused and never handled") {
  EchoServer server;
  const std::string shapes[] = {
      post_start + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
      post_start + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      post_start + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n",
      post_start + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
      post_start + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
      post_start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      post_start + "Content-Length: -1\r\n\r\n",
      post_start + "Content-Length: 0x1\r\n\r\na",
      post_start + "Content-Length: 1, 1\r\n\r\na",
      post_start + "Content-Length : 1\r\n\r\na",
      "POST /p HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "POST /p HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      "POST /p HTTP/1.1\r\n\r\n",
      "POST  /p HTTP/1.1\r\nHost: h\r\n\r\n",
      "POST /p HTTP/2.0\r\nHost: h\r\n\r\n",
      "POST /p\r\n\r\n",
      "POST /" + std::string(1, '\0') + "p HTTP/1.1\r\nHost: h\r\n\r\n",
      "\x16\x03\x01\x02\r\n\r\n"};
  for (const std::string& shape : shapes) {
    CAPTURE(shape);
    const std::string response = exchange(server.port(), shape);
    CHECK(status_of(response) == 400);
    CHECK(response.find("Content-Type: application/problem+json\r\n") != std::string::npos);
    CHECK(response.find("Connection: close\r\n") != std::string::npos);
  }
  CHECK(server.asked() == 0);
}

TEST_CASE("a header without end is cut") {
  EchoServer server;
  const std::string response =
      exchange(server.port(), "GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(65536, 'x'));
  CHECK(status_of(response) == 431);
  CHECK(server.asked() == 0);
}

TEST_CASE("a client that waits for leave to send its body gets it") {
  EchoServer server;
  RawConnection connection(server.port());
  REQUIRE(connection.send(post_start + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n"));
  CHECK(status_of(connection.receive()) == 100);
  REQUIRE(connection.send("abc"));
  CHECK(body_of(connection.receive()) == "POST /p 3");
  CHECK(status_of(exchange(server.port(), post_start + "Expect: a miracle\r\n"
                                                       "Content-Length: 3\r\n\r\nabc")) == 417);
  CHECK(status_of(exchange(server.port(), post_start + "Expect: 100-continue\r\n"
                                                       "Content-Length: 1025\r\n\r\n")) == 413);
}

TEST_CASE("a body cut short is refused and never handled") {
  EchoServer server;
  RawConnection connection(server.port());
  REQUIRE(connection.send(post_start + "Content-Length: 10\r\n\r\nabc"));
  connection.end_of_sending();
  CHECK(status_of(connection.receive()) == 400);
  CHECK(server.asked() == 0);
}

TEST_CASE("a refused client may finish sending, so that no reset overtakes the answer") {
  EchoServer server;
  RawConnection connection(server.port());
  REQUIRE(connection.send(post_start + "Content-Length: 4000\r\n\r\n" + std::string(1000, 'x')));
  CHECK(status_of(connection.receive()) == 413);
  for (int i = 0; i < 3; ++i) {
    CHECK(connection.send(std::string(1000, 'x')));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

TEST_CASE("slow clients are cut at the deadline and delay nobody") {
  EchoServer server;
  std::deque<RawConnection> slow;
  for (int i = 0; i < 200; ++i) {
    slow.emplace_back(server.port()).send("POST /p HTTP/1.1\r\nHo");
  }
  const auto start = std::chrono::steady_clock::now();
  CHECK(status_of(exchange(server.port(), "GET / HTTP/1.1\r\nHost: h\r\n\r\n")) == 200);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(200));
  for (RawConnection& connection : slow) CHECK(connection.closed());
  CHECK(server.asked() == 1);
}

TEST_CASE("trickling does not put the deadline off") {
  EchoServer server;
  RawConnection connection(server.port());
  const std::string request = post_start + "Content-Length: 100\r\n\r\n";
  bool open = connection.send(request);
  for (int i = 0; open && i < 100; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    open = connection.send("x");
  }
  CHECK_FALSE(open);
  CHECK(server.asked() == 0);
}

TEST_CASE("connections over the limit wait for their turn") {
  HttpLimits limits = EchoServer::quick_limits();
  limits.connections_max = 2;
  EchoServer server(limits);
  RawConnection first(server.port());
  RawConnection second(server.port());
  first.send("G");
  second.send("G");
  const auto start = std::chrono::steady_clock::now();
  CHECK(status_of(exchange(server.port(), "GET / HTTP/1.1\r\nHost: h\r\n\r\n")) == 200);
  // Its turn comes when the deadline has cut one of the others.
  CHECK(std::chrono::steady_clock::now() - start > std::chrono::milliseconds(200));
}

TEST_CASE("stopping closes idle connections at once and answers the request under way") {
  HttpLimits limits = EchoServer::quick_limits();
  limits.request_time_max = std::chrono::seconds(60);
  EchoServer server(limits);
  RawConnection idle(server.port());
  RawConnection busy(server.port());
  busy.send(post_start + "Content-Length: 3\r\n\r\na");
  // A full exchange on a third connection: by then the first two have been read.
  exchange(server.port(), "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  std::thread stopper([&] { server.stop(); });
  CHECK(idle.closed());
  busy.send("bc");
  const std::string response = busy.receive();
  CHECK(body_of(response) == "POST /p 3");
  CHECK(response.find("Connection: close\r\n") != std::string::npos);
  stopper.join();
}

TEST_CASE("a Unix socket is for its owner only and replaces one left behind") {
  const TemporaryDirectory directory;
  const std::string path = directory.path("control.sock");
  for (int round = 0; round < 2; ++round) {
    HttpServer server(EchoServer::quick_limits());
    const auto handler = [](const HttpRequest& request, const HttpRespond& respond) {
      respond({200, "text/plain", request.path + " " + request.body + request.peer, {}});
    };
    REQUIRE_FALSE(server.listen_unix(path, EchoServer::quick_limits(), handler));
    std::thread thread([&] { server.run(); });
    struct stat status = {};
    CHECK(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    const auto answer = post_over_unix_socket(path, "/status", "x", patience);
    HttpServer second(EchoServer::quick_limits());
    CHECK(second.listen_unix(path, EchoServer::quick_limits(), {})->problem ==
          "another process listens there");
    CHECK(post_over_unix_socket(path, "/status", "x", patience));
    server.stop();
    thread.join();
    REQUIRE(answer);
    CHECK(answer->body == "/status x");
  }
  CHECK_FALSE(post_over_unix_socket(path, "/status", "", patience));
  const std::string long_path = directory.path(std::string(200, 'x'));
  CHECK(post_over_unix_socket(long_path, "/", "", patience).error().remedy ==
        "name a shorter path as \"control\"");
}

TEST_CASE("a port that is taken and a path that is no socket are clear errors") {
  EchoServer server;
  HttpServer second(EchoServer::quick_limits());
  const auto taken = second.listen("127.0.0.1", server.port(), {});
  REQUIRE_FALSE(taken);
  CHECK(taken.error().problem == "Address already in use");
  const TemporaryDirectory directory;
  CHECK(second.listen_unix(directory.path(""), EchoServer::quick_limits(), {})->problem ==
        "is there and not a socket");
}
