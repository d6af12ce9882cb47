// What the spool packs comes out byte for byte, and nothing else comes out at all.
#include "sync/packing.hpp"

#include <doctest/doctest.h>

#include "base/limits.hpp"

using namespace precall;
using namespace precall::sync;

namespace {

constexpr std::size_t most = limits::submission_bytes_max;

// Bytes of every value, in no pattern that could be packed.
std::string noise(std::size_t size) {
  std::string bytes;
  std::uint32_t state = 1;
  for (std::size_t i = 0; i < size; ++i) {
    state = state * 1664525 + 1013904223;
    bytes += static_cast<char>(state >> 24);
  }
  return bytes;
}

}  // namespace

TEST_CASE("bytes come out as they went in") {
  const std::string even(most, 'x');
  for (const std::string& bytes : {std::string("{}"), std::string("a\0b", 3), noise(most), even}) {
    CHECK(unpack(pack(bytes), most) == bytes);
  }
  CHECK(pack(even).size() < most / 100);
}

TEST_CASE("a frame that is cut, changed, followed by more, or too large gives nothing") {
  const std::string bytes = noise(1000) + std::string(1000, 'x');
  const std::string packed = pack(bytes);
  for (std::size_t size = 0; size < packed.size(); ++size) {
    CHECK(unpack(packed.substr(0, size), most).empty());
  }
  for (std::size_t at = 0; at < packed.size(); ++at) {
    std::string changed = packed;
    changed[at] = static_cast<char>(changed[at] ^ 0x41);
    CHECK(unpack(changed, most) != bytes);
  }
  CHECK(unpack(packed + "x", most).empty());
  CHECK(unpack(packed + packed, most).empty());
  CHECK(unpack(packed, bytes.size()) == bytes);
  CHECK(unpack(packed, bytes.size() - 1).empty());
  CHECK(unpack(bytes, most).empty());
  CHECK(unpack("", most).empty());
}
