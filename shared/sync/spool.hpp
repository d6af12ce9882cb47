// The spool: every submission that got a receipt, and where each of its deliveries stands. What it
// returned is on disk; time comes in as a value. Another store can implement the same functions.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "sync/database.hpp"
#include "sync/delivery.hpp"

namespace precall::sync {

struct SpooledSubmission {
  std::string id;
  std::string bytes;   // as the browser froze them
  std::string sha256;  // of the bytes, when they came in
  std::string receipt;
  std::string examined;  // JSON: what the receiver found
  Instant received_at;
};

struct Stored {
  std::string receipt;
  bool repeated = false;  // the same bytes were stored before; the receipt is the one given then
};

// The id belongs to a submission with other bytes.
struct IdTaken {};

using AcceptOutcome = std::variant<Stored, IdTaken>;

// A delivery whose attempt is on record; nobody else attempts it until `finish`.
struct Claim {
  SpooledSubmission submission;
  std::string target;
  int attempt = 0;  // 1 for the first
};

// How an attempt ended.
struct Transition {
  DeliveryState state = DeliveryState::waiting;
  std::string reason;     // of waiting, held and quarantined
  std::string remote_id;  // of delivered
  Instant due_at;         // of waiting: when to try again
};

struct StateCount {
  std::string target;
  std::string state;
  std::int64_t count = 0;
};

class Spool {
 public:
  // Opens or makes the spool in `path`. Fails while another process has it open.
  static Result<std::unique_ptr<Spool>> open(const std::string& path);

  // Deliveries found `sending` were cut off by a crash: their outcome is unknown, and they wait for
  // another attempt under the same id. Call it once, before the first claim. Returns how many.
  Result<std::int64_t> recover(Instant now);

  // The receipt of `id`, if there is a submission of that id; IdTaken if it has another digest.
  Result<std::optional<AcceptOutcome>> find(std::string_view id, std::string_view sha256);

  // Stores the submission, its receipt and one delivery for each target, all or nothing. An Error
  // means that no receipt may be given.
  Result<AcceptOutcome> accept(const SpooledSubmission& submission,
                               const std::vector<std::string>& targets);

  // The delivery to `target` that has been due longest, put on record as `sending` first.
  Result<std::optional<Claim>> claim(std::string_view target, Instant now);
  std::optional<Error> finish(const Claim& claim, const Transition& transition, Instant now);
  // When the next delivery to `target` falls due, which may be in the past.
  Result<std::optional<Instant>> next_due(std::string_view target);

  Result<std::vector<StateCount>> counts();

  // True after a failure that only a new process can put right. Nothing works any more.
  bool broken() const { return database_->broken(); }

 private:
  explicit Spool(std::unique_ptr<Database> database) : database_(std::move(database)) {}
  std::optional<Error> migrate(const std::string& path);
  std::optional<AcceptOutcome> stored(std::string_view id, std::string_view sha256);

  std::unique_ptr<Database> database_;
};

}  // namespace precall::sync
