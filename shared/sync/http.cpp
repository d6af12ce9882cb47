// Listening, accepting, the alarm and stopping. Errors come as codes, never as exceptions.
#include "sync/http.hpp"

#include <sys/stat.h>
#include <unistd.h>

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
constexpr std::chrono::seconds ask_time_max{5};
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
  Listener(asio::io_context& loop, ConnectionPool& pool, HttpHandler handler)
      : pool_(pool), handler_(std::move(handler)), acceptor_(loop), pause_(loop) {}

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
      std::make_shared<Connection<Protocol>>(std::move(socket), pool_, handler_)->read_request();
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
  HttpHandler handler_;
  typename Protocol::acceptor acceptor_;
  asio::steady_timer pause_;
};

}  // namespace

// The pool comes first, so that it is there until the loop has dropped the last connection.
struct HttpServer::State {
  ConnectionPool pool;
  asio::io_context loop{1};
  asio::steady_timer alarm{loop};
  asio::steady_timer stop_deadline{loop};
  asio::signal_set signals{loop};
  std::vector<std::unique_ptr<AnyListener>> listeners;
  std::string unix_path;

  ~State() {
    pool.on_last_closed = nullptr;
    if (!unix_path.empty()) ::unlink(unix_path.c_str());
  }

  void begin_stop() {
    if (pool.stopping) return;
    pool.stopping = true;
    for (const auto& listener : listeners) listener->close();
    alarm.cancel();
    signals.clear();
    // Closing destroys connections, which leave the set.
    const std::vector<OpenConnection*> open(pool.open.begin(), pool.open.end());
    for (OpenConnection* connection : open) connection->close_if_idle();
    if (pool.open.empty()) return;
    pool.on_last_closed = [this] { stop_deadline.cancel(); };
    stop_deadline.expires_after(stop_time_max);
    stop_deadline.async_wait([this](const BoostError& error) {
      if (!error) loop.stop();
    });
  }
};

HttpServer::HttpServer(HttpLimits limits) : state_(std::make_unique<State>()) {
  state_->pool.limits = limits;
}

HttpServer::~HttpServer() = default;

Result<std::uint16_t> HttpServer::listen(const std::string& address, std::uint16_t port,
                                         HttpHandler handler) {
  const std::string place = address + " port " + std::to_string(port);
  BoostError error;
  const auto ip = asio::ip::make_address(address, error);
  if (error) return socket_error(place, error, "name an IP address as \"listen\"");
  auto listener = std::make_unique<Listener<tcp>>(state_->loop, state_->pool, std::move(handler));
  error = listener->open(tcp::endpoint(ip, port));
  if (error) return socket_error(place, error, "stop what listens there or choose another port");
  const std::uint16_t bound = listener->endpoint().port();
  state_->listeners.push_back(std::move(listener));
  return bound;
}

std::optional<Error> HttpServer::listen_unix(const std::string& path, HttpHandler handler) {
  if (auto error = check_unix_path(path)) return error;
  struct stat status = {};
  if (::lstat(path.c_str(), &status) == 0) {
    if (!S_ISSOCK(status.st_mode)) {
      return Error{path, "is there and not a socket", "remove it or name another path"};
    }
    ::unlink(path.c_str());
  }
  auto listener =
      std::make_unique<Listener<unix_stream>>(state_->loop, state_->pool, std::move(handler));
  const mode_t mask = ::umask(0177);
  const BoostError error = listener->open(unix_stream::endpoint(path));
  ::umask(mask);
  if (error) return socket_error(path, error, "check the directory and its permissions");
  state_->listeners.push_back(std::move(listener));
  state_->unix_path = path;
  return std::nullopt;
}

void HttpServer::set_alarm(std::chrono::milliseconds delay, std::function<void()> task) {
  if (state_->pool.stopping) return;
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

  void ask(const std::string& path) {
    stream.expires_after(ask_time_max);
    stream.async_connect(unix_stream::endpoint(path), [this](const BoostError& connected) {
      error = connected;
      if (error) return;
      http::async_write(stream, request, [this](const BoostError& written, std::size_t) {
        error = written;
        if (error) return;
        http::async_read(stream, buffer, response,
                         [this](const BoostError& read, std::size_t) { error = read; });
      });
    });
  }

  beast::basic_stream<unix_stream> stream;
  http::request<http::empty_body> request;
  http::response<http::string_body> response;
  beast::flat_buffer buffer;
  BoostError error;
};

}  // namespace

Result<HttpResponse> get_over_unix_socket(const std::string& path, const std::string& target) {
  if (auto error = check_unix_path(path)) return *error;
  asio::io_context loop{1};
  Question question(loop);
  question.request = {http::verb::get, target, 11};
  question.request.set(http::field::host, "localhost");
  question.request.keep_alive(false);
  question.ask(path);
  loop.run();
  if (question.error) {
    return socket_error(path, question.error, "check that precall-sync serve is running");
  }
  HttpResponse response;
  response.status = question.response.result_int();
  response.content_type = std::string(question.response[http::field::content_type]);
  response.body = std::move(question.response.body());
  return response;
}

}  // namespace precall::sync
