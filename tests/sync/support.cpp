// Makes directories and submissions for the tests.
#include "support.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <mutex>

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "submission/freeze.hpp"
#include "sync/control_line.hpp"
#include "sync/files.hpp"
#include "sync/packing.hpp"
#include "sync/receipt.hpp"

namespace precall::sync::test {

TemporaryDirectory::TemporaryDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "precall-sync-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryDirectory::path(std::string_view name) const {
  return path_ + "/" + std::string(name);
}

std::vector<std::string> TemporaryDirectory::entries(std::string_view name) const {
  std::vector<std::string> names;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator(path(name), missing)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Edges TestEdges::edges() const {
  return Edges{
      [clock = now] { return clock->load(); }, [](std::uint64_t bound) { return bound - 1; },
      [lines = log, mutex = std::make_shared<std::mutex>()](LogLevel, const std::string& line) {
        const std::lock_guard lock(*mutex);
        lines->push_back(line);
      },
      [clock = now] { return clock->load(); }};
}

std::string numbered_id(std::size_t i) {
  const std::string digits = std::to_string(i);
  return "0c1b6a52-6a4e-4f0e-9d53-" + std::string(12 - digits.size(), '0') + digits;
}

PolicyBook test_policies() {
  const auto text = read_file(PRECALL_POLICY_FILE, limits::policy_bytes_max);
  REQUIRE(text);
  auto policy = load_policy(text.value());
  REQUIRE(policy);
  PolicyBook book;
  book.current = policy->policy.sha256;
  book.by_digest.emplace(book.current, std::move(policy).value());
  return book;
}

Json json_of(std::string_view text) {
  const auto json = parse_json(text, limits::policy_bytes_max);
  REQUIRE(json);
  return json.value();
}

std::string policy_with_error() {
  const auto text = read_file(PRECALL_POLICY_FILE, limits::policy_bytes_max);
  REQUIRE(text);
  return with_member(text.value(), "/rules/0/when", json_of(R"({"and": [
    {"var": "owner_verified"}, {"!": [{"var": "owner_verified"}]}]})"));
}

std::string support_request(const PolicyBook& policies, std::string_view id,
                            std::string_view message) {
  const CompiledPolicy& compiled = policies.by_digest.at(policies.current);
  const std::string at = "2026-11-23T08:58:00+07:00";
  Draft draft;
  draft.id = std::string(id);
  draft.nonce = "00112233445566778899aabbccddeeff";
  draft.created_at = at;
  draft.client_name = "test";
  draft.client_version = "1";
  draft.answers.resize(compiled.policy.questions.size());
  for (std::size_t q = 0; q < draft.answers.size(); ++q) {
    const Question& question = compiled.policy.questions[q];
    if (question.type == QuestionType::boolean) draft.answers[q] = 1;
    if (question.type == QuestionType::choice) draft.answers[q] = 0;
    if (question.type == QuestionType::integer) draft.answers[q] = 0;
    if (question.type == QuestionType::date) draft.answers[q] = make_day(2027, 1, 31);
    if (question.consent) draft.consents.push_back({question.id, Language::vi, at});
  }
  const Day today = day_at(test_now, compiled.policy.utc_offset_minutes);
  draft.asked = asked_questions(compiled, draft.answers, today);
  draft.consents.push_back({"contact_consent", Language::vi, at});
  draft.fields = {{"name", "Nguyễn Văn An"},
                  {"phone", "+84912345678"},
                  {"website", "https://example.vn"},
                  {"topic", "Thư điện tử"},
                  {"message", std::string(message)}};
  return freeze(compiled, compiled.policy.support, draft, today);
}

std::string with_member(const std::string& bytes, const std::string& pointer, const Json& value) {
  Json document = *parse_json(bytes, limits::policy_bytes_max).operator->();
  document[Json::json_pointer(pointer)] = value;
  return canonical(document);
}

std::string without_member(const std::string& bytes, const std::string& key) {
  Json document = *parse_json(bytes, limits::submission_bytes_max).operator->();
  document.erase(key);
  return canonical(document);
}

SpooledSubmission spooled(std::string_view id, std::string bytes) {
  SpooledSubmission submission;
  submission.id = std::string(id);
  submission.sha256 = sha256_hex(bytes);
  submission.bytes = std::move(bytes);
  submission.receipt = canonical(to_json(Receipt{submission.id, submission.sha256, "policy",
                                                 "eligible", timestamp_at(test_now, 420)}));
  submission.examined = R"({"verdict":"eligible"})";
  submission.received_at = test_now;
  return submission;
}

std::unique_ptr<Spool> open_spool(const TemporaryDirectory& directory) {
  auto spool = SqliteSpool::open(directory.path("spool.db"));
  REQUIRE_MESSAGE(spool, (spool ? std::string() : to_line(spool.error())));
  return std::move(spool).value();
}

Arrival arrival_of(const SpooledSubmission& submission) {
  return {submission.id,      pack(submission.bytes), submission.sha256,
          submission.receipt, submission.examined,    submission.received_at};
}

Result<AcceptOutcome> accept_one(Spool& spool, const SpooledSubmission& submission,
                                 const std::vector<std::string>& targets) {
  const auto outcomes = spool.accept({arrival_of(submission)}, targets);
  if (!outcomes) return outcomes.error();
  return outcomes->front();
}

Config test_config(const TemporaryDirectory& directory) {
  Config config;
  config.address = "127.0.0.1";
  config.spool = directory.path("spool.db");
  config.control = directory.path("control.sock");
  config.policies = {PRECALL_POLICY_FILE};
  config.targets = {{"file", FileTargetConfig{directory.path("requests")}}};
  config.signing_keys = {directory.path("spool.db.key")};
  config.origins = {"https://www.example.vn"};
  config.rate = {0, 0};
  return config;
}

Json status_of(const Config& config, const std::string& arguments) {
  const auto line = open_control_line(config, ControlPurpose::look, TestEdges().edges());
  REQUIRE_MESSAGE(line, (line ? std::string() : to_line(line.error())));
  const auto answer = line.value()->perform("status", arguments);
  REQUIRE_MESSAGE(answer, (answer ? std::string() : to_line(answer.error())));
  return json_of(answer.value());
}

std::string counts_of(const Config& config) {
  return canonical(status_of(config)["targets"]);
}

std::string name_of_outcome(const DeliveryOutcome& outcome) {
  static const char* const names[] = {"delivered", "later",    "not yet",
                                      "refused",   "doubtful", "unusable"};
  return names[outcome.index()];
}

}  // namespace precall::sync::test
