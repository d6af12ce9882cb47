// One HTTP connection, request after request, on a TCP or Unix socket. Internal to http.cpp.
#pragma once

#include <array>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "sync/http.hpp"
#include "sync/problem.hpp"

namespace precall::sync {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using BoostError = boost::system::error_code;

class OpenConnection {
 public:
  virtual ~OpenConnection() = default;
  // Ends the connection unless it is in the middle of a request.
  virtual void close_if_idle() = 0;
  // The answer to the request that was handed to the handler.
  virtual void answer(HttpResponse&& response) = 0;
};

// What the connections of one listener share. Connections go by number, because an answer can come
// after its connection has ended.
struct ConnectionPool {
  asio::io_context& loop;
  HttpLimits limits;
  HttpHandler handler;
  HttpHeadersFor headers_for;  // none where nobody asked
  std::function<void()> on_closed;
  std::map<std::uint64_t, OpenConnection*> open = {};
  std::uint64_t last_number = 0;
  bool stopping = false;
};

using BufferedParser = http::request_parser<http::string_body>;
using BufferedRequest = http::request<http::string_body>;

// Shapes that a proxy and we could cut into requests at different places (request smuggling).
inline std::optional<std::string> ambiguous_framing(const BufferedRequest& request) {
  if (request.version() != 10 && request.version() != 11) return "this is not HTTP/1.1";
  if (request.version() == 11 && request.count(http::field::host) != 1) {
    return "a request needs exactly one Host header";
  }
  // A list of equal lengths ("1, 1") is lawful, but nobody means it.
  if (request.count(http::field::content_length) > 1 ||
      request[http::field::content_length].find(',') != beast::string_view::npos) {
    return "a request may have one Content-Length";
  }
  const auto encodings = request.count(http::field::transfer_encoding);
  if (encodings == 0) return std::nullopt;
  const auto encoding = request[http::field::transfer_encoding];
  if (encodings > 1 || request.version() == 10 || request.count(http::field::content_length) != 0 ||
      !same_name({encoding.data(), encoding.size()}, "chunked")) {
    return "the only transfer encoding understood here is chunked";
  }
  return std::nullopt;
}

inline HttpRequest plain_request(BufferedRequest&& request) {
  HttpRequest plain;
  plain.method = std::string(request.method_string());
  plain.path = std::string(request.target());
  plain.path.resize(std::min(plain.path.find('?'), plain.path.size()));
  for (const auto& field : request) {
    plain.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  }
  plain.body = std::move(request.body());
  return plain;
}

// The answer to a request that could not be read; none where the other side is gone.
inline std::optional<HttpResponse> unreadable(const BoostError& error) {
  if (error == http::error::body_limit) return problem(413, "the body is too long");
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return problem(431, "the header is too long");
  }
  if (error == http::error::end_of_stream ||
      error.category() != http::make_error_code(http::error::bad_method).category()) {
    return std::nullopt;
  }
  return problem(400, "malformed", Error{"", "not HTTP: " + error.message(), "send HTTP/1.1"});
}

