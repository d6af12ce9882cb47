// Writes problem details; titles are HTTP's own phrases, so that they never vary by occurrence.
#include "sync/problem.hpp"

#include "base/json.hpp"

namespace precall::sync {
namespace {

std::string_view title_of(unsigned status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    default:
      return "Error";
  }
}

HttpResponse write(unsigned status, const std::string& type, std::string_view detail,
                   const std::string& pointer) {
  Json body = {{"type", type}, {"title", title_of(status)}, {"status", status}, {"detail", detail}};
  if (!pointer.empty()) body["pointer"] = pointer;
  return HttpResponse{status, "application/problem+json", canonical(body), {}};
}

}  // namespace

HttpResponse problem(unsigned status, std::string_view name, const Error& error) {
  std::string detail = error.problem;
  if (!error.remedy.empty()) detail += "; " + error.remedy;
  return write(status, "urn:precall:problem:" + std::string(name), detail, error.place);
}

HttpResponse problem(unsigned status, std::string_view detail) {
  return write(status, "about:blank", detail, "");
}

}  // namespace precall::sync
