// Writes the lines of a link down and digests them.
#include "sync/chain.hpp"

#include "base/digest.hpp"

namespace precall::sync {

std::string chain_link(std::string_view previous, std::string_view id, std::string_view sha256,
                       std::string_view receipt) {
  std::string lines = "precall.chain/1\n";
  for (const std::string_view line : {previous, id, sha256}) lines.append(line) += '\n';
  return sha256_hex(lines + sha256_hex(receipt) + "\n");
}

}  // namespace precall::sync
