// The public HTTP interface: which paths and methods there are, and how outcomes are answered.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sync/http_message.hpp"
#include "sync/intake.hpp"

namespace precall::sync {

// POST /v1/submissions (application/json)  201 with the receipt, whether stored now or before
//                                          400 413 415 422 503 with a problem (problem.hpp)
// GET  /v1/keys                            200 with the public keys that receipts are signed with
// GET  /healthz                            200 {"status":"ok"}, 503 once nothing can be stored
// Other methods 405, other paths 404. Pages of the configured origins may post from elsewhere
// (CORS); a JSON post from any other page is stopped by its browser before it is sent.
class Receiver {
 public:
  // `stored` is called after each submission that was stored now; the intake outlives the receiver.
  Receiver(Intake& intake, std::string keys, std::vector<std::string> origins,
           std::function<void()> stored);

  HttpResponse handle(const HttpRequest& request);

 private:
  HttpResponse route(const HttpRequest& request);
  HttpResponse take(const HttpRequest& request);
  void add_cors(const HttpRequest& request, HttpResponse& response) const;

  Intake& intake_;
  std::string keys_;
  std::vector<std::string> origins_;
  std::function<void()> stored_;
};

}  // namespace precall::sync
