// Writes receipts.
#include "sync/receipt.hpp"

#include "submission/submission.hpp"

namespace precall::sync {

Json to_json(const Receipt& receipt) {
  Json verdict = nullptr;
  if (receipt.verdict) verdict = *receipt.verdict;
  return Json{
      {"format", "precall.receipt/1"},          {"id", receipt.id},
      {"code", receipt_code(receipt.id)},       {"submission_sha256", receipt.submission_sha256},
      {"policy_sha256", receipt.policy_sha256}, {"verdict", verdict},
      {"received_at", receipt.received_at}};
}

}  // namespace precall::sync
