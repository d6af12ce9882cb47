// The real spool, intake and senders, put together as the service does it.
#include "uploader.hpp"

#include "sync/receipt.hpp"
#include "sync/spool_sqlite.hpp"

namespace precall::sync::sim {
namespace {

// A log that is emptied after some pages, instead of thousands, shows more in a short run.
constexpr std::int64_t log_pages_max = 60;

std::vector<std::string> names_of(const std::vector<std::unique_ptr<Backend>>& backends) {
  std::vector<std::string> names;
  for (const auto& backend : backends) names.push_back(backend->name());
  return names;
}

// A signature is one more member of the text, and has tests of its own.
std::string unsigned_receipt(const Receipt& receipt) {
  return canonical(to_json(receipt));
}

}  // namespace

Result<std::unique_ptr<Uploader>> Uploader::start(const Surroundings& around) {
  const auto log_pages = static_cast<int>(around.chance.between(1, log_pages_max));
  auto opened = SqliteSpool::open(around.spool_path, log_pages);
  if (!opened) return opened.error();
  auto spool = with_canary(std::move(opened).value(), around.canary);
  const auto recovered = spool->recover(around.time.clock());
  if (!recovered) return recovered.error();
  const auto scanned = spool->scan({.quarantine = true}, around.time.clock());
  if (!scanned) return scanned.error();
  return std::unique_ptr<Uploader>(new Uploader(around, std::move(spool)));
}

Uploader::Uploader(const Surroundings& around, std::unique_ptr<Spool> spool)
    : spool_(std::move(spool)),
      wire_(around.disk, around.chance, around.crashes, around.losses),
      intake_(*spool_, around.requests.policies, names_of(around.backends), unsigned_receipt,
              around.edges) {
  for (const auto& backend : around.backends) {
    auto target = wire_.target_for(*backend, around.edges);
    senders_.push_back(std::make_unique<Sender>(*spool_, std::move(target), around.edges));
  }
}

}  // namespace precall::sync::sim
