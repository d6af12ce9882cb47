// The file target: one file a submission, complete or not there, the same however often it is sent.
#include "sync/targets/file_target.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "base/json.hpp"
#include "support.hpp"
#include "sync/files.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

SpooledSubmission submission(std::string_view id) {
  return spooled(id, canonical(Json{{"id", id}, {"fields", {{"name", "Nguyễn Văn An"}}}}));
}

std::string code_of(const SpooledSubmission& submission) {
  return parse_json(submission.receipt, 4096).value()["code"].get<std::string>();
}

std::string name_of_file(const SpooledSubmission& submission) {
  return "2026-11-23-" + code_of(submission) + ".json";
}

Claim claim_of(const SpooledSubmission& submission) {
  return Claim{submission, "file", 1, {}, {}};
}

}  // namespace

TEST_CASE("a delivered file is named by day and code and holds submission, receipt and findings") {
  const TemporaryDirectory directory;
  FileTarget target("file", directory.path("deep/requests"));
  const SpooledSubmission one = submission(id_one);
  const DeliveryOutcome outcome = target.deliver(claim_of(one));
  REQUIRE(std::holds_alternative<Delivered>(outcome));
  CHECK(std::get<Delivered>(outcome).remote_id == name_of_file(one));
  CHECK(directory.entries("deep/requests") == std::vector<std::string>{name_of_file(one)});
  const std::string path = directory.path("deep/requests/" + name_of_file(one));
  const auto text = read_file(path, 65536);
  REQUIRE(text);
  const auto document = parse_json(text.value(), 65536);
  REQUIRE(document);
  CHECK(canonical(document.value()["submission"]) == one.bytes);
  CHECK(canonical(document.value()["receipt"]) == one.receipt);
  CHECK(canonical(document.value()["examined"]) == one.examined);
  CHECK(text.value().find("\n    \"fields\": {") != std::string::npos);
  CHECK(text.value().find("Nguyễn Văn An") != std::string::npos);
  struct stat status = {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0007) == 0);
}

TEST_CASE("delivering again changes nothing, even after staff wrote into the file") {
  const TemporaryDirectory directory;
  FileTarget target("file", directory.path("requests"));
  const SpooledSubmission one = submission(id_one);
  REQUIRE(std::holds_alternative<Delivered>(target.deliver(claim_of(one))));
  const Json noted = {{"submission", {{"id", id_one}}}, {"note", "called back"}};
  REQUIRE_FALSE(write_file(directory.path("requests"), name_of_file(one), canonical(noted)));
  CHECK(std::holds_alternative<Delivered>(target.deliver(claim_of(one))));
  const auto text = read_file(directory.path("requests/" + name_of_file(one)), 65536);
  CHECK(text.value() == canonical(noted));
}

TEST_CASE("a file of that name that holds something else is left alone and the delivery refused") {
  const TemporaryDirectory directory;
  FileTarget target("file", directory.path("requests"));
  const SpooledSubmission one = submission(id_one);
  REQUIRE_FALSE(make_directory(directory.path("requests")));
  for (const std::string& content : {std::string("not JSON"), std::string(),
                                     canonical(Json{{"submission", {{"id", id_two}}}})}) {
    REQUIRE_FALSE(write_file(directory.path("requests"), name_of_file(one), content));
    CHECK(std::holds_alternative<Refused>(target.deliver(claim_of(one))));
    CHECK(read_file(directory.path("requests/" + name_of_file(one)), 65536).value() == content);
  }
}

TEST_CASE("half a file that a crash left behind does not count as delivered") {
  const TemporaryDirectory directory;
  FileTarget target("file", directory.path("requests"));
  const SpooledSubmission one = submission(id_one);
  REQUIRE_FALSE(make_directory(directory.path("requests")));
  REQUIRE_FALSE(write_file(directory.path("requests"), "." + name_of_file(one) + ".part", "{\"su"));
  CHECK(std::holds_alternative<Delivered>(target.deliver(claim_of(one))));
  CHECK(directory.entries("requests") == std::vector<std::string>{name_of_file(one)});
}

TEST_CASE("a directory that cannot be made is tried again later") {
  const TemporaryDirectory directory;
  REQUIRE_FALSE(write_file(directory.path(""), "requests", "a file"));
  FileTarget target("file", directory.path("requests"));
  CHECK(std::holds_alternative<TryLater>(target.deliver(claim_of(submission(id_one)))));
}
