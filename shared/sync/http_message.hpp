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
};

// The value of the first header of that name (in any case), or "" if there is none.
std::string_view header(const HttpRequest& request, std::string_view name);

// Header names and media types are compared without regard to ASCII case.
bool same_name(std::string_view a, std::string_view b);

struct HttpResponse {
  unsigned status = 200;
  std::string content_type;  // "" where there is no body
  std::string body;
  std::vector<HttpHeader> headers;
};

using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

}  // namespace precall::sync
