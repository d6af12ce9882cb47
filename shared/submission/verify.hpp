// Whether a receipt and a request belong together and are what they say: from their bytes alone,
// without a network, by the rules of the receiver.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "submission/signature.hpp"
#include "submission/submission.hpp"

namespace precall {

// What there is to go by.
struct Dossier {
  std::string submission;  // the exact bytes
  Json receipt;            // or null
  PolicyBook policies;
  KeyRing keys;  // of the company
};

enum class FileProblem { unreadable, unknown, second, no_request };

// Why nothing can be checked. `file` counts from 0; no_request is of all of them.
struct FileFault {
  FileProblem problem = FileProblem::unreadable;
  std::size_t file = 0;
  Error error;
};

// Sorts files by their "format": a saved request (precall.saved/1, with its receipt), a receipt, a
// submission, policies, and the company's public keys. One request at most, one receipt at most.
std::variant<Dossier, FileFault> gather_dossier(const std::vector<std::string_view>& files);

// One for each outcome of each check.
enum class EvidencePoint {
  request_whole,
  request_broken,
  receipt_whole,
  receipt_broken,
  receipt_missing,
  signature_right,  // value: the id of the key
  signature_wrong,  // value: the id of the key
  signature_broken,
  signature_missing,
  signature_unchecked,  // value: the id of the key, which is not at hand
  bytes_same,
  bytes_differ,
  ids_same,
  ids_differ,
  code_right,        // value: the code
  code_wrong,        // value: the code
  policy_here,       // value: its version
  policy_elsewhere,  // value: its version
  policy_wrong,
  consents_whole,
  consents_unread,  // there, but their words cannot be compared without the policy
  consents_broken,
  shown_right,  // value: the verdict
  shown_wrong,  // value: the verdict as it should be
  shown_broken,
  received_right,  // value: the verdict
  received_wrong,  // value: the verdict as it should be, if there is one
  verdict_unchecked,
  times_odd,
};

enum class Holds { yes, no, open };

Holds holds(EvidencePoint point);

std::string_view name_of(EvidencePoint point);

struct EvidenceCheck {
  EvidencePoint point = EvidencePoint::request_whole;
  std::string value;   // a code, a version, or the name of a verdict
  std::string detail;  // "place: problem; remedy" where something is broken
};

struct Verification {
  std::vector<EvidenceCheck> checks;
  Json submission;     // as far as it could be read, or null
  bool sound = false;  // it is a request under a policy at hand, so that all of it can be shown
  bool countersigned = false;  // by a key at hand
  Holds result() const;        // no if any check says so, else open if any is
};

// Judges the request twice by its own policy: at the time that it says it was made, for the verdict
// that was shown, and when the receipt says it was received. Precondition: none.
Verification verify_dossier(const Dossier& dossier);

}  // namespace precall
