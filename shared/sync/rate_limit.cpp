// The arithmetic of the buckets, and which clients are remembered.
#include "sync/rate_limit.hpp"

#include <algorithm>
#include <string_view>

#include "base/limits.hpp"

namespace precall::sync {
namespace {

constexpr Microseconds second = 1000000;
constexpr Microseconds minute = 60 * second;
// A sweep looks at every client, so it must not come with every request of a flood.
constexpr Microseconds sweep_interval = second;

std::int64_t whole_seconds(Microseconds time) {
  return std::max<std::int64_t>(1, (time + second - 1) / second);
}

}  // namespace

Microseconds TokenBucket::wait(Microseconds now, Microseconds interval, std::int64_t size) const {
  return std::max<Microseconds>(0, full_at_ - now - interval * (size - 1));
}

void TokenBucket::take(Microseconds now, Microseconds interval) {
  full_at_ = std::max(full_at_, now) + interval;
}

std::optional<RateLimiter::Excess> RateLimiter::admit(const IpAddress& client, Microseconds now) {
  TokenBucket* own = nullptr;
  const std::int64_t per_minute = config_.per_address_per_minute;
  const std::int64_t per_second = config_.per_second;
  if (per_minute > 0) {
    own = &bucket_of(client, now);
    const Microseconds wait = own->wait(now, minute / per_minute, per_minute);
    if (wait > 0) return Excess{TurnedAway::address_rate, whole_seconds(wait)};
  }
  // Whoever is over their own limit takes nothing from the others.
  if (per_second > 0) {
    const Microseconds wait = total_.wait(now, second / per_second, per_second);
    if (wait > 0) return Excess{TurnedAway::total_rate, whole_seconds(wait)};
    total_.take(now, second / per_second);
  }
  if (own != nullptr) own->take(now, minute / per_minute);
  return std::nullopt;
}

TokenBucket& RateLimiter::bucket_of(const IpAddress& client, Microseconds now) {
  const auto known = clients_.find(client);
  if (known != clients_.end()) return known->second;
  if (clients_.size() >= limits::rate_addresses_max && now - swept_at_ >= sweep_interval) {
    swept_at_ = now;
    // A full bucket is as good as none.
    std::erase_if(clients_, [now](const auto& item) { return item.second.full(now); });
  }
  if (clients_.size() >= limits::rate_addresses_max) return strangers_;
  return clients_[client];
}

std::size_t RateLimiter::Hash::operator()(const IpAddress& address) const {
  return std::hash<std::string_view>()(
      {reinterpret_cast<const char*>(address.data()), address.size()});
}

}  // namespace precall::sync
