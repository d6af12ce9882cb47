// Members in the order of their names in control.hpp.
#include "sync/control_json.hpp"

#include "base/nfc.hpp"

namespace precall::sync {

Json valid_text(const std::string& text) {
  return text_form(text) == TextForm::not_utf8 ? Json(nullptr) : Json(text);
}

Json counts_json(const std::vector<StateCount>& counts) {
  Json targets = Json::object();
  for (const StateCount& item : counts) targets[item.target][item.state] = item.count;
  return targets;
}

Json row_json(const DeliveryRow& row) {
  return Json{{"id", row.id},
              {"code", row.code},
              {"target", row.target},
              {"state", row.state},
              {"attempts", row.attempts},
              {"reason", valid_text(row.reason)},
              {"remote_id", valid_text(row.remote_id)},
              {"received_at", timestamp_at(row.received_at, 0)},
              {"changed_at", timestamp_at(row.changed_at, 0)},
              {"due_at", timestamp_at(row.due_at, 0)}};
}

Json journal_json(const JournalEntry& entry) {
  return Json{{"at", timestamp_at(entry.at, 0)},
              {"act", entry.act},
              {"id", entry.id},
              {"target", entry.target},
              {"reason", valid_text(entry.reason)}};
}

Json export_json(std::int64_t sequence, const SpooledSubmission& submission,
                 const std::vector<DeliveryRow>& deliveries) {
  Json states = Json::object();
  for (const DeliveryRow& row : deliveries) {
    states[row.target] = Json{{"state", row.state},
                              {"attempts", row.attempts},
                              {"reason", valid_text(row.reason)},
                              {"remote_id", valid_text(row.remote_id)},
                              {"changed_at", timestamp_at(row.changed_at, 0)}};
  }
  const bool there = !submission.bytes.empty();
  return Json{{"sequence", sequence},
              {"id", submission.id},
              {"sha256", submission.sha256},
              {"received_at", timestamp_at(submission.received_at, 0)},
              {"receipt", valid_text(submission.receipt)},
              {"submission", there ? valid_text(submission.bytes) : Json(nullptr)},
              {"examined", there ? valid_text(submission.examined) : Json(nullptr)},
              {"damaged", !there && !submission.erased},
              {"states", states}};
}

bool is_sound(const ScanReport& report) {
  return report.damaged.empty() && report.unreceipted.empty() && report.forged.empty() &&
         report.chain_broken_at.empty() && report.database.empty();
}

Json scan_json(const ScanReport& report) {
  return Json{{"sound", is_sound(report)},
              {"submissions", report.submissions},
              {"erased", report.erased},
              {"damaged", report.damaged},
              {"unreceipted", report.unreceipted},
              {"signatures", report.signatures},
              {"forged", report.forged},
              {"chain_broken_at", report.chain_broken_at},
              {"chain_head", report.chain_head},
              {"database", report.database},
              {"database_checked", report.store == StoreCheck::whole}};
}

}  // namespace precall::sync
