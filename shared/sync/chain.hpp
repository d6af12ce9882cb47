// The chain over everything that was accepted: no row can be altered, removed or put in between
// without breaking every link after it. Erasure leaves it intact, for it holds digests only.
#pragma once

#include <string>
#include <string_view>

namespace precall::sync {

// Stands where the link before the first would be.
inline constexpr std::string_view chain_start =
    "0000000000000000000000000000000000000000000000000000000000000000";

// SHA-256, in lower-case hex, of five lines that each end in LF: "precall.chain/1", the previous
// link, the id, the SHA-256 of the bytes and the SHA-256 of the receipt. All but the id have a
// fixed length, so no two lists of values give the same text.
std::string chain_link(std::string_view previous, std::string_view id, std::string_view sha256,
                       std::string_view receipt);

}  // namespace precall::sync
