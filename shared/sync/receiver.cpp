// Routes requests and answers them.
#include "sync/receiver.hpp"

#include <algorithm>

#include "sync/problem.hpp"

namespace precall::sync {
namespace {

constexpr std::string_view submissions_path = "/v1/submissions";
constexpr std::string_view keys_path = "/v1/keys";
constexpr std::string_view health_path = "/healthz";
constexpr std::string_view metrics_path = "/metrics";
constexpr std::int64_t unavailable_retry_seconds = 60;
constexpr std::int64_t busy_retry_seconds = 5;

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

HttpResponse with_retry(HttpResponse response, std::int64_t seconds) {
  response.headers.push_back({"Retry-After", std::to_string(seconds)});
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
  return with_retry(problem(503, "unavailable", refusal.error), unavailable_retry_seconds);
}

}  // namespace

Receiver::Receiver(const Config& config, ReceiverParts parts)
    : parts_(std::move(parts)),
      origins_(config.origins),
      proxies_(config.proxies),
      rate_(config.rate) {}

void Receiver::handle(HttpRequest request, HttpRespond respond) {
  // The request is gone when an answer comes later.
  auto complete = [headers = headers_for(request),
                   respond = std::move(respond)](HttpResponse response) {
    response.headers.insert(response.headers.end(), headers.begin(), headers.end());
    respond(std::move(response));
  };
  route(std::move(request), std::move(complete));
}

std::vector<HttpHeader> Receiver::headers_for(const HttpRequest& request) const {
  std::vector<HttpHeader> headers = {{"Cache-Control", "no-store"},
                                     {"X-Content-Type-Options", "nosniff"}};
  add_cors(request, headers);
  return headers;
}

void Receiver::route(HttpRequest request, HttpRespond respond) {
  if (request.path != submissions_path) return show(request, std::move(respond));
  if (request.method == "OPTIONS") return respond({204, "", "", {{"Allow", "OPTIONS, POST"}}});
  if (request.method != "POST") return respond(method_not_allowed("OPTIONS, POST"));
  if (auto refusal = excess(request)) return respond(std::move(*refusal));
  take(std::move(request), respond);
}

void Receiver::show(const HttpRequest& request, HttpRespond respond) {
  const auto& shown = {keys_path, health_path, metrics_path};
  if (std::find(shown.begin(), shown.end(), request.path) == shown.end()) {
    return respond(problem(404, "there is nothing at this address"));
  }
  if (request.method != "GET" && request.method != "HEAD") {
    return respond(method_not_allowed("GET, HEAD"));
  }
  if (request.path == metrics_path) return parts_.show_metrics(std::move(respond));
  if (request.path == keys_path) return respond({200, "application/json", parts_.keys, {}});
  if (!parts_.ready()) return respond(problem(503, "nothing can be stored; see the log"));
  respond({200, "application/json", R"({"status":"ok"})", {}});
}

std::optional<HttpResponse> Receiver::excess(const HttpRequest& request) {
  const auto origin = origin_of(request.peer, all_headers(request, "X-Forwarded-For"), proxies_);
  const auto excess = rate_.admit(client_of(origin.value_or(IpAddress{})), parts_.steady_time());
  if (!excess) return std::nullopt;
  parts_.metrics.count(excess->reason);
  return with_retry(problem(429, "too many requests; send the same bytes again later"),
                    excess->retry_after_seconds);
}

void Receiver::take(HttpRequest request, const HttpRespond& respond) {
  if (!is_json(header(request, "Content-Type"))) {
    return respond(problem(415, "send the submission as application/json"));
  }
  if (!header(request, "Content-Encoding").empty()) {
    return respond(problem(415, "send the submission without a content encoding"));
  }
  const auto reply = [respond](const IntakeOutcome& outcome) {
    if (const auto* refusal = std::get_if<Refusal>(&outcome)) return respond(answer(*refusal));
    respond({201, "application/json", std::get_if<Stored>(&outcome)->receipt, {}});
  };
  if (parts_.committer.take(std::move(request.body), reply)) return;
  parts_.metrics.count(TurnedAway::busy);
  respond(with_retry(problem(503, "too many requests wait; send the same bytes again later"),
                     busy_retry_seconds));
}

void Receiver::add_cors(const HttpRequest& request, std::vector<HttpHeader>& headers) const {
  if (request.path == keys_path) {
    // Public by their nature, and wanted by verify pages anywhere.
    headers.push_back({"Access-Control-Allow-Origin", "*"});
    return;
  }
  if (origins_.empty() || request.path != submissions_path) return;
  const std::string origin(header(request, "Origin"));
  headers.push_back({"Vary", "Origin"});
  if (std::find(origins_.begin(), origins_.end(), origin) == origins_.end()) return;
  headers.push_back({"Access-Control-Allow-Origin", origin});
  if (request.method != "OPTIONS") {
    // When to try again is for the page to know, too.
    headers.push_back({"Access-Control-Expose-Headers", "Retry-After"});
    return;
  }
  headers.push_back({"Access-Control-Allow-Methods", "POST"});
  headers.push_back({"Access-Control-Allow-Headers", "content-type"});
  headers.push_back({"Access-Control-Max-Age", "600"});
}

}  // namespace precall::sync
