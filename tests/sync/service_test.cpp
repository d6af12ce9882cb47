// The whole uploader over a real socket: from posted bytes to a file on disk, and nothing at all
// from anything malformed.
#include "sync/service.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "failing_disk.hpp"
#include "http_client.hpp"
#include "support.hpp"
#include "sync/files.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

class RunningService {
 public:
  explicit RunningService(const Config& config) {
    auto service = Service::start(config, outside.edges());
    REQUIRE_MESSAGE(service, (service ? std::string() : to_line(service.error())));
    service_ = std::move(service).value();
    const std::string& address = service_->address();
    port_ = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    thread_ = std::thread([this] { well_ = service_->run(); });
  }
  ~RunningService() { stop(); }
  RunningService(const RunningService&) = delete;
  RunningService& operator=(const RunningService&) = delete;

  // Returns what run() returned.
  bool stop() {
    service_->stop();
    if (thread_.joinable()) thread_.join();
    return well_;
  }
  std::uint16_t port() const { return port_; }

  TestEdges outside;

 private:
  std::unique_ptr<Service> service_;
  std::uint16_t port_ = 0;
  bool well_ = false;
  std::thread thread_;
};

Json json_of(const std::string& text) {
  const auto json = parse_json(text, limits::policy_bytes_max);
  REQUIRE(json);
  return json.value();
}

// Finished files; one that is being written has a name that starts with a dot.
std::vector<std::string> wait_for_files(const TemporaryDirectory& directory, std::size_t count) {
  std::vector<std::string> files;
  for (int i = 0; i < 500 && files.size() < count; ++i) {
    if (i > 0) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    files = directory.entries("requests");
    std::erase_if(files, [](const std::string& name) { return name.front() == '.'; });
  }
  return files;
}

struct Refusing {
  std::string what;
  std::string request;
  int status;
};

// Bodies that have to be refused, made from one that would be accepted.
std::vector<Refusing> malformed_bodies(const std::string& good) {
  const std::string deep = R"({"a":)" + std::string(40, '[') + std::string(40, ']') + "}";
  // Where nothing but the text's form is wrong: the policy says nothing about a client's name.
  const std::string nfd = with_member(good, "/client/name", "te\u0302n");
  return {
      {"no body", post(""), 400},
      {"not JSON", post("hello"), 400},
      {"truncated", post(good.substr(0, good.size() - 1)), 400},
      {"twice", post(good + good), 400},
      {"bad UTF-8", post(good.substr(0, good.size() - 2) + "\xC3\"}"), 400},
      {"surrogate", post(R"({"id":"\ud800"})"), 400},
      {"byte order mark", post("\xEF\xBB\xBF" + good), 400},
      {"NUL", post(std::string("{\"id\":\"\0\"}", 10)), 400},
      {"NUL at the end", post(good + std::string(1, '\0')), 400},
      {"too deep", post(deep), 400},
      {"far too deep", post(std::string(60000, '[')), 400},
      {"duplicate key", post("{\"id\":\"a\",\"id\":\"b\"}"), 400},
      {"huge number", post(R"({"id":1e999})"), 400},
      {"not canonical", post(" " + good), 422},
      {"not NFC", post(nfd), 422},
      {"an array", post("[]"), 422},
      {"null", post("null"), 422},
      {"a number as id", post(R"({"id":1})"), 422},
  };
}

// Requests around a body that have to be refused.
std::vector<Refusing> malformed_requests(const std::string& good) {
  const std::string large(limits::submission_bytes_max + 1, ' ');
  const std::string start = "POST /v1/submissions HTTP/1.1\r\nHost: h\r\n";
  const std::string json = "Content-Type: application/json\r\n";
  return {
      {"too large", post(large), 413},
      {"chunked and too large",
       start + json + "Transfer-Encoding: chunked\r\n\r\n10001\r\n" + large + "\r\n0\r\n\r\n", 413},
      {"two lengths", start + json + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400},
      {"no content type", start + "Content-Length: 2\r\n\r\n{}", 415},
      {"text", post(good, "", "text/plain"), 415},
      {"a form", post(good, "", "application/x-www-form-urlencoded"), 415},
      {"other JSON", post(good, "", "application/json-patch+json"), 415},
      {"other charset", post(good, "", "application/json; charset=utf-16"), 415},
      {"encoded", post(good, "Content-Encoding: gzip\r\n"), 415},
      {"GET", "GET /v1/submissions HTTP/1.1\r\nHost: h\r\n\r\n", 405},
      {"DELETE", "DELETE /v1/submissions HTTP/1.1\r\nHost: h\r\n\r\n", 405},
      {"POST to health", "POST /healthz HTTP/1.1\r\nHost: h\r\n\r\n", 405},
      {"unknown path", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", 404},
      {"path tricks", "GET /v1/../v1/submissions HTTP/1.1\r\nHost: h\r\n\r\n", 404},
  };
}

}  // namespace

