// IP addresses and networks, and which address a request comes from when proxies stand in between.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precall::sync {

// IPv6; an IPv4 address is held as ::ffff:a.b.c.d.
using IpAddress = std::array<std::uint8_t, 16>;

std::optional<IpAddress> parse_address(std::string_view text);

struct Network {
  IpAddress address{};
  unsigned bits = 128;
};

// "10.0.0.0/8", or an address alone.
std::optional<Network> parse_network(const std::string& text);

bool contains(const Network& network, const IpAddress& address);

// The address that counts as one client: the whole of an IPv4 address, the first 64 bits of an IPv6
// one, because a connection is given at least so many to choose from.
IpAddress client_of(const IpAddress& address);

// The address that a request comes from. X-Forwarded-For (all of its lines, joined by commas) is
// believed only as far as trusted proxies wrote it: from its right end to the first address that
// is no proxy. Nothing for a peer without an address.
std::optional<IpAddress> origin_of(std::string_view peer, std::string_view forwarded_for,
                                   const std::vector<Network>& proxies);

// "mail.example.vn:587", "127.0.0.1" or "[::1]:25": what stands after a scheme where no user and no
// path are wanted.
bool is_host_and_port(std::string_view text);

}  // namespace precall::sync
