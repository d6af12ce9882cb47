// One life of the uploader: what its process holds from the start to the end.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "backend.hpp"
#include "canary.hpp"
#include "disk.hpp"
#include "requests.hpp"
#include "sync/edges.hpp"
#include "sync/intake.hpp"
#include "sync/sender.hpp"
#include "wire.hpp"

namespace precall::sync::sim {

// What stays when a process ends.
struct Surroundings {
  std::string spool_path;
  Canary canary = Canary::none;
  bool crashes = false;  // while it talks to a back end
  bool losses = false;   // of what is said there
  const Requests& requests;
  std::vector<std::unique_ptr<Backend>>& backends;
  SimDisk& disk;
  Chance& chance;
  const SimTime& time;
  Edges edges;
};

class Uploader {
 public:
  // In the order of the real service: the spool, what was cut off, a look at everything.
  static Result<std::unique_ptr<Uploader>> start(const Surroundings& around);

  Spool& spool() { return *spool_; }
  Intake& intake() { return intake_; }
  std::vector<std::unique_ptr<Sender>>& senders() { return senders_; }

 private:
  Uploader(const Surroundings& around, std::unique_ptr<Spool> spool);

  std::unique_ptr<Spool> spool_;
  Wire wire_;
  Intake intake_;
  std::vector<std::unique_ptr<Sender>> senders_;
};

}  // namespace precall::sync::sim