TEST_CASE("a posted request becomes a receipt and a file on disk") {
  const TemporaryDirectory directory;
  RunningService service(test_config(directory));
  const std::string bytes = support_request(test_policies(), id_one);
  const std::string response = exchange(service.port(), post(bytes));
  CHECK(status_of(response) == 201);
  const Json receipt = json_of(body_of(response));
  CHECK(receipt["format"] == "precall.receipt/1");
  CHECK(receipt["id"] == std::string(id_one));
  CHECK(receipt["code"] == receipt_code(id_one));
  CHECK(receipt["submission_sha256"] == sha256_hex(bytes));
  CHECK(receipt["policy_sha256"] == json_of(bytes)["policy"]["sha256"]);
  CHECK(receipt["verdict"] == "eligible");
  CHECK(receipt["received_at"] == "2026-11-23T09:00:00+07:00");
  CHECK(receipt.size() == 8);
  CHECK(receipt["signature"]["ed25519"].is_string());
  CHECK(canonical(receipt) == body_of(response));

  const auto files = wait_for_files(directory, 1);
  REQUIRE(files == std::vector<std::string>{"2026-11-23-" + receipt_code(id_one) + ".json"});
  const Json file = json_of(read_file(directory.path("requests/" + files[0]), 65536).value());
  CHECK(canonical(file["submission"]) == bytes);
  CHECK(file["receipt"] == receipt);
  CHECK(file["examined"]["policy_known"] == true);
  CHECK(file["examined"]["claim_agrees"] == true);
  CHECK(file["examined"]["own"]["verdict"] == "eligible");
  CHECK(file["examined"]["verify"] == Json{"owner_verified", "admin_account",
                                           "prior_guidance_count", "unpaid_costs",
                                           "service_expiry_date"});
  CHECK(service.stop());
  CHECK(directory.entries("requests").size() == 1);
  for (const std::string& line : *service.outside.log) {
    CHECK(line.find("Nguyễn") == std::string::npos);
  }
}

TEST_CASE("the same bytes again get the same receipt, other bytes under the id a 422") {
  const TemporaryDirectory directory;
  RunningService service(test_config(directory));
  const PolicyBook policies = test_policies();
  const std::string bytes = support_request(policies, id_one);
  const std::string first = exchange(service.port(), post(bytes));
  *service.outside.now = Instant{test_now.seconds + 3600};
  const std::string again = exchange(service.port(), post(bytes));
  CHECK(status_of(again) == 201);
  CHECK(body_of(again) == body_of(first));
  const std::string other =
      exchange(service.port(), post(support_request(policies, id_one, "Lời nhắn khác.")));
  CHECK(status_of(other) == 422);
  CHECK(json_of(body_of(other))["type"] == "urn:precall:problem:conflict");
  CHECK(wait_for_files(directory, 1).size() == 1);
}

TEST_CASE("anything malformed gets problem details and nothing is stored") {
  const TemporaryDirectory directory;
  RunningService service(test_config(directory));
  const std::string good = support_request(test_policies(), id_one);
  std::vector<Refusing> all = malformed_bodies(good);
  for (Refusing& refusing : malformed_requests(good)) all.push_back(std::move(refusing));
  for (const Refusing& refusing : all) {
    CAPTURE(refusing.what);
    const std::string response = exchange(service.port(), refusing.request);
    CHECK(status_of(response) == refusing.status);
    CHECK(response.find("Content-Type: application/problem+json\r\n") != std::string::npos);
    CHECK((response.find("\r\nAllow: ") != std::string::npos) == (refusing.status == 405));
    const Json problem = json_of(body_of(response));
    CHECK(problem["status"] == refusing.status);
    for (const char* member : {"type", "title", "detail"}) CHECK(problem[member].is_string());
  }
  CHECK(read_status(test_config(directory)).value() == R"({"targets":{}})");
  service.stop();
  CHECK(directory.entries("requests").empty());
}

