// Takes the bytes of a submission in: checks them, stores them, answers with a receipt. It knows
// nothing of HTTP, so that files and other hand-ins can come the same way.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "submission/submission.hpp"
#include "sync/edges.hpp"
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

class Intake {
 public:
  // Spool and policies outlive the intake.
  Intake(Spool& spool, const PolicyBook& policies, std::vector<std::string> targets, Edges edges);

  // The same bytes always get the receipt they got first, whatever has changed since.
  IntakeOutcome take(std::string_view bytes);

  // False once nothing can be stored any more.
  bool ready() const { return !spool_.broken(); }

 private:
  IntakeOutcome store(const Examined& examined, std::string_view bytes, const std::string& sha256,
                      Instant now);
  Refusal unavailable(const Error& error) const;

  Spool& spool_;
  const PolicyBook& policies_;
  std::vector<std::string> targets_;
  Edges edges_;
};

}  // namespace precall::sync
