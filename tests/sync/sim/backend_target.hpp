// Delivery to a simulated back end, by the rules that every target keeps.
#pragma once

#include <map>
#include <string>

#include "backend.hpp"
#include "disk.hpp"
#include "sync/target.hpp"

namespace precall::sync::sim {

class BackendTarget : public Target {
 public:
  // With `crashes`, the machine that sends goes down now and then, before or after the exchange.
  BackendTarget(Backend& backend, SimDisk& disk, Chance& chance, const SimTime& time, bool crashes);

  const std::string& id() const override { return backend_.name(); }
  DeliveryOutcome deliver(const Claim& claim) override;

 private:
  DeliveryOutcome create(const Claim& claim);
  bool settled(const std::string& id) const;
  void crash_perhaps();

  Backend& backend_;
  SimDisk& disk_;
  Chance& chance_;
  const SimTime& time_;
  bool crashes_;
  std::int64_t started_at_;
  std::map<std::string, std::int64_t> attempted_at_;  // by this process, in time that passed
};

}  // namespace precall::sync::sim
