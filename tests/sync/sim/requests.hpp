// The requests that customers send in a run: real ones, frozen once for all runs.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "submission/submission.hpp"

namespace precall::sync::sim {

struct Request {
  std::string id;
  std::string bytes;
};

// More customers than this do not come in one run.
inline constexpr std::size_t requests_max = 24;

struct Requests {
  PolicyBook policies;
  std::vector<Request> all;  // requests_max of them, each with an id and words of its own
};

Requests make_requests();

}  // namespace precall::sync::sim