TEST_CASE("bad UTF-8 is called so before anything reads the text") {
  const TemporaryDirectory directory;
  RunningService service(test_config(directory));
  const Json problem = json_of(body_of(exchange(service.port(), post("\xC3{"))));
  CHECK(problem["detail"] == "not valid UTF-8; send the bytes as frozen");
  CHECK(problem["type"] == "urn:precall:problem:malformed");
}

TEST_CASE("a submission with a member missing or of another type is refused at its place") {
  const TemporaryDirectory directory;
  RunningService service(test_config(directory));
  const std::string good = support_request(test_policies(), id_one);
  std::vector<std::string> keys;
  const Json document = json_of(good);
  for (const auto& item : document.items()) keys.push_back(item.key());
  REQUIRE(keys.size() == 12);
  for (const std::string& key : keys) {
    CAPTURE(key);
    const std::string missing = exchange(service.port(), post(without_member(good, key)));
    CHECK(status_of(missing) == 422);
    for (const Json& value : {Json(nullptr), Json(7), Json("x"), Json::array({Json::array()}),
                              Json{{"x", Json::object()}}}) {
      // A verdict is a claim: none, or an odd one, is flagged rather than refused.
      if (key == "verdict" && (value.is_null() || value.is_object())) continue;
      CAPTURE(value.dump());
      const std::string changed = with_member(good, "/" + key, value);
      const std::string response = exchange(service.port(), post(changed));
      CHECK(status_of(response) == 422);
      CHECK(json_of(body_of(response)).value("pointer", "").find("/" + key) == 0);
    }
  }
  CHECK(read_status(test_config(directory)).value() == R"({"targets":{}})");
}

TEST_CASE("a submission without both consents is refused at /consents") {
  const TemporaryDirectory directory;
  RunningService service(test_config(directory));
  const std::string good = support_request(test_policies(), id_one);
  for (const std::string consent : {"data_storage_consent", "contact_consent"}) {
    Json document = json_of(good);
    Json kept = Json::array();
    for (const Json& item : document["consents"]) {
      if (item["id"] != consent) kept.push_back(item);
    }
    REQUIRE(kept.size() + 1 == document["consents"].size());
    document["consents"] = kept;
    if (consent == "data_storage_consent") document["answers"][consent] = false;
    const std::string response = exchange(service.port(), post(canonical(document)));
    CHECK(status_of(response) == 422);
    CHECK(json_of(body_of(response))["pointer"] == "/consents");
  }
}

TEST_CASE("a submission under an unknown policy is accepted and flagged") {
  const TemporaryDirectory directory;
  RunningService service(test_config(directory));
  const std::string bytes =
      with_member(support_request(test_policies(), id_one), "/policy/sha256", std::string(64, '0'));
  const std::string response = exchange(service.port(), post(bytes));
  CHECK(status_of(response) == 201);
  CHECK(json_of(body_of(response))["verdict"] == nullptr);
  const auto files = wait_for_files(directory, 1);
  REQUIRE(files.size() == 1);
  const Json file = json_of(read_file(directory.path("requests/" + files[0]), 65536).value());
  CHECK(file["examined"]["policy_known"] == false);
  CHECK(file["examined"]["verify"] == nullptr);
}

