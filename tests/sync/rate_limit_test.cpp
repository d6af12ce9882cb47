// Rates and addresses as plain values: who is counted as whom, and how much each may do.
#include "sync/rate_limit.hpp"

#include <doctest/doctest.h>

#include "base/limits.hpp"
#include "sync/address.hpp"

using namespace precall;
using namespace precall::sync;

namespace {

constexpr Microseconds second = 1000000;

IpAddress address(std::string_view text) {
  const auto parsed = parse_address(text);
  REQUIRE(parsed);
  return *parsed;
}

// The 64-bit network number `i`, each a client of its own.
IpAddress client(std::size_t i) {
  IpAddress made = address("2001:db8::");
  for (std::size_t byte = 0; byte < 4; ++byte) {
    made[4 + byte] = static_cast<std::uint8_t>(i >> (8 * byte));
  }
  return made;
}

std::vector<Network> networks(const std::vector<std::string>& texts) {
  std::vector<Network> made;
  for (const std::string& text : texts) {
    const auto network = parse_network(text);
    REQUIRE(network);
    made.push_back(*network);
  }
  return made;
}

int admitted(RateLimiter& limiter, const IpAddress& who, int requests, Microseconds now) {
  int count = 0;
  for (int i = 0; i < requests; ++i) count += limiter.admit(who, now) ? 0 : 1;
  return count;
}

}  // namespace

TEST_CASE("one client gets its minute's requests at once and then as they come back") {
  RateLimiter limiter(RateConfig{6, 0});
  const IpAddress one = address("192.0.2.1");
  CHECK(admitted(limiter, one, 10, 0) == 6);
  const auto excess = limiter.admit(one, 0);
  REQUIRE(excess);
  CHECK(excess->reason == TurnedAway::address_rate);
  CHECK(excess->retry_after_seconds == 10);
  CHECK(admitted(limiter, one, 10, 10 * second - 1) == 0);
  CHECK(admitted(limiter, one, 10, 10 * second) == 1);
  CHECK(admitted(limiter, one, 10, 30 * second) == 2);
  CHECK(admitted(limiter, one, 10, 3600 * second) == 6);
  CHECK(admitted(limiter, address("192.0.2.2"), 10, 3600 * second) == 6);
}

TEST_CASE("whoever waits as long as told is admitted") {
  RateLimiter limiter(RateConfig{7, 0});
  const IpAddress one = address("192.0.2.1");
  Microseconds now = 123;
  for (int i = 0; i < 100; ++i) {
    const auto excess = limiter.admit(one, now);
    if (!excess) continue;
    now += excess->retry_after_seconds * second;
    CHECK_FALSE(limiter.admit(one, now));
  }
}

TEST_CASE("all together have a limit too, and an excessive client takes nothing of it") {
  RateLimiter limiter(RateConfig{2, 10});
  CHECK(admitted(limiter, client(0), 1000, 0) == 2);
  int others = 0;
  for (std::size_t i = 1; i < 100; ++i) others += admitted(limiter, client(i), 1, 0);
  CHECK(others == 8);
  const auto excess = limiter.admit(client(100), 0);
  REQUIRE(excess);
  CHECK(excess->reason == TurnedAway::total_rate);
  CHECK(excess->retry_after_seconds == 1);
  CHECK_FALSE(limiter.admit(client(100), second));
}

TEST_CASE("0 is no limit") {
  RateLimiter limiter(RateConfig{0, 0});
  CHECK(admitted(limiter, client(1), 100000, 0) == 100000);
  CHECK(limiter.clients() == 0);
}

TEST_CASE("memory is bounded: over the most addresses, new ones share one account") {
  RateLimiter limiter(RateConfig{1, 0});
  for (std::size_t i = 0; i < limits::rate_addresses_max; ++i) {
    REQUIRE_FALSE(limiter.admit(client(i), 0));
  }
  const std::size_t first_over = limits::rate_addresses_max;
  CHECK_FALSE(limiter.admit(client(first_over), 2 * second));
  CHECK(limiter.admit(client(first_over + 1), 2 * second));
  CHECK(limiter.clients() == limits::rate_addresses_max);
  // A minute later all accounts are full again, and forgotten when room is needed.
  CHECK_FALSE(limiter.admit(client(first_over + 1), 100 * second));
  CHECK(limiter.clients() == 1);
}

TEST_CASE("an IPv6 client is its network, an IPv4 client its address however it is written") {
  CHECK(client_of(address("2001:db8:1:2:3:4:5:6")) == client_of(address("2001:db8:1:2::9")));
  CHECK(client_of(address("2001:db8:1:2::")) != client_of(address("2001:db8:1:3::")));
  CHECK(client_of(address("192.0.2.1")) != client_of(address("192.0.2.2")));
  CHECK(client_of(address("::ffff:192.0.2.1")) == client_of(address("192.0.2.1")));
  CHECK(address("fe80::1%eth0") == address("fe80::1"));
  for (const char* bad : {"", "192.0.2", "192.0.2.1:80", "[::1]", "host", "1.2.3.4 "}) {
    CHECK_FALSE(parse_address(bad));
  }
}

TEST_CASE("a network holds the addresses that share its bits") {
  const auto holds = [](const char* network, const char* text) {
    return contains(networks({network})[0], address(text));
  };
  CHECK(holds("10.0.0.0/8", "10.255.0.1"));
  CHECK_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
  CHECK(holds("10.1.2.0/23", "10.1.3.255"));
  CHECK_FALSE(holds("10.1.2.0/23", "10.1.4.0"));
  CHECK(holds("192.0.2.1", "192.0.2.1"));
  CHECK_FALSE(holds("192.0.2.1", "192.0.2.3"));
  CHECK(holds("0.0.0.0/0", "203.0.113.9"));
  CHECK_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
  CHECK(holds("2001:db8::/33", "2001:db8:7fff::1"));
  CHECK_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
  for (const char* bad : {"10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/x", "x/8", "/8"}) {
    CHECK_FALSE(parse_network(bad));
  }
}

TEST_CASE("X-Forwarded-For is believed from its right end, as far as trusted proxies wrote it") {
  const auto proxies = networks({"127.0.0.1", "10.0.0.0/8"});
  const auto origin = [&](const char* peer, const char* forwarded) {
    return origin_of(peer, forwarded, proxies);
  };
  CHECK(origin("127.0.0.1", "") == address("127.0.0.1"));
  CHECK(origin("127.0.0.1", "203.0.113.9") == address("203.0.113.9"));
  CHECK(origin("127.0.0.1", "198.51.100.7, 203.0.113.9") == address("203.0.113.9"));
  CHECK(origin("127.0.0.1", "198.51.100.7,203.0.113.9 ,10.1.1.1") == address("203.0.113.9"));
  CHECK(origin("127.0.0.1", "10.0.0.2, 10.0.0.1") == address("10.0.0.2"));
  CHECK(origin("127.0.0.1", "nonsense, 10.0.0.1") == address("10.0.0.1"));
  CHECK(origin("127.0.0.1", "203.0.113.9, ") == address("127.0.0.1"));
  CHECK(origin("127.0.0.1", "2001:db8::5") == address("2001:db8::5"));
  // A stranger may write what it likes.
  CHECK(origin("203.0.113.9", "198.51.100.7") == address("203.0.113.9"));
  CHECK_FALSE(origin("", "198.51.100.7"));
}
