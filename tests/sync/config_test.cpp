// Configuration: what is read, and that every mistake is named by its place.
#include "sync/config.hpp"

#include <doctest/doctest.h>

#include <utility>

#include "support.hpp"
#include "sync/files.hpp"
#include "sync/policies.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

Json good() {
  return Json{{"listen", "127.0.0.1:8081"},
              {"spool", "var/spool.db"},
              {"policies", {"a.json"}},
              {"targets", {{{"id", "file"}, {"kind", "file"}, {"directory", "var/requests"}}}}};
}

std::string place_of_error(const std::string& pointer, const Json& value) {
  Json document = good();
  document[Json::json_pointer(pointer)] = value;
  const auto config = parse_config(canonical(document));
  return config ? "no error" : config.error().place;
}

}  // namespace

TEST_CASE("a minimal config has the defaults that its documentation names") {
  const auto config = parse_config(canonical(good()));
  REQUIRE(config);
  CHECK(config->address == "127.0.0.1");
  CHECK(config->port == 8081);
  CHECK(config->spool == "var/spool.db");
  CHECK(config->control == "var/spool.db.sock");
  CHECK(config->policies == std::vector<std::string>{"a.json"});
  CHECK(std::get<FileTargetConfig>(config->targets.at(0).kind).directory == "var/requests");
  CHECK(config->signing_keys == std::vector<std::string>{"var/spool.db.key"});
  CHECK_FALSE(config->retention_days);
  CHECK(config->origins.empty());
}

TEST_CASE("IPv6 addresses stand in brackets") {
  Json document = good();
  document["listen"] = "[::1]:0";
  const auto config = parse_config(canonical(document));
  REQUIRE(config);
  CHECK(config->address == "::1");
  CHECK(config->port == 0);
}

TEST_CASE("a wrong member of the config is named by its pointer") {
  for (const char* listen : {"", "8081", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
                             "127.0.0.1:80x", "localhost:80", "::1:80", "127.0.0.1:-1"}) {
    CAPTURE(listen);
    CHECK(place_of_error("/listen", listen) == "/listen");
  }
  CHECK(place_of_error("/listen", 8081) == "/listen");
  CHECK(place_of_error("/spool", "") == "/spool");
  CHECK(place_of_error("/control", good()["spool"]) == "/control");
  CHECK(place_of_error("/signing_keys", Json::array({good()["spool"]})) == "/signing_keys/0");
  CHECK(place_of_error("/policies", Json::array()) == "/policies");
  CHECK(place_of_error("/policies/0", 1) == "/policies/0");
  CHECK(place_of_error("/targets", Json::array()) == "/targets");
  CHECK(place_of_error("/targets/0/id", "File") == "/targets/0/id");
  CHECK(place_of_error("/targets/0/kind", "carrier pigeon") == "/targets/0/kind");
  CHECK(place_of_error("/targets/0/directory", nullptr) == "/targets/0/directory");
  CHECK(place_of_error("/targets/0/url", "x") == "/targets/0/url");
  CHECK(place_of_error("/targets/1", good()["targets"][0]) == "/targets/1/id");
  CHECK(place_of_error("/lisen", "x") == "/lisen");
}

TEST_CASE("targets of every kind are read, and their mistakes named") {
  Json document = good();
  document["targets"] = json_of(R"([
    {"id": "rt", "kind": "http", "mapping": "rt.json", "variables": {"queue": "Support"},
     "secrets": {"token": {"file": "token"}, "other": {"env": "OTHER"}}},
    {"id": "mail", "kind": "mail", "server": "smtps://mail.example.vn", "from": "web@example.vn",
     "to": ["support@example.vn"], "username": "web", "password": {"env": "MAIL_PASSWORD"}}])");
  const auto config = parse_config(canonical(document));
  REQUIRE_MESSAGE(config, (config ? std::string() : to_line(config.error())));
  const auto& http = std::get<HttpTargetConfig>(config->targets.at(0).kind);
  CHECK(http.mapping == "rt.json");
  CHECK(http.variables.at("queue") == "Support");
  CHECK(http.secrets.at("token").kind == SecretSource::Kind::file);
  CHECK(http.secrets.at("other").kind == SecretSource::Kind::environment);
  const auto& mail = std::get<MailTargetConfig>(config->targets.at(1).kind);
  CHECK(mail.to == std::vector<std::string>{"support@example.vn"});
  CHECK(mail.password->name == "MAIL_PASSWORD");
  const auto place = [&](const char* pointer, const Json& value) {
    Json changed = document;
    changed[Json::json_pointer(pointer)] = value;
    const auto wrong = parse_config(canonical(changed));
    return wrong ? std::string("no error") : wrong.error().place;
  };
  CHECK(place("/targets/0/secrets/token", "plain text") == "/targets/0/secrets/token");
  CHECK(place("/targets/0/secrets/token/env", "X") == "/targets/0/secrets/token");
  CHECK(place("/targets/0/variables/queue", 7) == "/targets/0/variables/queue");
  CHECK(place("/targets/0/variables/Queue", "x") == "/targets/0/variables/Queue");
  CHECK(place("/targets/0/directory", "x") == "/targets/0/directory");
  for (const char* wrong :
       {"mail.example.vn", "smtp://", "smtps://mail example", "smtp://mail.example.vn/",
        "smtps://mail.example.vn?x", "smtp://host:abc", "smtp://host:0", "smtp://host:65536",
        "smtp://user:word@host", "smtp://[::1", "smtp://[::1]x", "smtp://::1", "ftp://host"}) {
    CAPTURE(wrong);
    CHECK(place("/targets/1/server", wrong) == "/targets/1/server");
  }
  for (const char* right : {"smtp://127.0.0.1:25", "smtps://[::1]:465", "smtp://[::1]"}) {
    CAPTURE(right);
    CHECK(place("/targets/1/server", right) == "no error");
  }
  CHECK(place("/targets/1/from", "a@b\r\nBcc: c@d") == "/targets/1/from");
  CHECK(place("/targets/1/to", Json::array()) == "/targets/1/to");
  CHECK(place("/targets/1/to/0", "nobody") == "/targets/1/to/0");
  CHECK(place("/targets/1/password", nullptr) == "/targets/1");
}