TEST_CASE("only pages of configured origins may post from elsewhere") {
  const TemporaryDirectory directory;
  RunningService service(test_config(directory));
  const std::string preflight =
      "OPTIONS /v1/submissions HTTP/1.1\r\nHost: h\r\n"
      "Access-Control-Request-Method: POST\r\nOrigin: ";
  const std::string ours = exchange(service.port(), preflight + "https://www.example.vn\r\n\r\n");
  CHECK(status_of(ours) == 204);
  CHECK(ours.find("\r\nAccess-Control-Allow-Origin: https://www.example.vn\r\n") !=
        std::string::npos);
  CHECK(ours.find("\r\nAccess-Control-Allow-Headers: content-type\r\n") != std::string::npos);
  CHECK(ours.find("\r\nVary: Origin\r\n") != std::string::npos);
  for (const std::string origin :
       {"https://www.example.vn.evil.vn", "http://www.example.vn", "null", "*"}) {
    const std::string other = exchange(service.port(), preflight + origin + "\r\n\r\n");
    CHECK(other.find("Access-Control-Allow") == std::string::npos);
  }
  const std::string answer =
      exchange(service.port(), post("{}", "Origin: https://www.example.vn\r\n"));
  CHECK(status_of(answer) == 422);
  CHECK(answer.find("\r\nAccess-Control-Allow-Origin: https://www.example.vn\r\n") !=
        std::string::npos);
  CHECK(answer.find("\r\nAccess-Control-Expose-Headers: Retry-After\r\n") != std::string::npos);
}

TEST_CASE("after a restart everything accepted is still there and delivered once") {
  const TemporaryDirectory directory;
  Config config = test_config(directory);
  const std::string bytes = support_request(test_policies(), id_one);
  std::string receipt;
  {
    // A directory that is a file: nothing can be delivered.
    REQUIRE_FALSE(write_file(directory.path(""), "requests", ""));
    RunningService service(config);
    receipt = body_of(exchange(service.port(), post(bytes)));
    CHECK(service.stop());
  }
  REQUIRE(::unlink(directory.path("requests").c_str()) == 0);
  RunningService service(config);
  *service.outside.now = Instant{test_now.seconds + 1000};
  CHECK(body_of(exchange(service.port(), post(bytes))) == receipt);
  const std::string other =
      exchange(service.port(), post(support_request(test_policies(), id_two)));
  CHECK(status_of(other) == 201);
  CHECK(wait_for_files(directory, 2).size() == 2);
}

TEST_CASE("status asks the running process, and reads the spool itself when there is none") {
  const TemporaryDirectory directory;
  const Config config = test_config(directory);
  CHECK(read_status(config).error().problem == "there is no spool");
  const std::string expected = R"({"targets":{"file":{"delivered":1}}})";
  {
    RunningService service(config);
    REQUIRE(status_of(exchange(service.port(), post(support_request(test_policies(), id_one)))) ==
            201);
    REQUIRE(wait_for_files(directory, 1).size() == 1);
    std::string status;
    for (int i = 0; i < 100 && status != expected; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      status = read_status(config).value();
    }
    CHECK(status == expected);
  }
  CHECK(read_status(config).value() == expected);
  CHECK(status_table(expected) ==
        "target              state         count\n"
        "file                delivered     1\n");
}

TEST_CASE("a second process on the same spool is refused and the first goes on") {
  const TemporaryDirectory directory;
  RunningService service(test_config(directory));
  const auto second = Service::start(test_config(directory), TestEdges().edges());
  REQUIRE_FALSE(second);
  CHECK(second.error().problem == "another process is using the spool");
  CHECK(status_of(exchange(service.port(), "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")) == 200);
  CHECK(read_status(test_config(directory)));
}

TEST_CASE("a disk that fails gives 503, no receipt, and ends taking work until a restart") {
  const TemporaryDirectory directory;
  FailingDisk disk;
  RunningService service(test_config(directory));
  const std::string bytes = support_request(test_policies(), id_one);
  const std::string health = "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n";
  CHECK(status_of(exchange(service.port(), health)) == 200);
  disk.set(DiskFault::sync_fails);
  const std::string refused = exchange(service.port(), post(bytes));
  CHECK(status_of(refused) == 503);
  CHECK(refused.find("\r\nRetry-After: 60\r\n") != std::string::npos);
  CHECK(refused.find(directory.path("")) == std::string::npos);
  disk.set(DiskFault::none);
  CHECK(status_of(exchange(service.port(), post(bytes))) == 503);
  CHECK(status_of(exchange(service.port(), health)) == 503);
  CHECK_FALSE(service.stop());
}
