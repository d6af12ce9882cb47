// Opens one part after the other.
#include "sync/depot.hpp"

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
  auto keys = SigningKeys::load(config.signing_keys);
  if (!keys) return keys.error();
  if (auto error = make_directory(directory_of(config.spool))) return *error;
  auto spool = SqliteSpool::open(config.spool);
  if (!spool) return spool.error();
  return std::unique_ptr<Depot>(new Depot(config, std::move(policies).value(),
                                          std::move(keys).value(), std::move(spool).value(),
                                          edges));
}

}  // namespace precall::sync
