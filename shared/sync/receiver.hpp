// The public HTTP interface: which paths and methods there are, and how outcomes are answered.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sync/address.hpp"
#include "sync/committer.hpp"
#include "sync/config.hpp"
#include "sync/http_message.hpp"
#include "sync/metrics.hpp"
#include "sync/rate_limit.hpp"

namespace precall::sync {

// What the receiver needs of the process around it.
struct ReceiverParts {
  Committer& committer;
  Metrics& metrics;
  std::string keys;                               // the public ones, as JSON
  std::function<bool()> ready;                    // false while nothing can be stored
  std::function<void(HttpRespond)> show_metrics;  // may answer later
  std::function<Microseconds()> steady_time;
};

// POST /v1/submissions (application/json)  201 with the receipt, whether stored now or before
//                                          400 413 415 422 429 503 with a problem (problem.hpp)
// GET  /v1/keys                            200 with the public keys that receipts are signed with
// GET  /healthz                            200 {"status":"ok"}, 503 while nothing can be stored
// GET  /metrics                            200 in the text format of Prometheus
// Other methods 405, other paths 404. Pages of the configured origins may post from elsewhere
// (CORS); a JSON post from any other page is stopped by its browser before it is sent.
class Receiver {
 public:
  // The parts outlive the receiver.
  Receiver(const Config& config, ReceiverParts parts);

  // From one thread.
  void handle(HttpRequest request, HttpRespond respond);
  // Those of every answer: they depend on the request's line and header alone.
  std::vector<HttpHeader> headers_for(const HttpRequest& request) const;

 private:
  void route(HttpRequest request, HttpRespond respond);
  void show(const HttpRequest& request, HttpRespond respond);
  void take(HttpRequest request, const HttpRespond& respond);
  std::optional<HttpResponse> excess(const HttpRequest& request);
  void add_cors(const HttpRequest& request, std::vector<HttpHeader>& headers) const;

  ReceiverParts parts_;
  std::vector<std::string> origins_;
  std::vector<Network> proxies_;
  RateLimiter rate_;
};

}  // namespace precall::sync
