// Parsing is the C library's.
#include "sync/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "sync/http_message.hpp"

namespace precall::sync {
namespace {

constexpr IpAddress ipv4_prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr std::size_t ipv4_start = 12;

bool is_ipv4(const IpAddress& address) {
  return std::equal(address.begin(), address.begin() + ipv4_start, ipv4_prefix.begin());
}

IpAddress masked(IpAddress address, unsigned bits) {
  for (unsigned i = 0; i < address.size(); ++i) {
    const unsigned kept = std::clamp(bits, 8 * i, 8 * i + 8) - 8 * i;
    address[i] = static_cast<std::uint8_t>(address[i] & (0xff00U >> kept));
  }
  return address;
}

}  // namespace

std::optional<IpAddress> parse_address(std::string_view text) {
  // A scope ("%eth0") says where this machine heard from the address and is no part of it.
  const std::string plain(text.substr(0, text.find('%')));
  IpAddress address = ipv4_prefix;
  if (::inet_pton(AF_INET, plain.c_str(), address.data() + ipv4_start) == 1) return address;
  if (::inet_pton(AF_INET6, plain.c_str(), address.data()) == 1) return address;
  return std::nullopt;
}

std::optional<Network> parse_network(const std::string& text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  if (slash == std::string::npos) return Network{*address, 128};
  const unsigned most = text.find(':') == std::string::npos ? 32 : 128;
  unsigned bits = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + slash + 1, end, bits);
  if (read.ec != std::errc() || read.ptr != end || bits > most) return std::nullopt;
  return Network{*address, bits + (128 - most)};
}

bool contains(const Network& network, const IpAddress& address) {
  return masked(network.address, network.bits) == masked(address, network.bits);
}

IpAddress client_of(const IpAddress& address) {
  return is_ipv4(address) ? address : masked(address, 64);
}

std::optional<IpAddress> origin_of(std::string_view peer, std::string_view forwarded_for,
                                   const std::vector<Network>& proxies) {
  auto origin = parse_address(peer);
  const auto is_proxy = [&](const IpAddress& address) {
    return std::any_of(proxies.begin(), proxies.end(),
                       [&](const Network& network) { return contains(network, address); });
  };
  while (origin && is_proxy(*origin) && !forwarded_for.empty()) {
    const std::size_t comma = forwarded_for.rfind(',');
    const std::size_t start = comma == std::string_view::npos ? 0 : comma + 1;
    const auto before = parse_address(trimmed(forwarded_for.substr(start)));
    // What a proxy wrote is an address; anything else was there before it.
    if (!before) break;
    origin = before;
    forwarded_for = forwarded_for.substr(0, start == 0 ? 0 : comma);
  }
  return origin;
}

bool is_host_and_port(std::string_view text) {
  const std::size_t bracket = text.starts_with('[') ? text.find(']') : 0;
  if (bracket == std::string_view::npos) return false;
  const std::size_t colon = text.find(':', bracket);
  const std::string_view host = text.substr(0, colon);
  const auto fits = [&](char c) {
    const bool v6 = bracket > 0 && (c == ':' || c == '[' || c == ']');
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || v6;
  };
  if (host.empty() || !std::all_of(host.begin(), host.end(), fits)) return false;
  if (bracket > 0 && host.size() != bracket + 1) return false;
  if (colon == std::string_view::npos) return true;
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + colon + 1, end, port);
  return read.ec == std::errc() && read.ptr == end && port > 0;
}

}  // namespace precall::sync
