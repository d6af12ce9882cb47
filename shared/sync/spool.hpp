// The spool: every submission that got a receipt, and where each of its deliveries stands. What a
// function returned is on disk; time comes in as a value. This is all that the uploader knows of
// its store: spool_sqlite.hpp is one, and a queue in another database can be the next.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "submission/signature.hpp"
#include "sync/delivery.hpp"

namespace precall::sync {

struct SpooledSubmission {
  std::string id;
  std::string bytes;   // as the browser froze them; empty once erased
  std::string sha256;  // of the bytes, when they came in
  std::string receipt;
  std::string examined;  // JSON: what the receiver found; empty once erased
  Instant received_at;
  bool erased = false;  // on record; bytes that are gone otherwise are missing
};

// One on its way in. Whoever makes it packs the bytes (packing.hpp): storing is the work of a
// single thread that everybody waits for.
struct Arrival {
  std::string id;
  std::string packed;
  std::string sha256;  // of the bytes before packing
  std::string receipt;
  std::string examined;
  Instant received_at;
};

struct Stored {
  std::string receipt;
  bool repeated = false;  // the same bytes were stored before; the receipt is the one given then
};

struct Newest {
  std::string receipt;
  Instant received_at;
};

// The id belongs to a submission with other bytes.
struct IdTaken {};

using AcceptOutcome = std::variant<Stored, IdTaken>;

// A delivery whose attempt is on record; nobody else attempts it until `finish`.
struct Claim {
  SpooledSubmission submission;
  std::string target;
  int attempt = 0;                          // 1 for the first
  std::optional<Instant> first_attempt_at;  // of earlier ones, whose outcome may be unknown
  std::optional<Instant> last_attempt_at;
};

// How an attempt ended.
struct Transition {
  DeliveryState state = DeliveryState::waiting;
  std::string reason;     // of waiting, held and quarantined
  std::string remote_id;  // as far as it is known; an earlier one stays
  Instant due_at;         // of waiting: when to try again
};

struct StateCount {
  std::string target;
  std::string state;
  std::int64_t count = 0;
};

// One delivery, for people.
struct DeliveryRow {
  std::string id;
  std::string code;
  std::string target;
  std::string state;
  std::int64_t attempts = 0;
  std::string reason;
  std::string remote_id;
  Instant received_at;
  Instant changed_at;
  Instant due_at;
};

// Which deliveries: all of them where a member is empty.
struct Selection {
  std::string id;
  std::string target;
};

// What somebody did by hand, or the end of retention did: kept for good, without personal data.
struct JournalEntry {
  Instant at;
  std::string act;  // "release", "discard", "erase", "expire", "quarantine"
  std::string id;
  std::string target;  // empty for all
  std::string reason;
};

// What the end of retention took.
struct Expiry {
  std::int64_t submissions = 0;
  std::int64_t open = 0;  // deliveries that were neither delivered nor given up
};

// The store's own check of its file, which others wait for: seconds a GB for `quick`, which leaves
// out whether the indexes agree with the rows, and several times that for `whole`.
enum class StoreCheck { none, quick, whole };

struct ScanScope {
  bool quarantine = false;        // open deliveries of what is damaged or unreceipted
  const KeyRing* keys = nullptr;  // one of which has to have signed each receipt, if there are any
  StoreCheck store = StoreCheck::whole;
};

struct ScanReport {
  std::int64_t submissions = 0;
  std::int64_t erased = 0;               // of them; their digest and chain are checked all the same
  std::vector<std::string> damaged;      // ids whose bytes do not match their digest, or are
                                         // gone without an act on record
  std::vector<std::string> unreceipted;  // ids whose receipt names another id or digest
  std::int64_t signatures = 0;           // how many were checked
  std::vector<std::string> forged;       // ids whose receipt none of the keys has signed
  std::string chain_broken_at;           // the first id whose link is wrong, or empty
  std::string chain_head;                // hex, of the last row; empty in an empty spool
  StoreCheck store = StoreCheck::none;   // what was checked
  // What the store's own check found, empty if all is well; else the rest may be incomplete.
  std::string database;
};

class Spool {
 public:
  Spool() = default;
  virtual ~Spool() = default;
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  // All functions may be called from several threads.

