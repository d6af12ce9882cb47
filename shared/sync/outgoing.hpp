// What the uploader sends to back ends: HTTP requests and mails as plain values, and the two
// functions that send them. A simulation supplies its own functions.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/limits.hpp"
#include "sync/http_message.hpp"

namespace precall::sync {

struct RemoteRequest {
  std::string method;
  std::string url;  // http or https, without secrets
  std::vector<HttpHeader> headers;
  std::string body;  // sent by every method but GET
};

struct RemoteResponse {
  unsigned status = 0;
  std::string body;  // limits::remote_bytes_max at most
  std::optional<std::int64_t> retry_after_seconds;
};

// Why there is no complete response.
enum class RemoteFault {
  bad_address,  // not an address that can be asked
  unreachable,  // no name, no route, or nobody listens: nothing arrived
  tls,          // no TLS, or a certificate that is not to be trusted: nothing arrived
  timed_out,    // in any phase; the request may have arrived
  cut_off,      // the connection ended or broke; the request may have arrived
  too_long      // the response; the request did arrive
};

// In our own words.
std::string_view words_of(RemoteFault fault);

using RemoteOutcome = std::variant<RemoteResponse, RemoteFault>;
using SendHttp = std::function<RemoteOutcome(const RemoteRequest&)>;

// Sends over libcurl: a connection for each request, no redirects, no proxy, certificates always
// verified. A request is never sent twice. Blocks for `patience` at most.
SendHttp http_sender(
    std::chrono::milliseconds patience = std::chrono::milliseconds(limits::remote_ms_max));

struct MailServer {
  std::string url;     // "smtps://HOST[:PORT]" or "smtp://HOST[:PORT]"
  bool plain = false;  // smtp without STARTTLS
  std::string username;
  std::string password;
};

struct Mail {
  std::string from;  // addresses alone
  std::vector<std::string> to;
  std::vector<HttpHeader> headers;  // ASCII, without From, To and what MIME needs
  std::string text;                 // UTF-8
  std::string attachment;
  std::string attachment_name;  // ASCII, of a JSON file
};

// What the mail server said last; 250 after it took the mail.
struct MailReply {
  unsigned code = 0;
  bool after_data = false;  // it judged the mail, not its envelope or the login
  bool login = false;       // it refused the login
  bool greeting = false;    // it wants nothing from us at all
};

using MailOutcome = std::variant<MailReply, RemoteFault>;
using SendMail = std::function<MailOutcome(const MailServer&, const Mail&)>;

// Sends over libcurl. Blocks for `patience` at most.
SendMail mail_sender(
    std::chrono::milliseconds patience = std::chrono::milliseconds(limits::remote_ms_max));

}  // namespace precall::sync
