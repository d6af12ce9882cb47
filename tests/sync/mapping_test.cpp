// Mappings, templates and secrets: what is read, and that every mistake is named by its place.
#include "sync/targets/mapping.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>

#include "support.hpp"
#include "sync/files.hpp"
#include "sync/targets/content.hpp"
#include "sync/targets/http_target.hpp"
#include "sync/targets/secret.hpp"
#include "sync/targets/targets.hpp"
#include "sync/webhook_signature.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

Json good() {
  return json_of(R"({
    "format": "precall.mapping/1",
    "variables": {"url": "where"},
    "secrets": {"key": "which"},
    "create": {"method": "POST", "url": "{{variable.url}}/new", "json": {"a": ["{{code}}"]},
               "id": "/id"},
    "find": {"method": "GET", "url": "https://x.vn/{{id}}", "items": "", "id": "/id"}})");
}

std::string place_of_error(const std::string& pointer, const Json& value) {
  Json document = good();
  document[Json::json_pointer(pointer)] = value;
  const auto mapping = parse_mapping(canonical(document));
  return mapping ? "no error" : mapping.error().place;
}

std::string error_of_make(const Values& supplied) {
  const auto target =
      HttpTarget::make("desk", parse_mapping(canonical(good())).value(), supplied, http_sender(),
                       TestEdges().edges().clock, TestEdges().edges().steady);
  return target ? "no error" : target.error().place;
}

Result<std::string> secret_in(const TemporaryDirectory& directory, const std::string& text,
                              mode_t mode) {
  REQUIRE_FALSE(write_file(directory.path(""), "secret", text));
  const std::string path = directory.path("secret");
  REQUIRE(::chmod(path.c_str(), mode) == 0);
  return read_secret({SecretSource::Kind::file, path});
}

}  // namespace

TEST_CASE("every mapping that is shipped can be used, and has a page") {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(PRECALL_MAPPINGS)) {
    if (entry.path().extension() != ".json") continue;
    CAPTURE(entry.path().string());
    ++count;
    const auto mapping = load_mapping(entry.path().string());
    REQUIRE_MESSAGE(mapping, (mapping ? std::string() : to_line(mapping.error())));
    Values supplied;
    for (const auto& [name, purpose] : mapping->variables) supplied["variable." + name] = "x";
    for (const auto& [name, purpose] : mapping->secrets) {
      supplied["secret." + name] = "whsec_MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1u";
    }
    supplied["variable.url"] = "https://desk.example.vn";
    CHECK(HttpTarget::make("desk", mapping.value(), supplied, http_sender(),
                           TestEdges().edges().clock, TestEdges().edges().steady));
    CHECK(std::filesystem::exists(entry.path().parent_path() / entry.path().stem().concat(".md")));
  }
  CHECK(count == 8);
}

TEST_CASE("a mapping has the defaults that its documentation names") {
  const auto mapping = parse_mapping(canonical(good()));
  REQUIRE(mapping);
  CHECK(mapping->pause_status == std::vector<unsigned>{401, 404, 410});
  CHECK(mapping->find->settle_s == 300);
  CHECK(mapping->min_interval_ms == 0);
  CHECK_FALSE(mapping->memory_s);
}

