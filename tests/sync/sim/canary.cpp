// Spools that pass everything on, and do one thing wrong.
#include "canary.hpp"

#include <map>

namespace precall::sync::sim {
namespace {

class PassingSpool : public Spool {
 public:
  explicit PassingSpool(std::unique_ptr<Spool> inner) : inner_(std::move(inner)) {}

  Result<std::int64_t> recover(Instant now) override { return inner_->recover(now); }
  Result<std::optional<AcceptOutcome>> find(std::string_view id, std::string_view sha256) override {
    return inner_->find(id, sha256);
  }
  Result<std::vector<AcceptOutcome>> accept(const std::vector<Arrival>& arrivals,
                                            const std::vector<std::string>& targets) override {
    return inner_->accept(arrivals, targets);
  }
  Result<std::optional<Claim>> claim(std::string_view target, Instant now) override {
    return inner_->claim(target, now);
  }
  std::optional<Error> finish(const Claim& claim, const Transition& transition,
                              Instant now) override {
    return inner_->finish(claim, transition, now);
  }
  Result<std::optional<Instant>> next_due(std::string_view target) override {
    return inner_->next_due(target);
  }
  std::optional<Error> hasten(std::string_view target, Instant latest, Instant now) override {
    return inner_->hasten(target, latest, now);
  }
  Result<std::vector<StateCount>> counts() override { return inner_->counts(); }
  Result<std::vector<DeliveryRow>> deliveries(const Selection& selection, std::string_view state,
                                              std::size_t rows_max) override {
    return inner_->deliveries(selection, state, rows_max);
  }
  Result<std::vector<JournalEntry>> journal(std::string_view id) override {
    return inner_->journal(id);
  }
  Result<std::int64_t> release(const Selection& selection, const std::string& reason,
                               Instant now) override {
    return inner_->release(selection, reason, now);
  }
  Result<std::int64_t> discard(const Selection& selection, const std::string& reason,
                               Instant now) override {
    return inner_->discard(selection, reason, now);
  }
  Result<std::int64_t> erase(std::string_view id, const std::string& reason, Instant now) override {
    return inner_->erase(id, reason, now);
  }
  Result<Expiry> expire(Instant before, Instant now) override {
    return inner_->expire(before, now);
  }
  Result<ScanReport> scan(const ScanScope& scope, Instant now) override {
    return inner_->scan(scope, now);
  }
  std::optional<Error> for_each(
      std::int64_t after,
      const std::function<bool(std::int64_t, const SpooledSubmission&)>& each) override {
    return inner_->for_each(after, each);
  }
  bool broken() const override { return inner_->broken(); }
  Result<std::optional<Newest>> newest() override { return inner_->newest(); }
  bool full() const override { return inner_->full(); }
  std::optional<Error> try_commit() override { return inner_->try_commit(); }

 private:
  std::unique_ptr<Spool> inner_;
};

// Answers at once, and stores when the next attempt is looked for.
class EarlyReceiptSpool : public PassingSpool {
 public:
  using PassingSpool::PassingSpool;

  Result<std::vector<AcceptOutcome>> accept(const std::vector<Arrival>& arrivals,
                                            const std::vector<std::string>& targets) override {
    std::vector<AcceptOutcome> outcomes;
    for (const Arrival& arrival : arrivals) {
      const auto earlier = find(arrival.id, arrival.sha256);
      if (!earlier) return earlier.error();
      const auto [later, fresh] = later_.emplace(arrival.id, arrival);
      if (earlier.value()) {
        outcomes.push_back(*earlier.value());
      } else {
        outcomes.push_back(Stored{later->second.receipt, !fresh});
      }
    }
    targets_ = targets;
    return outcomes;
  }
  Result<std::optional<Instant>> next_due(std::string_view target) override {
    if (auto error = store()) return *error;
    return PassingSpool::next_due(target);
  }
  Result<std::vector<DeliveryRow>> deliveries(const Selection& selection, std::string_view state,
                                              std::size_t rows_max) override {
    if (auto error = store()) return *error;
    return PassingSpool::deliveries(selection, state, rows_max);
  }

 private:
  std::optional<Error> store() {
    std::vector<Arrival> all;
    for (const auto& [id, arrival] : later_) all.push_back(arrival);
    if (all.empty()) return std::nullopt;
    const auto stored = PassingSpool::accept(all, targets_);
    if (!stored) return stored.error();
    later_.clear();
    return std::nullopt;
  }

  std::map<std::string, Arrival> later_;
  std::vector<std::string> targets_;
};

class NewIdSpool : public PassingSpool {
 public:
  using PassingSpool::PassingSpool;

  Result<std::optional<Claim>> claim(std::string_view target, Instant now) override {
    auto claimed = PassingSpool::claim(target, now);
    if (!claimed || !claimed.value() || claimed.value()->attempt == 1) return claimed;
    Claim claim = *claimed.value();
    claim.submission.id += suffix;
    return std::optional<Claim>(std::move(claim));
  }
  std::optional<Error> finish(const Claim& claim, const Transition& transition,
                              Instant now) override {
    Claim real = claim;
    if (real.attempt > 1) real.submission.id.resize(real.submission.id.size() - suffix.size());
    return PassingSpool::finish(real, transition, now);
  }

 private:
  static constexpr std::string_view suffix = "-again";
};

}  // namespace

std::optional<Canary> canary_named(std::string_view name) {
  if (name == "no-sync") return Canary::no_sync;
  if (name == "early-receipt") return Canary::early_receipt;
  if (name == "new-id") return Canary::new_id;
  return std::nullopt;
}

std::unique_ptr<Spool> with_canary(std::unique_ptr<Spool> spool, Canary canary) {
  if (canary == Canary::early_receipt) {
    return std::make_unique<EarlyReceiptSpool>(std::move(spool));
  }
  if (canary == Canary::new_id) return std::make_unique<NewIdSpool>(std::move(spool));
  return spool;
}

}  // namespace precall::sync::sim
