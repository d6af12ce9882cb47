// A proof written down. It is evidence of what was found, not a credential: whoever relies on a
// policy proves it again, so a certificate that is forged changes nothing.
#pragma once

#include "rules/findings.hpp"

namespace precall {

// Findings that are not accepted, by severity, and the accepted ones.
struct FindingCounts {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t information = 0;
  std::size_t accepted = 0;
};

FindingCounts count_findings(const Proof& proof);

// The answers as an object that `precall check` reads.
Json witness_answers(const Policy& policy, const Witness& witness);

// {format, policy: {id, version, sha256}, engine, day, refused, counts, findings, witnesses}. A
// finding is {finding, kind, severity, pointer, about, message, accepted, witnesses}, a witness
// {answers, verdict, reasons}; `witnesses` has one, or null, for the id of every rule. Canonical
// (RFC 8785), so that the same proof has the same bytes on every host.
std::string certificate(const Policy& policy, const Proof& proof);

}  // namespace precall
