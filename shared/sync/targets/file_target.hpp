// Delivery into a directory: one readable JSON file for each submission. The target for a company
// that has no other back end yet, and the one that every installation can test with.
#pragma once

#include <string>

#include "sync/target.hpp"

namespace precall::sync {

class FileTarget : public Target {
 public:
  FileTarget(std::string id, std::string directory);

  const std::string& id() const override { return id_; }

  // Writes DIRECTORY/<day of receipt>-<code>.json: {"examined","receipt","submission"}. A file of
  // that name that holds the same submission counts as delivered, so a repeated attempt changes
  // nothing; one that holds anything else is left alone, and the delivery is refused.
  DeliveryOutcome deliver(const Claim& claim) override;

 private:
  std::string id_;
  std::string directory_;
};

}  // namespace precall::sync
