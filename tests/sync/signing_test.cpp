// Keys and signed receipts: what is signed verifies, and no key file is taken on trust.
#include "sync/signing.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.hpp"
#include "submission/verify.hpp"
#include "support.hpp"
#include "sync/depot.hpp"
#include "sync/files.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

// As on disk; the first is made if it is missing.
SigningKeys keys_in(const std::vector<std::string>& paths) {
  if (!file_exists(paths.front())) REQUIRE_FALSE(make_key(paths.front()));
  const auto keys = SigningKeys::load(paths);
  REQUIRE_MESSAGE(keys, (keys ? std::string() : to_line(keys.error())));
  return keys.value();
}

std::string place_of_error(const std::vector<std::string>& paths) {
  const auto keys = SigningKeys::load(paths);
  return keys ? "no error" : keys.error().place;
}

Receipt receipt_of(const std::string& submission) {
  const Json document = json_of(submission);
  return Receipt{document["id"], sha256_hex(submission), document["policy"]["sha256"], "eligible",
                 timestamp_at(test_now, 420)};
}

Verification verified(const std::string& submission, const std::string& receipt,
                      const KeyRing& ring) {
  const auto policy = read_file(PRECALL_POLICY_FILE, std::size_t{1} << 20);
  REQUIRE(policy);
  const std::string keys = canonical(keys_json(ring));
  const auto gathered = gather_dossier({submission, receipt, policy.value(), keys});
  const auto* dossier = std::get_if<Dossier>(&gathered);
  REQUIRE(dossier != nullptr);
  return verify_dossier(*dossier);
}

}  // namespace

TEST_CASE("a key is made for its owner only, and found again") {
  const TemporaryDirectory directory;
  const std::string path = directory.path("keys/one.key");
  const SigningKeys keys = keys_in({path});
  CHECK(is_private(path));
  CHECK(keys.public_keys().size() == 1);
  CHECK(keys_in({path}).public_keys() == keys.public_keys());
  CHECK(place_of_error({path, directory.path("keys/two.key")}) == directory.path("keys/two.key"));
}

TEST_CASE("a key is made for an empty spool or beside the old one, and a lost one never replaced") {
  const TemporaryDirectory directory;
  Config config = test_config(directory);
  const auto opened = [&] { return Depot::open(config, TestEdges().edges()); };
  CHECK(opened());
  REQUIRE(::unlink(config.signing_keys.front().c_str()) == 0);
  {
    const auto depot = opened();
    REQUIRE(depot);
    depot.value()->intake().take(support_request(test_policies(), id_one));
  }
  const std::string key = config.signing_keys.front();
  config.signing_keys = {directory.path("new.key"), key};
  CHECK(opened());
  CHECK(file_exists(directory.path("new.key")));

  config.signing_keys = {key};
  REQUIRE(::unlink(key.c_str()) == 0);
  const auto refused = opened();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().place == key);
  CHECK_FALSE(file_exists(key));
  config.signing_keys = {key, directory.path("new.key")};
  CHECK_FALSE(opened());
}

TEST_CASE("no key is made beside a spool that another process has") {
  const TemporaryDirectory directory;
  const auto spool = open_spool(directory);
  CHECK_FALSE(Depot::open(test_config(directory), TestEdges().edges()));
  CHECK_FALSE(file_exists(test_config(directory).signing_keys.front()));
}

TEST_CASE("a signed receipt verifies to the end") {
  const TemporaryDirectory directory;
  const SigningKeys keys = keys_in({directory.path("one.key")});
  const std::string submission = support_request(test_policies(), id_one);
  const std::string receipt = keys.sign(receipt_of(submission));
  const Verification good = verified(submission, receipt, keys.public_keys());
  CHECK(good.result() == Holds::yes);
  CHECK(good.countersigned);
  for (const char* member : {"/verdict", "/received_at", "/code", "/id", "/policy_sha256"}) {
    CAPTURE(member);
    const std::string altered = with_member(receipt, member, "2026-11-24T09:00:00+07:00");
    const Verification bad = verified(submission, altered, keys.public_keys());
    CHECK_FALSE(bad.countersigned);
    CHECK(bad.result() == Holds::no);
  }
}

TEST_CASE("after a change of keys, the new one signs and receipts of the old one verify") {
  const TemporaryDirectory directory;
  const SigningKeys before = keys_in({directory.path("old.key")});
  const SigningKeys after = keys_in({directory.path("new.key"), directory.path("old.key")});
  const std::string submission = support_request(test_policies(), id_one);
  CHECK(after.public_keys().size() == 2);
  const std::string old_receipt = before.sign(receipt_of(submission));
  const std::string new_receipt = after.sign(receipt_of(submission));
  CHECK(old_receipt != new_receipt);
  CHECK(verified(submission, old_receipt, after.public_keys()).countersigned);
  CHECK(verified(submission, new_receipt, after.public_keys()).countersigned);
  CHECK_FALSE(verified(submission, new_receipt, before.public_keys()).countersigned);
}

TEST_CASE("a key file that is odd or open to others is refused by its name") {
  const TemporaryDirectory directory;
  const std::string path = directory.path("one.key");
  keys_in({path});
  const std::string good = read_file(path, 4096).value();
  const auto place_with = [&](const std::string& text) {
    REQUIRE_FALSE(write_file(directory.path(""), "other.key", text, 0600));
    return place_of_error({directory.path("other.key")});
  };
  const std::string other = directory.path("other.key");
  CHECK(place_with(good) == "no error");
  CHECK(place_with("secret") == other);
  CHECK(place_with(with_member(good, "/format", "x")) == other + " /format");
  CHECK(place_with(with_member(good, "/seed", "00")) == other + " /seed");
  CHECK(place_with(with_member(good, "/id", "0000000000000000")) == other + " /id");
  REQUIRE(::chmod(path.c_str(), 0640) == 0);
  CHECK(place_of_error({path}) == path);
}