TEST_CASE("every mistake in a mapping is named by its place") {
  const std::tuple<const char*, Json, const char*> mistakes[] = {
      {"/format", "precall.mapping/2", "/format"},
      {"/extra", 1, "/extra"},
      {"/create/methodd", "POST", "/create/methodd"},
      {"/create/method", "GET", "/create/method"},
      {"/create/method", "post", "/create/method"},
      {"/create/url", "example.vn/{{id}}", "/create/url"},
      {"/create/url", "{{id}}/x", "/create/url"},
      {"/create/url", "{{variable.url}}?key={{secret.key}}", "/create/url"},
      {"/create/id", "id", "/create/id"},
      {"/create/json/a/0", "{{nothing}}", "/create/json/a/0"},
      {"/create/json/a/0", "{{variable.other}}", "/create/json/a/0"},
      {"/create/json/a/0", "{{code", "/create/json/a/0"},
      {"/create/json/a/0", "{{ code }}", "/create/json/a/0"},
      {"/create/form", json_of("{}"), "/create"},
      {"/create/headers", json_of(R"({"X Y": "z"})"), "/create/headers/X Y"},
      {"/create/ok_status", json_of("[99]"), "/create/ok_status/0"},
      {"/create/ok", json_of(R"({"result": 1})"), "/create/ok/result"},
      {"/create/ok", json_of(R"({"/result": []})"), "/create/ok/~1result"},
      {"/create/sign", json_of(R"({"standard-webhooks": "other"})"),
       "/create/sign/standard-webhooks"},
      // Only our own id may be looked for.
      {"/find/url", "https://x.vn/{{field.name}}", "/find/url"},
      {"/find/url", "https://x.vn/{{remote_id}}", "/find/url"},
      {"/find/items", "items", "/find/items"},
      {"/find/settle_s", 86401, "/find/settle_s"},
      {"/verify", json_of(R"({"method": "GET", "url": "https://x.vn/{{id}}"})"), "/verify/url"},
      {"/memory_s", -1, "/memory_s"},
  };
  for (const auto& [pointer, value, place] : mistakes) {
    CAPTURE(pointer);
    CAPTURE(value.dump());
    CHECK(place_of_error(pointer, value) == place);
  }
}

TEST_CASE("a target needs just the variables and secrets that its mapping declares") {
  const std::string url = "https://desk.example.vn";
  CHECK(error_of_make({{"variable.url", url}, {"secret.key", "k"}}) == "no error");
  CHECK(error_of_make({{"variable.url", url}}) == "secrets/key");
  CHECK(error_of_make({{"secret.key", "k"}}) == "variables/url");
  CHECK(error_of_make({{"variable.url", url}, {"secret.key", "k"}, {"variable.x", "y"}}) ==
        "variables/x");
  for (const char* wrong : {"desk.example.vn", "ftp://x.vn", "https://u:p@x.vn", "https://x.vn/",
                            "https://x.vn?a=b", "https://x.vn#a", "https://", "https://x y"}) {
    CAPTURE(wrong);
    CHECK(error_of_make({{"variable.url", wrong}, {"secret.key", "k"}}) == "variables/url");
  }
}

TEST_CASE("placeholders take the first name that has a value, once") {
  const Values values = {{"a", ""}, {"b", "{{c}}&"}, {"c", "x"}};
  const auto parsed = Template::parse("{{a|b|c}} {{a}}.{{none}} }}");
  REQUIRE(parsed);
  CHECK(parsed->expand(values) == "{{c}}& . }}");
  CHECK(Template::parse("{{b}}/{{b}}")->expand_url(values) == "{{c}}&/%7B%7Bc%7D%7D%26");
}

TEST_CASE("a secret is one line that others cannot read, or stands in the environment") {
  const TemporaryDirectory directory;
  CHECK(secret_in(directory, "s3cret\n", 0600).value() == "s3cret");
  CHECK(secret_in(directory, "s3cret", 0440).value() == "s3cret");
  for (const mode_t open : {mode_t{0604}, mode_t{0602}, mode_t{0601}}) {
    const auto secret = secret_in(directory, "s3cret\n", open);
    REQUIRE_FALSE(secret);
    CHECK(secret.error().place == directory.path("secret"));
    CHECK(to_line(secret.error()).find("s3cret") == std::string::npos);
  }
  CHECK_FALSE(secret_in(directory, "", 0600));
  CHECK_FALSE(secret_in(directory, "a\nb\n", 0600));
  CHECK_FALSE(read_secret({SecretSource::Kind::file, directory.path("missing")}));
  ::setenv("PRECALL_TEST_SECRET", "s3cret", 1);
  CHECK(read_secret({SecretSource::Kind::environment, "PRECALL_TEST_SECRET"}).value() == "s3cret");
  ::unsetenv("PRECALL_TEST_SECRET");
  CHECK_FALSE(read_secret({SecretSource::Kind::environment, "PRECALL_TEST_SECRET"}));
}

TEST_CASE("make_target reads the mapping and the secrets of an http target") {
  const TemporaryDirectory directory;
  REQUIRE(secret_in(directory, "k\n", 0600));
  HttpTargetConfig http;
  http.mapping = std::string(PRECALL_MAPPINGS) + "/redmine.json";
  http.variables = {{"url", "https://x.vn"}, {"project", "p"}, {"field", "1"}};
  http.secrets = {{"key", {SecretSource::Kind::file, directory.path("secret")}}};
  const auto target = make_target({"desk", http}, TestEdges().edges());
  REQUIRE(target);
  CHECK(target.value()->id() == "desk");
  http.variables.erase("project");
  const auto incomplete = make_target({"desk", http}, TestEdges().edges());
  REQUIRE_FALSE(incomplete);
  CHECK(incomplete.error().place == "target desk variables/project");
  http.mapping = directory.path("missing.json");
  CHECK_FALSE(make_target({"desk", http}, TestEdges().edges()));
}

TEST_CASE("webhooks are signed as Standard Webhooks signs them") {
  const auto key = webhook_key("whsec_MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1u");
  REQUIRE(key);
  CHECK(*key == "0123456789abcdefghijklmn");
  // By another implementation: openssl dgst -sha256 -hmac.
  CHECK(webhook_signature(*key, "msg_1", Instant{1700000000}, "{\"a\":1}") ==
        "v1,4ezmuBq3l8hTsGAKr/4Th11OaqFEh0xQLo+s2Ky0inM=");
  CHECK_FALSE(webhook_key("MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1u"));
  CHECK_FALSE(webhook_key("whsec_MDEy"));
  CHECK_FALSE(webhook_key("whsec_MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1u!"));
}

TEST_CASE("the page for staff holds what the customer sent, and HTML of it is only text") {
  SpooledSubmission submission =
      spooled(id_one, canonical(json_of(R"({"id": "x", "answers": {"paid": true, "days": 3},
        "fields": {"name": "Nguyễn Văn An", "message": "<b>\n&", "zeta": "z"}})")));
  submission.examined = R"({"verdict":"may_be_refused","own":{"reasons":["late","unpaid"]},)"
                        R"("claim_agrees":false,"policy_known":true})";
  const auto content = read_content(submission);
  REQUIRE(content);
  const Values values = content_values(submission, *content);
  const std::string& page = values.at("summary");
  CHECK(page.find("Kết quả kiểm tra: Nhân viên có quyền từ chối hỗ trợ\nLý do: late, unpaid\n") !=
        std::string::npos);
  CHECK(page.find("khác với kết quả") != std::string::npos);
  CHECK(page.find("Họ và tên: Nguyễn Văn An\nNội dung:\n<b>\n&\nzeta: z\n") != std::string::npos);
  CHECK(page.find("- days: 3\n- paid: có\n") != std::string::npos);
  CHECK(values.at("summary_html").find("&lt;b&gt;<br>\n&amp;<br>\n") != std::string::npos);
  CHECK(values.at("reasons") == "late, unpaid");
  CHECK(values.at("field.name") == "Nguyễn Văn An");
  CHECK(values.at("submission") == submission.bytes);
  for (const auto& [name, value] : values) CHECK(is_content_name(name));
}
