// What has to hold whatever happened: the uploader's promise, checked from outside.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "backend.hpp"
#include "requests.hpp"
#include "sync/spool.hpp"

namespace precall::sync::sim {

// Somebody who sent a request.
struct Customer {
  const Request* request = nullptr;
  std::optional<std::string> receipt;  // given by the uploader, even if the answer was lost
  bool holds = false;                  // the answer came through
};

// Something a person did, and was told that it is done.
struct Act {
  std::string act;
  std::string id;
  std::string reason;
};

class Oracle {
 public:
  Oracle(const std::vector<Customer>& customers,
         const std::vector<std::unique_ptr<Backend>>& backends)
      : customers_(customers), backends_(backends) {}

  void done(Act act) { acts_.push_back(std::move(act)); }

  // What is wrong, if anything is. Remembers what has ended, which must never change again.
  std::optional<std::string> check(Spool& spool, Instant now);
  // Also, that nothing is left to do.
  std::optional<std::string> check_end(Spool& spool, Instant now);

 private:
  using Problem = std::optional<std::string>;
  struct End {
    std::string state;
    std::size_t items = 0;
  };

  Problem check_scan(Spool& spool, Instant now);
  Problem check_submissions(Spool& spool);
  Problem check_submission(const Customer& customer, Spool& spool);
  Problem check_deliveries(Spool& spool);
  Problem check_counts(Spool& spool, const std::vector<DeliveryRow>& rows);
  Problem check_delivery(const DeliveryRow& row, const Backend& backend, Spool& spool);
  Problem check_items(const Backend& backend);
  Problem check_acts(Spool& spool);

  const std::vector<Customer>& customers_;
  const std::vector<std::unique_ptr<Backend>>& backends_;
  std::vector<Act> acts_;
  std::map<std::string, SpooledSubmission> stored_;  // as of the check under way
  std::map<std::pair<std::string, std::string>, End> ended_;
};

}  // namespace precall::sync::sim
