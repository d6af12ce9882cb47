// What several tests of the uploader need: a directory, real submissions, a fixed clock.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "submission/submission.hpp"
#include "sync/config.hpp"
#include "sync/edges.hpp"
#include "sync/policies.hpp"
#include "sync/spool_sqlite.hpp"
#include "sync/target.hpp"

namespace precall::sync::test {

// A directory of its own, removed at the end.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  std::string path(std::string_view name) const;
  // Names of the entries, sorted.
  std::vector<std::string> entries(std::string_view name) const;

 private:
  std::string path_;
};

// 2026-11-23T09:00:00+07:00
inline constexpr Instant test_now{1795399200};

// A clock that stands still, the greatest random numbers, and log lines that are kept. Services log
// from several threads; a test reads the lines when these have ended.
struct TestEdges {
  // Atomic, because a test sets it while a service runs in another thread.
  std::shared_ptr<std::atomic<Instant>> now = std::make_shared<std::atomic<Instant>>(test_now);
  std::shared_ptr<std::vector<std::string>> log = std::make_shared<std::vector<std::string>>();

  Edges edges() const;
};

inline constexpr std::string_view id_one = "0c1b6a52-6a4e-4f0e-9d53-0f4b1c2d3e4f";
inline constexpr std::string_view id_two = "5f2d7a10-93b8-4c4d-8a55-77e0d1c2b3a4";

// Any number of other ids.
std::string numbered_id(std::size_t i);

// The company's policy, loaded once for each book.
PolicyBook test_policies();

// Text that the test itself wrote.
Json json_of(std::string_view text);

// The company's policy with a rule that contradicts itself, in canonical form.
std::string policy_with_error();

// The bytes that the browser would send: an eligible customer, both consents given.
std::string support_request(const PolicyBook& policies, std::string_view id,
                            std::string_view message = "Xin cấp lại mật khẩu thư điện tử.");

// The bytes of a submission with one member replaced, in canonical form.
std::string with_member(const std::string& bytes, const std::string& pointer, const Json& value);
std::string without_member(const std::string& bytes, const std::string& key);

// A submission as the spool gives it; the content is made up.
SpooledSubmission spooled(std::string_view id, std::string bytes = "{\"id\":\"x\"}");

// The same on its way in.
Arrival arrival_of(const SpooledSubmission& submission);

// The spool in "spool.db" of the directory.
std::unique_ptr<Spool> open_spool(const TemporaryDirectory& directory);

// Stores one submission for the target "file".
Result<AcceptOutcome> accept_one(Spool& spool, const SpooledSubmission& submission,
                                 const std::vector<std::string>& targets = {"file"});

Config test_config(const TemporaryDirectory& directory);

// What `status` answers to these arguments, whoever has the spool.
Json status_of(const Config& config, const std::string& arguments = "{}");
// {TARGET:{STATE:COUNT}}, as text.
std::string counts_of(const Config& config);

// "delivered", "later", "not yet", "refused", "doubtful" or "unusable".
std::string name_of_outcome(const DeliveryOutcome& outcome);

}  // namespace precall::sync::test
