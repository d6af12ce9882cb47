// The wire between the real targets and the simulated back ends: what goes out as HTTP or mail
// becomes a call, and what the back end says becomes a response.
#pragma once

#include <memory>

#include "backend.hpp"
#include "disk.hpp"
#include "sync/edges.hpp"
#include "sync/outgoing.hpp"
#include "sync/target.hpp"

namespace precall::sync::sim {

class Wire {
 public:
  // With `crashes`, the machine that sends goes down now and then, before or after an exchange;
  // with `losses`, requests and answers get lost.
  Wire(SimDisk& disk, Chance& chance, bool crashes, bool losses)
      : disk_(disk), chance_(chance), crashes_(crashes), losses_(losses) {}

  // A real target that is told to deliver to `backend`. Wire and back end outlive it.
  std::unique_ptr<Target> target_for(Backend& backend, const Edges& edges);

 private:
  static constexpr std::uint64_t messages_per_loss = 16;

  RemoteOutcome exchange(Backend& backend, const RemoteRequest& request);
  MailOutcome send(Backend& backend, const Mail& mail);
  void crash_perhaps();
  bool loses() { return losses_ && chance_.one_in(messages_per_loss); }

  SimDisk& disk_;
  Chance& chance_;
  bool crashes_;
  bool losses_;
};

}  // namespace precall::sync::sim
