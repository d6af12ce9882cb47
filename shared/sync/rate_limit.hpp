// How many requests one client, and all together, may send. It owns no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "sync/address.hpp"
#include "sync/config.hpp"
#include "sync/metrics.hpp"

namespace precall::sync {

// Microseconds of a clock that never goes back.
using Microseconds = std::int64_t;

// A bucket of tokens, one taken by each request and one put back every `interval`; held as the
// moment when it will be full again (the "generic cell rate algorithm").
class TokenBucket {
 public:
  // How long until a token is there; 0 if one is there now. None is taken yet.
  Microseconds wait(Microseconds now, Microseconds interval, std::int64_t size) const;
  void take(Microseconds now, Microseconds interval);
  bool full(Microseconds now) const { return full_at_ <= now; }

 private:
  Microseconds full_at_ = 0;
};

class RateLimiter {
 public:
  explicit RateLimiter(const RateConfig& config) : config_(config) {}

  struct Excess {
    TurnedAway reason;
    std::int64_t retry_after_seconds;  // at least 1
  };
  // Counts the request of this client (see client_of), unless there are too many. A minute's
  // requests may come at once, and in all a second's. Constant time but for a sweep now and then.
  std::optional<Excess> admit(const IpAddress& client, Microseconds now);

  std::size_t clients() const { return clients_.size(); }

 private:
  struct Hash {
    std::size_t operator()(const IpAddress& address) const;
  };
  TokenBucket& bucket_of(const IpAddress& client, Microseconds now);

  RateConfig config_;
  TokenBucket total_;
  std::unordered_map<IpAddress, TokenBucket, Hash> clients_;
  // Once there are limits::rate_addresses_max clients with something on their account, all further
  // ones share this.
  TokenBucket strangers_;
  Microseconds swept_at_ = 0;
};

}  // namespace precall::sync