  // Deliveries found `sending` were cut off by a crash: their outcome is unknown, and they wait for
  // another attempt under the same id. Call it once, before the first claim. Returns how many.
  virtual Result<std::int64_t> recover(Instant now) = 0;

  // The receipt of `id`, if there is a submission of that id; IdTaken if it has another digest.
  virtual Result<std::optional<AcceptOutcome>> find(std::string_view id,
                                                    std::string_view sha256) = 0;

  // Stores submissions, their receipts and one delivery for each target in one commit, and chains
  // each to the one before (chain.hpp). Outcomes are in the order of the arrivals; one that is
  // there already, or twice in the list, is a repetition. An Error means that nothing was stored
  // and no receipt may be given.
  virtual Result<std::vector<AcceptOutcome>> accept(const std::vector<Arrival>& arrivals,
                                                    const std::vector<std::string>& targets) = 0;

  // The delivery to `target` that has been due longest, put on record as `sending` first.
  virtual Result<std::optional<Claim>> claim(std::string_view target, Instant now) = 0;
  virtual std::optional<Error> finish(const Claim& claim, const Transition& transition,
                                      Instant now) = 0;
  // When the next delivery to `target` falls due, which may be in the past.
  virtual Result<std::optional<Instant>> next_due(std::string_view target) = 0;
  // Deliveries to `target` that are due later than `latest` fall due now: only a clock that was
  // ahead can have put them there.
  virtual std::optional<Error> hasten(std::string_view target, Instant latest, Instant now) = 0;

  virtual Result<std::vector<StateCount>> counts() = 0;
  // In order of arrival; only those in `state` if that is not empty; `rows_max` at most.
  virtual Result<std::vector<DeliveryRow>> deliveries(const Selection& selection,
                                                      std::string_view state,
                                                      std::size_t rows_max) = 0;
  // In order. Under the empty id stands what was done without naming one.
  virtual Result<std::vector<JournalEntry>> journal(std::string_view id) = 0;

  // What a person decides. Each is one commit and, if it changed anything, one entry of the
  // journal; returns how many deliveries (or submissions, for erase) it changed. The
  // reason is required, reason_bytes_max at most, and no place for personal data.
  //
  // Held and waiting deliveries become due now. Quarantined ones stay: their bytes are not the ones
  // that were receipted.
  virtual Result<std::int64_t> release(const Selection& selection, const std::string& reason,
                                       Instant now) = 0;
  // Deliveries that are not delivered and not being sent are given up. `selection.id` is required.
  virtual Result<std::int64_t> discard(const Selection& selection, const std::string& reason,
                                       Instant now) = 0;
  // Takes bytes and findings out of the store and leaves id, digests, receipt and chain; open
  // deliveries end as erased. Fails while a delivery of it is being sent.
  virtual Result<std::int64_t> erase(std::string_view id, const std::string& reason,
                                     Instant now) = 0;
  // The same, as expired, for what was received before `before`; not what is being sent. An entry
  // of the journal for each, in commits of some hundred, so that receipts are given meanwhile.
  // After an Error it may have been done for some, or the erased text may still be in the store's
  // log, as with erase: call it again.
  virtual Result<Expiry> expire(Instant before, Instant now) = 0;

  // Reads everything, a page at a time; others wait only for the store's own check.
  virtual Result<ScanReport> scan(const ScanScope& scope, Instant now) = 0;
  // Hands each submission that arrived after sequence `after` to `each`, in order of arrival, until
  // it returns false. `each` may use the spool.
  virtual std::optional<Error> for_each(
      std::int64_t after,
      const std::function<bool(std::int64_t sequence, const SpooledSubmission&)>& each) = 0;

  // True after a failure that only a new process can put right. Nothing works any more.
  virtual bool broken() const = 0;

  // Of the submission that arrived last, if any did.
  virtual Result<std::optional<Newest>> newest() = 0;

  // True from a commit that found no space until one succeeds. Receipts and deliveries are such
  // commits; `try_commit` is one that changes nothing.
  virtual bool full() const = 0;
  virtual std::optional<Error> try_commit() = 0;
};

}  // namespace precall::sync
