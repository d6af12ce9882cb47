// Routes requests and answers them.
#include "sync/receiver.hpp"

#include <algorithm>

#include "sync/problem.hpp"

namespace precall::sync {
namespace {

constexpr std::string_view submissions_path = "/v1/submissions";
constexpr std::string_view keys_path = "/v1/keys";
constexpr std::string_view health_path = "/healthz";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// application/json, alone or with charset=utf-8. Anything else would let a page post without the
// browser asking first (text/plain), or would need decoding.
bool is_json(std::string_view content_type) {
  const std::size_t semicolon = content_type.find(';');
  if (!same_name(trimmed(content_type.substr(0, semicolon)), "application/json")) return false;
  if (semicolon == std::string_view::npos) return true;
  const std::string_view parameter = trimmed(content_type.substr(semicolon + 1));
  return same_name(parameter, "charset=utf-8") || same_name(parameter, "charset=\"utf-8\"");
}

HttpResponse method_not_allowed(std::string allow) {
  HttpResponse response = problem(405, "this address allows " + allow);
  response.headers.push_back({"Allow", std::move(allow)});
  return response;
}

HttpResponse answer(const Refusal& refusal) {
  switch (refusal.kind) {
    case RefusalKind::malformed:
      return problem(400, "malformed", refusal.error);
    case RefusalKind::not_accepted:
      return problem(422, "not-accepted", refusal.error);
    case RefusalKind::conflict:
      return problem(422, "conflict", refusal.error);
    case RefusalKind::unavailable:
      break;
  }
  HttpResponse response = problem(503, "unavailable", refusal.error);
  response.headers.push_back({"Retry-After", "60"});
  return response;
}

}  // namespace

Receiver::Receiver(Intake& intake, std::string keys, std::vector<std::string> origins,
                   std::function<void()> stored)
    : intake_(intake),
      keys_(std::move(keys)),
      origins_(std::move(origins)),
      stored_(std::move(stored)) {}

HttpResponse Receiver::handle(const HttpRequest& request) {
  HttpResponse response = route(request);
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  add_cors(request, response);
  return response;
}

HttpResponse Receiver::route(const HttpRequest& request) {
  if (request.path == health_path) {
    if (request.method != "GET" && request.method != "HEAD") return method_not_allowed("GET, HEAD");
    if (!intake_.ready()) return problem(503, "nothing can be stored; see the log");
    return HttpResponse{200, "application/json", R"({"status":"ok"})", {}};
  }
  if (request.path == keys_path) {
    if (request.method != "GET" && request.method != "HEAD") return method_not_allowed("GET, HEAD");
    return HttpResponse{200, "application/json", keys_, {}};
  }
  if (request.path != submissions_path) return problem(404, "there is nothing at this address");
  if (request.method == "OPTIONS") return HttpResponse{204, "", "", {{"Allow", "OPTIONS, POST"}}};
  if (request.method != "POST") return method_not_allowed("OPTIONS, POST");
  return take(request);
}

HttpResponse Receiver::take(const HttpRequest& request) {
  if (!is_json(header(request, "Content-Type"))) {
    return problem(415, "send the submission as application/json");
  }
  if (!header(request, "Content-Encoding").empty()) {
    return problem(415, "send the submission without a content encoding");
  }
  const IntakeOutcome outcome = intake_.take(request.body);
  if (const auto* refusal = std::get_if<Refusal>(&outcome)) return answer(*refusal);
  const Stored& stored = *std::get_if<Stored>(&outcome);
  if (!stored.repeated) stored_();
  return HttpResponse{201, "application/json", stored.receipt, {}};
}

void Receiver::add_cors(const HttpRequest& request, HttpResponse& response) const {
  if (request.path == keys_path) {
    // Public by their nature, and wanted by verify pages anywhere.
    response.headers.push_back({"Access-Control-Allow-Origin", "*"});
    return;
  }
  if (origins_.empty() || request.path != submissions_path) return;
  response.headers.push_back({"Vary", "Origin"});
  const std::string_view origin = header(request, "Origin");
  if (std::find(origins_.begin(), origins_.end(), origin) == origins_.end()) return;
  response.headers.push_back({"Access-Control-Allow-Origin", std::string(origin)});
  if (request.method != "OPTIONS") {
    // When to try again is for the page to know, too.
    response.headers.push_back({"Access-Control-Expose-Headers", "Retry-After"});
    return;
  }
  response.headers.push_back({"Access-Control-Allow-Methods", "POST"});
  response.headers.push_back({"Access-Control-Allow-Headers", "content-type"});
  response.headers.push_back({"Access-Control-Max-Age", "600"});
}

}  // namespace precall::sync
