// The spool in one SQLite file: the schema and every statement on it.
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
  static Result<std::unique_ptr<SqliteSpool>> open(const std::string& path);

  Result<std::int64_t> recover(Instant now) override;
  Result<std::optional<AcceptOutcome>> find(std::string_view id, std::string_view sha256) override;
  Result<std::vector<AcceptOutcome>> accept(const std::vector<SpooledSubmission>& submissions,
                                            const std::vector<std::string>& targets) override;
  Result<std::optional<Claim>> claim(std::string_view target, Instant now) override;
  std::optional<Error> finish(const Claim& claim, const Transition& transition,
                              Instant now) override;
  Result<std::optional<Instant>> next_due(std::string_view target) override;
  Result<std::vector<StateCount>> counts() override;
  Result<std::vector<DeliveryRow>> deliveries(const Selection& selection, std::string_view state,
                                              std::size_t rows_max) override;
  Result<std::vector<JournalEntry>> journal(std::string_view id) override;
  Result<std::int64_t> release(const Selection& selection, const std::string& reason,
                               Instant now) override;
  Result<std::int64_t> discard(const Selection& selection, const std::string& reason,
                               Instant now) override;
  Result<std::int64_t> erase(std::string_view id, const std::string& reason, Instant now) override;
  Result<std::int64_t> expire(Instant before, Instant now) override;
  Result<ScanReport> scan(bool quarantine, Instant now) override;
  std::optional<Error> for_each(
      std::int64_t after,
      const std::function<bool(std::int64_t, const SpooledSubmission&)>& each) override;
  bool broken() const override;

 private:
  explicit SqliteSpool(std::unique_ptr<Database> database) : database_(std::move(database)) {}
  std::optional<Error> migrate(const std::string& path);
  std::optional<AcceptOutcome> stored(std::string_view id, std::string_view sha256);
  void insert(const SpooledSubmission& submission, const std::vector<std::string>& targets);
  std::optional<Error> transaction(const std::function<void()>& work);

  // SQLite takes one thread at a time on a connection.
  mutable std::mutex mutex_;
  std::unique_ptr<Database> database_;
};

}  // namespace precall::sync
