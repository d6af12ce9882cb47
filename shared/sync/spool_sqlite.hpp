// The spool in one SQLite file. Its functions are in three files: requests and attempts in
// spool_sqlite.cpp, what people and retention decide in spool_acts.cpp, reading all in
// spool_scan.cpp.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "sync/database.hpp"
#include "sync/spool.hpp"

namespace precall::sync {

class SqliteSpool : public Spool {
 public:
  // Opens or makes the spool in `path`. Fails while another process has it open.
  static Result<std::unique_ptr<SqliteSpool>> open(const std::string& path,
                                                   int log_pages_max = log_pages_usual);

  Result<std::int64_t> recover(Instant now) override;
  Result<std::optional<AcceptOutcome>> find(std::string_view id, std::string_view sha256) override;
  Result<std::vector<AcceptOutcome>> accept(const std::vector<Arrival>& arrivals,
                                            const std::vector<std::string>& targets) override;
  Result<std::optional<Claim>> claim(std::string_view target, Instant now) override;
  std::optional<Error> finish(const Claim& claim, const Transition& transition,
                              Instant now) override;
  Result<std::optional<Instant>> next_due(std::string_view target) override;
  std::optional<Error> hasten(std::string_view target, Instant latest, Instant now) override;
  Result<std::vector<StateCount>> counts() override;
  Result<std::vector<DeliveryRow>> deliveries(const Selection& selection, std::string_view state,
                                              std::size_t rows_max) override;
  Result<std::optional<Newest>> newest() override;
  Result<std::vector<JournalEntry>> journal(std::string_view id) override;
  Result<std::int64_t> release(const Selection& selection, const std::string& reason,
                               Instant now) override;
  Result<std::int64_t> discard(const Selection& selection, const std::string& reason,
                               Instant now) override;
  Result<std::int64_t> erase(std::string_view id, const std::string& reason, Instant now) override;
  Result<Expiry> expire(Instant before, Instant now) override;
  Result<ScanReport> scan(const ScanScope& scope, Instant now) override;
  std::optional<Error> for_each(
      std::int64_t after,
      const std::function<bool(std::int64_t, const SpooledSubmission&)>& each) override;
  // Never waits for what another thread does.
  bool broken() const override { return database_->broken(); }
  bool full() const override { return database_->full(); }
  std::optional<Error> try_commit() override;

 private:
  struct Row {
    std::int64_t sequence = 0;
    std::string chain;
    SpooledSubmission submission;
  };

  explicit SqliteSpool(std::unique_ptr<Database> database) : database_(std::move(database)) {}
  // Whoever waits goes before whoever comes back: reading everything in pages holds up a receipt
  // by one page.
  std::unique_lock<std::mutex> lock();
  std::optional<Error> transaction(const std::function<void()>& work);
  std::optional<Error> empty_log();

  // Within a transaction:
  std::optional<AcceptOutcome> stored(std::string_view id, std::string_view sha256);
  std::string chain_head();
  void insert(const Arrival& arrival, const std::string& chain,
              const std::vector<std::string>& targets);
  void record(const JournalEntry& entry);
  void strip(std::int64_t sequence, DeliveryState state, const std::string& reason, Instant now);
  void quarantine(const Row& row, std::string_view reason, Instant now);
  void check_store(StoreCheck store, ScanReport& report);

  Result<std::int64_t> act(const char* name, const char* update, const Selection& selection,
                           const std::string& reason, Instant now);
  Result<Expiry> expire_some(Instant before, Instant now);
  Result<std::vector<Row>> rows_after(std::int64_t sequence);

  // SQLite takes one thread at a time on a connection.
  std::mutex next_;
  std::mutex mutex_;
  std::unique_ptr<Database> database_;
};

}  // namespace precall::sync
