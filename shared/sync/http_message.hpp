// An HTTP request and its response as plain values, so that what answers needs no network.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace precall::sync {

struct HttpHeader {
  std::string name;
  std::string value;
};

struct HttpRequest {
  std::string method;
  std::string path;  // without the query
  std::vector<HttpHeader> headers;
  std::string body;
  std::string peer;  // the IP address at the other end; empty on a Unix socket
};

// The value of the first header of that name (in any case), or "" if there is none.
std::string_view header(const HttpRequest& request, std::string_view name);

// The values of all headers of that name in their order, joined by commas.
std::string all_headers(const HttpRequest& request, std::string_view name);

// Without the spaces and tabs around it (RFC 9110's optional white space).
std::string_view trimmed(std::string_view text);

// Header names and media types are compared without regard to ASCII case.
bool same_name(std::string_view a, std::string_view b);

struct HttpResponse {
  unsigned status = 200;
  std::string content_type;  // "" where there is no body
  std::string body;
  std::vector<HttpHeader> headers;
};

// Takes the response to one request: once, from any thread, for as long as the server is there. A
// connection that has ended meanwhile drops it.
using HttpRespond = std::function<void(HttpResponse)>;

// Called on the server's loop, so it returns soon and leaves what takes long to other threads.
using HttpHandler = std::function<void(HttpRequest, HttpRespond)>;

// What goes with every answer to a request, whoever gives it; the body is not looked at.
using HttpHeadersFor = std::function<std::vector<HttpHeader>(const HttpRequest&)>;

}  // namespace precall::sync
