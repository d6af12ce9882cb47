// How the spool keeps the bytes of a submission: as an LZ4 frame, which `lz4 -d` reads as well.
// They shrink to less than half, and with them what every commit has to write twice.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace precall::sync {

std::string pack(std::string_view bytes);

// What was packed, `bytes_max` bytes at most. Anything that is not such a frame, whole, gives "":
// the digest that stands beside it tells that.
std::string unpack(std::string_view packed, std::size_t bytes_max);

}  // namespace precall::sync