template <class Protocol>
class Connection : public OpenConnection,
                   public std::enable_shared_from_this<Connection<Protocol>> {
 public:
  Connection(typename Protocol::socket socket, ConnectionPool& pool)
      : peer_(address_of(socket)),
        stream_(std::move(socket)),
        handling_time_(pool.loop),
        pool_(pool),
        number_(++pool.last_number),
        buffer_(pool.limits.header_bytes_max + read_bytes_max) {
    pool_.open.emplace(number_, this);
    // An ordinary request is read at once: less room would be filled by one read after the other.
    buffer_.reserve(ordinary_request_bytes);
  }
  ~Connection() override {
    pool_.open.erase(number_);
    if (pool_.on_closed) pool_.on_closed();
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void read_request() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(pool_.limits.header_bytes_max));
    parser_->body_limit(pool_.limits.body_bytes_max);
    // The one deadline: it also covers the response, so that nobody is served for ever.
    deadline_ = std::chrono::steady_clock::now() + pool_.limits.request_time_max;
    stream_.expires_at(deadline_);
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = this->shared_from_this()](
                                const BoostError& error, std::size_t) { self->on_header(error); });
  }

  void close_if_idle() override {
    if (reading_ && !parser_->got_some()) stream_.close();
  }

  void answer(HttpResponse&& response) override {
    if (!handling_) return;
    handling_ = false;
    handling_time_.cancel();
    respond(std::move(response), close_);
  }

 private:
  static std::string address_of([[maybe_unused]] const typename Protocol::socket& socket) {
    if constexpr (std::is_same_v<Protocol, asio::ip::tcp>) {
      BoostError error;
      const auto endpoint = socket.remote_endpoint(error);
      return error ? std::string() : endpoint.address().to_string();
    }
    return {};
  }

  void on_header(const BoostError& error) {
    if (error) return refuse(error);
    if (const auto detail = ambiguous_framing(parser_->get())) {
      return respond(problem(400, "malformed", Error{"", *detail, ""}), true);
    }
    if (parser_->is_done()) return handle();
    const auto expected = parser_->get()[http::field::expect];
    if (expected.empty()) return read_body();
    if (!same_name({expected.data(), expected.size()}, "100-continue")) {
      return respond(problem(417, "only 100-continue can be expected here"), true);
    }
    interim_ = http::response<http::empty_body>(http::status::continue_, 11);
    http::async_write(stream_, interim_,
                      [self = this->shared_from_this()](const BoostError& failure, std::size_t) {
                        if (!failure) self->read_body();
                      });
  }

  void read_body() {
    http::async_read(stream_, buffer_, *parser_,
                     [self = this->shared_from_this()](const BoostError& error, std::size_t) {
                       if (error) return self->refuse(error);
                       self->handle();
                     });
  }

  // The stream's own clock runs only while it reads or writes. This one also keeps the connection
  // until it is answered.
  void handle() {
    reading_ = false;
    handling_ = true;
    close_ = !parser_->keep_alive();
    handling_time_.expires_at(deadline_);
    handling_time_.async_wait([self = this->shared_from_this()](const BoostError& error) {
      if (error || !self->handling_) return;
      self->handling_ = false;
      self->stream_.close();
    });
    head_ = parser_->get().method() == http::verb::head;
    HttpRequest request = plain_request(parser_->release());
    request.peer = peer_;
    pool_.handler(std::move(request), [&pool = pool_, number = number_](HttpResponse response) {
      asio::dispatch(pool.loop, [&pool, number, answer = std::move(response)]() mutable {
        const auto found = pool.open.find(number);
        if (found != pool.open.end()) found->second->answer(std::move(answer));
      });
    });
  }

  void refuse(const BoostError& error) {
    auto response = unreadable(error);
    if (!response) return;
    if (error == http::error::body_limit && pool_.headers_for) {
      response->headers = pool_.headers_for(plain_request(parser_->release()));
    }
    respond(std::move(*response), true);
  }

  void respond(HttpResponse&& response, bool close) {
    reading_ = false;
    close = close || pool_.stopping;
    message_ = {};
    message_.version(11);
    message_.result(response.status);
    message_.keep_alive(!close);
    if (!response.content_type.empty()) {
      message_.set(http::field::content_type, response.content_type);
    }
    for (const HttpHeader& item : response.headers) message_.insert(item.name, item.value);
    if (response.status != 204) message_.content_length(response.body.size());
    if (!head_) message_.body() = std::move(response.body);
    http::async_write(
        stream_, message_,
        [self = this->shared_from_this(), close](const BoostError& error, std::size_t) {
          if (error) return;
          if (close) return self->drain();
          self->reading_ = true;
          self->head_ = false;
          self->read_request();
        });
  }

  // Closing with unread bytes would reset the connection, and the reset can overtake the response:
  // reads on for a while, but no more than a body's worth.
  void drain() {
    BoostError ignored;
    stream_.socket().shutdown(asio::socket_base::shutdown_send, ignored);
    stream_.expires_after(std::min(pool_.limits.request_time_max, drain_time_max));
    drain_more(16 * pool_.limits.body_bytes_max);
  }
  void drain_more(std::size_t left) {
    stream_.async_read_some(
        asio::buffer(discarded_),
        [self = this->shared_from_this(), left](const BoostError& error, std::size_t count) {
          if (!error && count < left) self->drain_more(left - count);
        });
  }

  static constexpr std::size_t ordinary_request_bytes = std::size_t{16} * 1024;
  // What is read at once. Neither the header's limit nor the body's holds for what stands between
  // the chunks of a body and after them.
  static constexpr std::size_t read_bytes_max = std::size_t{64} * 1024;
  static constexpr std::chrono::milliseconds drain_time_max = std::chrono::seconds(1);

  std::string peer_;
  beast::basic_stream<Protocol> stream_;
  asio::steady_timer handling_time_;
  ConnectionPool& pool_;
  std::uint64_t number_;
  std::chrono::steady_clock::time_point deadline_;
  beast::flat_buffer buffer_;
  std::optional<BufferedParser> parser_;
  bool reading_ = true;
  bool handling_ = false;  // the handler has the request, and nobody has answered yet
  bool close_ = false;
  bool head_ = false;
  http::response<http::empty_body> interim_;
  http::response<http::string_body> message_;
  std::array<char, 4096> discarded_{};
};

}  // namespace precall::sync
