// Listening, accepting, the alarm and stopping. Errors come as codes, never as exceptions.
#include "sync/http.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <vector>

#include "sync/http_connection.hpp"

namespace precall::sync {
namespace {

using asio::ip::tcp;
using unix_stream = asio::local::stream_protocol;

constexpr std::chrono::milliseconds accept_pause{50};
constexpr std::chrono::seconds stop_time_max{2};
// What our own process answers: a page of an export at the most.
constexpr std::size_t answer_bytes_max = std::size_t{64} * 1024 * 1024;
// A sockaddr_un's path with its final NUL.
constexpr std::size_t unix_path_bytes_max = 107;

Error socket_error(const std::string& place, const BoostError& error, const std::string& remedy) {
  return Error{place, error.message(), remedy};
}

std::optional<Error> check_unix_path(const std::string& path) {
  if (path.size() <= unix_path_bytes_max) return std::nullopt;
  return Error{path, "longer than " + std::to_string(unix_path_bytes_max) + " bytes",
               "name a shorter path as \"control\""};
}

class AnyListener {
 public:
  virtual ~AnyListener() = default;
  virtual void close() = 0;
};

template <class Protocol>
class Listener : public AnyListener {
 public:
  explicit Listener(ConnectionPool& pool) : pool_(pool), acceptor_(pool.loop), pause_(pool.loop) {}

  BoostError open(const typename Protocol::endpoint& endpoint) {
    BoostError error;
    acceptor_.open(endpoint.protocol(), error);
    if (error) return error;
    if constexpr (std::is_same_v<Protocol, tcp>) {
      // A restart must not wait for the connections of the process before.
      acceptor_.set_option(asio::socket_base::reuse_address(true), error);
      if (error) return error;
    }
    acceptor_.bind(endpoint, error);
    if (error) return error;
    acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) accept();
    return error;
  }

  typename Protocol::endpoint endpoint() const {
    BoostError ignored;
    return acceptor_.local_endpoint(ignored);
  }

  void close() override {
    BoostError ignored;
    acceptor_.close(ignored);
    pause_.cancel();
  }

 private:
  void accept() {
    if (pool_.open.size() >= pool_.limits.connections_max) return accept_later();
    acceptor_.async_accept([this](const BoostError& error, typename Protocol::socket socket) {
      if (!acceptor_.is_open()) return;
      // Out of files or memory: trying again at once would only burn time.
      if (error) return accept_later();
      if constexpr (std::is_same_v<Protocol, tcp>) {
        BoostError ignored;
        socket.set_option(tcp::no_delay(true), ignored);
      }
      std::make_shared<Connection<Protocol>>(std::move(socket), pool_)->read_request();
      accept();
    });
  }

  void accept_later() {
    pause_.expires_after(accept_pause);
    pause_.async_wait([this](const BoostError& error) {
      if (!error) accept();
    });
  }

  ConnectionPool& pool_;
  typename Protocol::acceptor acceptor_;
  asio::steady_timer pause_;
};

}  // namespace

// The pools come first, so that they are there until the loop has dropped the last connection.
struct HttpServer::State {
  HttpLimits limits;
  std::vector<std::unique_ptr<ConnectionPool>> pools;
  asio::io_context loop{1};
  asio::steady_timer alarm{loop};
  asio::steady_timer stop_deadline{loop};
  asio::signal_set signals{loop};
  std::vector<std::unique_ptr<AnyListener>> listeners;
  std::string unix_path;
  bool stopping = false;

  ~State() {
    for (const auto& pool : pools) pool->on_closed = nullptr;
    if (!unix_path.empty()) ::unlink(unix_path.c_str());
  }

  // A pool for each listener: strangers who take every connection do not lock out the operator.
  ConnectionPool& add_pool(const HttpLimits& pool_limits, HttpHandler handler,
                           HttpHeadersFor headers_for = nullptr) {
    pools.push_back(std::make_unique<ConnectionPool>(
        ConnectionPool{loop, pool_limits, std::move(handler), std::move(headers_for),
                       [this] { stop_if_idle(); }}));
    return *pools.back();
  }

  bool idle() const {
    return std::all_of(pools.begin(), pools.end(),
                       [](const auto& pool) { return pool->open.empty(); });
  }

  void stop_if_idle() {
    if (stopping && idle()) stop_deadline.cancel();
  }

  void begin_stop() {
    if (stopping) return;
    stopping = true;
    for (const auto& listener : listeners) listener->close();
    alarm.cancel();
    BoostError ignored;
    signals.cancel(ignored);
    signals.clear(ignored);
    for (const auto& pool : pools) {
      pool->stopping = true;
      // Closing destroys connections, which leave the pool.
      const auto open = pool->open;
      for (const auto& [number, connection] : open) connection->close_if_idle();
    }
    if (idle()) return;
    stop_deadline.expires_after(stop_time_max);
    stop_deadline.async_wait([this](const BoostError& error) {
      if (!error) loop.stop();
    });
  }
};

