// Freezes them as the browser does.
#include "requests.hpp"

#include "../support.hpp"

namespace precall::sync::sim {

Requests make_requests() {
  Requests requests;
  requests.policies = test::test_policies();
  for (std::size_t i = 0; i < requests_max; ++i) {
    const std::string id = "0c1b6a52-6a4e-4f0e-9d53-0f4b1c2d3e" + std::to_string(10 + i);
    // Long ones need several pages of the database.
    std::string message = "Yêu cầu số " + std::to_string(i) + ".";
    for (std::size_t words = i * 16; words > 0; --words) message += " xin giúp";
    requests.all.push_back(Request{id, test::support_request(requests.policies, id, message)});
  }
  return requests;
}

}  // namespace precall::sync::sim
