// Writes submissions as files; the name comes from the receipt, so it is the same at every attempt.
#include "sync/targets/file_target.hpp"

#include "base/limits.hpp"
#include "sync/files.hpp"
#include "sync/targets/content.hpp"

namespace precall::sync {
namespace {

// A file of ours is the submission, its receipt and a verdict, indented.
constexpr std::size_t file_bytes_max = 8 * limits::submission_bytes_max;

bool holds(const std::string& path, const std::string& submission_id) {
  const auto text = read_file(path, file_bytes_max);
  if (!text) return false;
  const auto document = parse_json(text.value(), file_bytes_max);
  if (!document) return false;
  const Json* submission = Reader::find(document.value(), "submission");
  return submission != nullptr && text_at(*submission, "id") == submission_id;
}

}  // namespace

FileTarget::FileTarget(std::string id, std::string directory)
    : id_(std::move(id)), directory_(std::move(directory)) {}

DeliveryOutcome FileTarget::deliver(const Claim& claim) {
  const SpooledSubmission& submission = claim.submission;
  const auto content = read_content(submission);
  if (!content) return Refused{"the stored submission is not JSON"};
  const std::string day = text_at(content->receipt, "received_at").substr(0, 10);
  const std::string name = day + "-" + text_at(content->receipt, "code") + ".json";
  if (auto error = make_directory(directory_)) return TryLater{to_line(*error), {}};

  const std::string path = directory_ + "/" + name;
  if (file_exists(path)) {
    if (!holds(path, submission.id)) return Refused{"another file has the name " + name};
    // An attempt that was cut off may have left it without its directory entry on disk.
    if (auto error = sync_directory(directory_)) return TryLater{to_line(*error), {}};
    return Delivered{name};
  }
  if (auto error = write_file(directory_, name, document_text(*content))) {
    return TryLater{to_line(*error), {}};
  }
  return Delivered{name};
}

}  // namespace precall::sync