HttpServer::HttpServer(HttpLimits limits) : state_(std::make_unique<State>()) {
  state_->limits = limits;
}

HttpServer::~HttpServer() = default;

Result<std::uint16_t> HttpServer::listen(const std::string& address, std::uint16_t port,
                                         HttpHandler handler, HttpHeadersFor headers_for) {
  const std::string place = address + " port " + std::to_string(port);
  BoostError error;
  const auto ip = asio::ip::make_address(address, error);
  if (error) return socket_error(place, error, "name an IP address as \"listen\"");
  auto listener = std::make_unique<Listener<tcp>>(
      state_->add_pool(state_->limits, std::move(handler), std::move(headers_for)));
  error = listener->open(tcp::endpoint(ip, port));
  if (error) return socket_error(place, error, "stop what listens there or choose another port");
  const std::uint16_t bound = listener->endpoint().port();
  state_->listeners.push_back(std::move(listener));
  return bound;
}

std::optional<Error> HttpServer::listen_unix(const std::string& path, const HttpLimits& limits,
                                             HttpHandler handler) {
  if (auto error = check_unix_path(path)) return error;
  struct stat status = {};
  if (::lstat(path.c_str(), &status) == 0) {
    if (!S_ISSOCK(status.st_mode)) {
      return Error{path, "is there and not a socket", "remove it or name another path"};
    }
    if (is_listened_on(path)) {
      return Error{path, "another process listens there", "name another path as \"control\""};
    }
    ::unlink(path.c_str());
  }
  auto listener =
      std::make_unique<Listener<unix_stream>>(state_->add_pool(limits, std::move(handler)));
  const mode_t mask = ::umask(0177);
  const BoostError error = listener->open(unix_stream::endpoint(path));
  ::umask(mask);
  if (error) return socket_error(path, error, "check the directory and its permissions");
  state_->listeners.push_back(std::move(listener));
  state_->unix_path = path;
  return std::nullopt;
}

void HttpServer::set_alarm(std::chrono::milliseconds delay, std::function<void()> task) {
  if (state_->stopping) return;
  state_->alarm.expires_after(delay);
  state_->alarm.async_wait([task = std::move(task)](const BoostError& error) {
    if (!error) task();
  });
}

std::optional<Error> HttpServer::stop_on_signals() {
  for (const int signal : {SIGTERM, SIGINT}) {
    BoostError error;
    state_->signals.add(signal, error);
    if (error) return socket_error("signals", error, "start the process again");
  }
  state_->signals.async_wait([state = state_.get()](const BoostError& error, int) {
    if (!error) state->begin_stop();
  });
  return std::nullopt;
}

void HttpServer::run() {
  state_->loop.run();
}

void HttpServer::stop() {
  asio::post(state_->loop, [state = state_.get()] { state->begin_stop(); });
}

namespace {

// One request over one connection, step by step under one deadline.
struct Question {
  explicit Question(asio::io_context& loop) : stream(loop) {}

  void ask(const std::string& path, std::chrono::seconds patience) {
    stream.expires_after(patience);
    parser.body_limit(answer_bytes_max);
    stream.async_connect(unix_stream::endpoint(path), [this](const BoostError& connected) {
      error = connected;
      if (error) return;
      http::async_write(stream, request, [this](const BoostError& written, std::size_t) {
        error = written;
        if (error) return;
        http::async_read(stream, buffer, parser,
                         [this](const BoostError& read, std::size_t) { error = read; });
      });
    });
  }

  beast::basic_stream<unix_stream> stream;
  http::request<http::string_body> request;
  http::response_parser<http::string_body> parser;
  beast::flat_buffer buffer;
  BoostError error;
};

}  // namespace

bool is_listened_on(const std::string& path) {
  if (check_unix_path(path)) return false;
  asio::io_context loop{1};
  unix_stream::socket socket(loop);
  BoostError error;
  socket.connect(unix_stream::endpoint(path), error);
  return !error;
}

Result<HttpResponse> post_over_unix_socket(const std::string& path, const std::string& target,
                                           std::string body, std::chrono::seconds patience) {
  if (auto error = check_unix_path(path)) return *error;
  asio::io_context loop{1};
  Question question(loop);
  question.request = {http::verb::post, target, 11, std::move(body)};
  question.request.set(http::field::host, "localhost");
  question.request.keep_alive(false);
  question.request.prepare_payload();
  question.ask(path, patience);
  loop.run();
  if (question.error) {
    return socket_error(path, question.error, "check that precall-sync serve is running");
  }
  auto& answer = question.parser.get();
  HttpResponse response;
  response.status = answer.result_int();
  response.content_type = std::string(answer[http::field::content_type]);
  response.body = std::move(answer.body());
  return response;
}

}  // namespace precall::sync