TEST_CASE("proxies, rates and retention have to make sense") {
  CHECK(place_of_error("/proxies", json_of(R"(["127.0.0.1", "10.0.0.0/8", "::1/128"])")) ==
        "no error");
  for (const char* wrong :
       {"localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "::1/129", ""}) {
    CAPTURE(wrong);
    CHECK(place_of_error("/proxies", Json::array({wrong})) == "/proxies/0");
  }
  CHECK(place_of_error("/rate", json_of(R"({"per_second": 0})")) == "no error");
  CHECK(place_of_error("/rate", json_of(R"({"per_second": -1})")) == "/rate/per_second");
  CHECK(place_of_error("/rate", json_of(R"({"per_minute": 1})")) == "/rate/per_minute");
  CHECK(place_of_error("/retention_days", 90) == "no error");
  CHECK(place_of_error("/retention_days", 0) == "/retention_days");
}

TEST_CASE("origins are written as browsers send them") {
  const std::pair<const char*, const char*> cases[] = {{"https://www.example.vn", "no error"},
                                                       {"http://127.0.0.1:8080", "no error"},
                                                       {"*", "/origins/0"},
                                                       {"null", "/origins/0"},
                                                       {"https://www.example.vn/", "/origins/0"},
                                                       {"www.example.vn", "/origins/0"},
                                                       {"https://Example.vn", "/origins/0"},
                                                       {"ftp://example.vn", "/origins/0"},
                                                       {"https://example.vn:443", "/origins/0"},
                                                       {"https://example.vn:99999", "/origins/0"},
                                                       {"http://example.vn:80", "/origins/0"}};
  for (const auto& item : cases) {
    CAPTURE(item.first);
    CHECK(place_of_error("/origins", Json::array({item.first})) == item.second);
  }
}

TEST_CASE("a config or policy that cannot be read is named by its file") {
  const auto config = load_config("/nonexistent/config.json");
  REQUIRE_FALSE(config);
  CHECK(config.error().place == "/nonexistent/config.json");
  Config wrong;
  wrong.policies = {"/nonexistent/policy.json"};
  const auto policies = load_policies(wrong.policies, test_now);
  REQUIRE_FALSE(policies);
  CHECK(policies.error().place == "/nonexistent/policy.json");
}

TEST_CASE("the first policy is the current one") {
  Config config;
  config.policies = {PRECALL_POLICY_FILE};
  const auto policies = load_policies(config.policies, test_now);
  REQUIRE(policies);
  CHECK(policies->by_digest.count(policies->current) == 1);
}

TEST_CASE("a current policy with an error is refused, by the finding and its place") {
  const TemporaryDirectory directory;
  REQUIRE_FALSE(write_file(directory.path(""), "bad.json", policy_with_error()));
  const std::string bad = directory.path("bad.json");
  Config config;
  config.policies = {bad, PRECALL_POLICY_FILE};
  const auto refused = load_policies(config.policies, test_now);
  REQUIRE_FALSE(refused);
  CHECK(
      to_line(refused.error()) ==
      bad +
          " /rules/0/when: rule \"ownership_unproven\" never fires: no answers meet its condition "
          "on 2026-11-23; see precall policy check; correct the policy, or accept "
          "never_fires:ownership_unproven in it with a reason");

  // An older policy is kept as it was; requests may have been made under it.
  config.policies = {PRECALL_POLICY_FILE, bad};
  const auto kept = load_policies(config.policies, test_now);
  REQUIRE(kept);
  CHECK(kept->by_digest.size() == 2);

  const Json accepted =
      json_of(R"([{"finding": "never_fires:ownership_unproven", "reason": "a test"}])");
  REQUIRE_FALSE(write_file(directory.path(""), "bad.json",
                           with_member(policy_with_error(), "/accepted_findings", accepted)));
  config.policies = {bad};
  CHECK(load_policies(config.policies, test_now));
}

TEST_CASE("several errors of a policy are counted") {
  const TemporaryDirectory directory;
  const Json always = json_of(R"({"or": [
    {"var": "owner_verified"}, {"!": [{"var": "owner_verified"}]}]})");
  const std::string text = with_member(policy_with_error(), "/rules/3/when", always);
  REQUIRE_FALSE(write_file(directory.path(""), "bad.json", text));
  Config config;
  config.policies = {directory.path("bad.json")};
  const auto refused = load_policies(config.policies, test_now);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().problem.ends_with("on 2026-11-23 (and 2 more)"));
}
