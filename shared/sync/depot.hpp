// What receives and keeps, opened together: the policies, the keys, the spool, and the intake
// between them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sync/config.hpp"
#include "sync/edges.hpp"
#include "sync/intake.hpp"
#include "sync/signing.hpp"
#include "sync/spool.hpp"

namespace precall::sync {

class Depot {
 public:
  // Loads the policies and proves the current one before it opens the spool, or makes it.
  static Result<std::unique_ptr<Depot>> open(const Config& config, const Edges& edges);

  Spool& spool() { return *spool_; }
  Intake& intake() { return intake_; }
  const SigningKeys& keys() const { return keys_; }

 private:
  Depot(const Config& config, PolicyBook policies, SigningKeys keys, std::unique_ptr<Spool> spool,
        const Edges& edges);

  PolicyBook policies_;
  SigningKeys keys_;
  std::unique_ptr<Spool> spool_;
  Intake intake_;
};

}  // namespace precall::sync
