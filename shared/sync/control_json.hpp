// The answers of control.hpp as JSON.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "sync/spool.hpp"

namespace precall::sync {

// The text, or null for bytes that are not UTF-8: a damaged spool may hold anything.
Json valid_text(const std::string& text);

Json counts_json(const std::vector<StateCount>& counts);
Json row_json(const DeliveryRow& row);
Json journal_json(const JournalEntry& entry);
Json export_json(std::int64_t sequence, const SpooledSubmission& submission,
                 const std::vector<DeliveryRow>& deliveries);
Json scan_json(const ScanReport& report);
// Whether a scan found nothing wrong.
bool is_sound(const ScanReport& report);

}  // namespace precall::sync
