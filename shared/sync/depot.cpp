// Opens one part after the other.
#include "sync/depot.hpp"

#include "base/json.hpp"
#include "base/limits.hpp"
#include "sync/files.hpp"
#include "sync/policies.hpp"
#include "sync/spool_sqlite.hpp"

namespace precall::sync {
namespace {

std::vector<std::string> target_ids(const Config& config) {
  std::vector<std::string> ids;
  for (const TargetConfig& target : config.targets) ids.push_back(target.id);
  return ids;
}

// A first key that is missing is made for a spool without receipts, or where the key that signed
// the last one stands behind it. Else it was lost, and another in its place would make every
// receipt given so far worthless without anybody noticing.
std::optional<Error> make_missing_key(const Config& config, Spool& spool) {
  const std::string& first = config.signing_keys.front();
  if (file_exists(first)) return std::nullopt;
  const auto newest = spool.newest();
  if (!newest) return newest.error();
  const auto others = public_keys_in(config.signing_keys);
  if (!others) return others.error();
  if (newest.value()) {
    const auto receipt = parse_json(newest.value()->receipt, limits::submission_bytes_max);
    if (!receipt ||
        check_signature(receipt.value(), others.value()).state != SignatureState::right) {
      return Error{
          first, "this key is missing, and the spool has receipts signed with it",
          "restore it from its copy; one that is lost is replaced by a start with an empty spool"};
    }
  }
  return make_key(first);
}

}  // namespace

Depot::Depot(const Config& config, PolicyBook policies, SigningKeys keys,
             std::unique_ptr<Spool> spool, const Edges& edges)
    : policies_(std::move(policies)),
      keys_(std::move(keys)),
      spool_(std::move(spool)),
      intake_(
          *spool_, policies_, target_ids(config),
          [this](const Receipt& receipt) { return keys_.sign(receipt); }, edges) {}

Result<std::unique_ptr<Depot>> Depot::open(const Config& config, const Edges& edges) {
  auto policies = load_policies(config.policies, edges.clock());
  if (!policies) return policies.error();
  if (auto error = make_directory(directory_of(config.spool))) return *error;
  auto spool = SqliteSpool::open(config.spool);
  if (!spool) return spool.error();
  // After the spool, which only one process can have: two would make two keys.
  if (auto error = make_missing_key(config, *spool.value())) return *error;
  auto keys = SigningKeys::load(config.signing_keys);
  if (!keys) return keys.error();
  return std::unique_ptr<Depot>(new Depot(config, std::move(policies).value(),
                                          std::move(keys).value(), std::move(spool).value(),
                                          edges));
}

}  // namespace precall::sync
