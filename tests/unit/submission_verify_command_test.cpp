// `precall submission verify` as a process: what it prints, and its exit codes.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/digest.hpp"
#include "process.hpp"
#include "submission_support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

const std::string policy_path = PRECALL_SOURCE_DIR "/shared/policy/choixanh.policy.json";

Json receipt_of(const Json& submission) {
  return {{"format", "precall.receipt/1"},
          {"id", submission["id"]},
          {"code", receipt_code(submission["id"].get_ref<const std::string&>())},
          {"submission_sha256", sha256_hex(canonical(submission))},
          {"policy_sha256", company().policy.sha256},
          {"verdict", "eligible"},
          {"received_at", "2026-11-22T09:05:00+07:00"}};
}

std::string saved(const Json& submission, const Json& receipt) {
  return canonical(
      {{"format", "precall.saved/1"}, {"receipt", receipt}, {"submission", canonical(submission)}});
}

Finished verify(std::vector<std::string> arguments, const std::string& input = {}) {
  arguments.insert(arguments.begin(), {"submission", "verify"});
  return run(PRECALL_TOOL, arguments, input);
}

}  // namespace

TEST_CASE("submission verify exits with 0 and a tick for each check that holds") {
  const Json submission = honest_submission();
  const TemporaryFile file(saved(submission, receipt_of(submission)));
  const Finished finished = verify({file.path(), "--policy", policy_path, "--lang", "en"});
  CHECK(finished.status == 0);
  CHECK(finished.errors.empty());
  CHECK(finished.output.find("✓ The code ") != std::string::npos);
  CHECK(finished.output.find("✗") == std::string::npos);
  CHECK(finished.output.find("? The receipt bears no signature.") != std::string::npos);
  CHECK(finished.output.find("1 point could not be checked") != std::string::npos);
}

TEST_CASE("submission verify exits with 1 and a cross where something was altered") {
  const Json submission = honest_submission();
  const TemporaryFile file(
      saved(with(submission, "/fields/name", "Somebody Else"), receipt_of(submission)));
  const Finished finished = verify({file.path(), "--policy", policy_path});
  CHECK(finished.status == 1);
  CHECK(finished.output.find("✗ Nội dung yêu cầu khác với nội dung đã được tiếp nhận.") !=
        std::string::npos);
  CHECK(finished.output.find("Có 1 điểm không khớp.") != std::string::npos);
}

TEST_CASE("submission verify without a policy says what it could not check, and exits with 0") {
  const Json submission = honest_submission();
  const TemporaryFile file(canonical(submission));
  const TemporaryFile receipt(canonical(receipt_of(submission)));
  const Finished finished = verify({receipt.path(), file.path(), "--json", "--lang", "en"});
  CHECK(finished.status == 0);
  const Json json = json_of(finished.output);
  CHECK(is_string(json["holds"], "open"));
  CHECK(is_string(json["heading"], "4 points could not be checked; everything else matches"));
}

TEST_CASE("submission verify refuses what is no request with one line, and exits with 2") {
  const TemporaryFile other("{\"format\":\"other\"}");
  const TemporaryFile receipt(canonical(receipt_of(honest_submission())));
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"/nowhere/at/all.json"}, "/nowhere/at/all.json: cannot be read"},
      {{other.path()}, other.path() + " at /format: not a file that can be verified"},
      {{receipt.path()}, "there is no request among the files"},
      {{other.path(), "--lang", "fr"}, "--lang: not a language"},
      {{}, "files is required"}};
  for (const auto& [arguments, words] : cases) {
    const Finished finished = verify(arguments);
    CAPTURE(finished.errors);
    CHECK(finished.status == 2);
    CHECK(finished.output.empty());
    CHECK(finished.errors.find(words) != std::string::npos);
    CHECK(std::count(finished.errors.begin(), finished.errors.end(), '\n') == 1);
  }
}
