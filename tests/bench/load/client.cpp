// Posts different submissions over kept-alive connections for a while, each sending its next one
// once the last was answered, and prints what came of it: statuses, and times in microseconds.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/limits.hpp"

namespace precall::bench {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const std::string& message) {
  std::cerr << "precall-load: " << message << "\n";
  std::exit(2);
}

// The request, of which only the last digits of the submission's id change: the rest is built once,
// so that the client takes little of the processors that it shares with the server.
class Request {
 public:
  explicit Request(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string body{std::istreambuf_iterator<char>(file), {}};
    const auto json = parse_json(body, limits::submission_bytes_max);
    if (!json) fail(path + ": " + to_line(json.error()));
    const Json* id = Reader::find(json.value(), "id");
    const auto* text = id == nullptr ? nullptr : id->get_ptr<const std::string*>();
    if (text == nullptr || text->size() < digit_count) fail(path + " has no id");
    text_ =
        "POST /v1/submissions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Content-Length: " +
        std::to_string(body.size()) + "\r\n\r\n";
    digits_ = text_.size() + body.find("\"id\":\"" + *text + "\"") + 6 + text->size() - digit_count;
    text_ += body;
  }

  // Another id for each number, in no order, as those that pages make.
  const std::string& numbered(std::uint64_t number) {
    number = number * scatter % ids;
    for (std::size_t i = digit_count; i-- > 0; number /= 10) {
      text_[digits_ + i] = static_cast<char>('0' + number % 10);
    }
    return text_;
  }

 private:
  static constexpr std::size_t digit_count = 12;
  static constexpr std::uint64_t ids = 1'000'000'000'000;
  // Shares no factor with it, so that no two numbers meet; times ten million it still fits.
  static constexpr std::uint64_t scatter = 618'033'988'751;
  std::string text_;
  std::size_t digits_ = 0;
};

struct Tally {
  std::map<std::string, std::uint64_t> answers;  // by status
  std::vector<double> microseconds;              // one an answer
};

class Connection {
 public:
  explicit Connection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      fail("nobody listens on port " + std::to_string(port));
    }
    const int one = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  int socket() const { return socket_; }

  // A request fits into the socket's buffer, so that this does not wait.
  void send(const std::string& request) {
    sent_ = Clock::now();
    std::size_t done = 0;
    while (done < request.size()) {
      const auto count = ::send(socket_, request.data() + done, request.size() - done, 0);
      if (count <= 0) fail("a connection was lost");
      done += static_cast<std::size_t>(count);
    }
  }

  // Reads what is there. True once the answer is whole, which is then in `tally`.
  bool receive(Tally& tally) {
    char part[8192];
    const auto count = ::recv(socket_, part, sizeof part, 0);
    if (count <= 0) fail("a connection was lost");
    answer_.append(part, static_cast<std::size_t>(count));
    if (answer_.size() < length()) return false;
    const std::chrono::duration<double, std::micro> passed = Clock::now() - sent_;
    tally.microseconds.push_back(passed.count());
    ++tally.answers[answer_.substr(9, 3)];
    answer_.clear();
    return true;
  }

 private:
  // Of the whole answer; more than there is while its head is not whole.
  std::size_t length() const {
    const std::size_t head = answer_.find("\r\n\r\n");
    const std::string name = "Content-Length: ";
    const std::size_t field = answer_.find(name);
    if (head == std::string::npos) return std::string::npos;
    if (field > head) fail("an answer without Content-Length");
    std::size_t body = 0;
    std::from_chars(answer_.data() + field + name.size(), answer_.data() + head, body);
    return head + 4 + body;
  }

  int socket_;
  Clock::time_point sent_;
  std::string answer_;
};

struct Load {
  std::uint16_t port = 0;
  std::chrono::milliseconds time{0};
  std::uint64_t first = 0;  // number of the first submission
  std::size_t connections = 0;
};

Json post_for_a_while(const Load& load, Request request) {
  const int poll = ::epoll_create1(0);
  std::vector<std::unique_ptr<Connection>> connections;
  for (std::size_t i = 0; i < load.connections; ++i) {
    connections.push_back(std::make_unique<Connection>(load.port));
    epoll_event event = {EPOLLIN, {.ptr = connections.back().get()}};
    ::epoll_ctl(poll, EPOLL_CTL_ADD, connections.back()->socket(), &event);
  }
  Tally tally;
  std::uint64_t number = load.first;
  std::size_t open = connections.size();
  const Clock::time_point start = Clock::now();
  for (const auto& connection : connections) connection->send(request.numbered(number++));
  std::vector<epoll_event> events(connections.size());
  while (open > 0) {
    const int count = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 10000);
    if (count <= 0) fail("no answer for ten seconds");
    for (int i = 0; i < count; ++i) {
      auto& connection = *static_cast<Connection*>(events[static_cast<std::size_t>(i)].data.ptr);
      if (!connection.receive(tally)) continue;
      if (Clock::now() - start < load.time) {
        connection.send(request.numbered(number++));
      } else {
        --open;
      }
    }
  }
  const std::chrono::duration<double> passed = Clock::now() - start;
  ::close(poll);
  auto& times = tally.microseconds;
  std::sort(times.begin(), times.end());
  const auto at = [&](std::size_t percent) { return times[(times.size() - 1) * percent / 100]; };
  return Json{{"answers", tally.answers},
              {"seconds", passed.count()},
              {"p50", at(50)},
              {"p99", at(99)},
              {"most", at(100)},
              {"next", number}};
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() != 5) fail("usage: PORT SUBMISSION MILLISECONDS CONNECTIONS FIRST");
  const Load load{static_cast<std::uint16_t>(std::stoi(arguments[0])),
                  std::chrono::milliseconds(std::stoi(arguments[2])), std::stoull(arguments[4]),
                  std::stoul(arguments[3])};
  std::cout << post_for_a_while(load, Request(arguments[1])).dump() << "\n";
  return 0;
}

}  // namespace
}  // namespace precall::bench

int main(int argc, char** argv) {
  return precall::bench::run({argv + 1, argv + argc});
}
