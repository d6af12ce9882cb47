// A stored submission as targets show it to people and hand it on.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "sync/spool.hpp"
#include "sync/targets/template.hpp"

namespace precall::sync {

// The three parts, read again.
struct Content {
  Json submission;
  Json receipt;
  Json examined;
};

// Nothing if the spool holds anything but JSON.
std::optional<Content> read_content(const SpooledSubmission& submission);

// A page of Vietnamese for staff: code, time, verdict with its reasons, what the customer filled
// in, and the answers by their ids in the policy.
std::string staff_summary(const Content& content);

// {"examined","receipt","submission"}, indented.
std::string document_text(const Content& content);

// What a mapping's placeholders can name besides variables and secrets: see is_content_name.
Values content_values(const SpooledSubmission& submission, const Content& content);

// "id", "code", "received_at", "verdict", "verdict_text", "reasons", "summary",
// "summary_html" (the same, escaped for a back end that takes HTML), "form",
// "submission", "receipt", "examined", "document" (JSON as text), or "field.ID".
bool is_content_name(std::string_view name);

}  // namespace precall::sync
