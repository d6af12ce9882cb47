// Takes the bytes of a submission in: checks them, stores them, answers with a receipt. It knows
// nothing of HTTP, so that files and other hand-ins can come the same way.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "submission/submission.hpp"
#include "sync/edges.hpp"
#include "sync/receipt.hpp"
#include "sync/spool.hpp"

namespace precall::sync {

enum class RefusalKind {
  malformed,     // not UTF-8, or not JSON as we read it
  not_accepted,  // JSON, but not a submission that may be stored
  conflict,      // the id is taken by other bytes
  unavailable    // the spool cannot store; the sender should try again later
};

// Nothing was stored.
struct Refusal {
  RefusalKind kind = RefusalKind::malformed;
  Error error;  // its place is a JSON Pointer into the submission
};

using IntakeOutcome = std::variant<Stored, Refusal>;

// A submission that was examined, and has its receipt, but is not stored yet. A refused one is on
// its way as well where its id could be read: the same bytes may have been stored before, under
// policies that are gone.
struct Examination {
  std::string id;  // empty where nothing can have been stored
  std::string sha256;
  std::variant<Arrival, Refusal> result;
  std::string log_line;  // once it is stored
};

// The receipt's text, signed or not.
using WriteReceipt = std::function<std::string(const Receipt&)>;

class Intake {
 public:
  // Spool and policies outlive the intake.
  Intake(Spool& spool, const PolicyBook& policies, std::vector<std::string> targets,
         WriteReceipt write_receipt, Edges edges);

  // Checks, writes the receipt and packs. May be called from several threads; never touches the
  // spool.
  Examination examine(std::string_view bytes) const;

  // Stores all of them in one commit and answers in their order. The same bytes always get the
  // receipt they got first, whatever has changed since.
  std::vector<IntakeOutcome> store(std::vector<Examination> examinations);

  // Both, for one.
  IntakeOutcome take(std::string_view bytes);

  // False while nothing can be stored: for good, or because the disk is full.
  bool ready() const { return !spool_.broken() && !spool_.full(); }

 private:
  IntakeOutcome refused(const Examination& examination, const Refusal& refusal);
  Refusal unavailable(const Error& error) const;

  Spool& spool_;
  const PolicyBook& policies_;
  std::vector<std::string> targets_;
  WriteReceipt write_receipt_;
  Edges edges_;
};

}  // namespace precall::sync
