// The whole uploader over a real socket: from posted bytes to a file on disk, and nothing at all
// from anything malformed.
#include "sync/service.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "failing_disk.hpp"
#include "http_client.hpp"
#include "running_service.hpp"
#include "spool_support.hpp"
#include "support.hpp"
#include "sync/control_line.hpp"
#include "sync/files.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

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
  CHECK(counts_of(test_config(directory)) == "{}");
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
  // The form goes into the log.
  CHECK(status_of(exchange(service.port(), post(with_member(bytes, "/form", "0912345678 An")))) ==
        422);
}

TEST_CASE("only pages of configured origins may post from elsewhere") {
  const TemporaryDirectory directory;
  RunningService service(test_config(directory));
  const std::string allowed = "\r\nAccess-Control-Allow-Origin: https://www.example.vn\r\n";
  const std::string preflight =
      "OPTIONS /v1/submissions HTTP/1.1\r\nHost: h\r\n"
      "Access-Control-Request-Method: POST\r\nOrigin: ";
  const std::string ours = exchange(service.port(), preflight + "https://www.example.vn\r\n\r\n");
  CHECK(status_of(ours) == 204);
  CHECK(ours.find(allowed) != std::string::npos);
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
  CHECK(answer.find(allowed) != std::string::npos);
  CHECK(answer.find("\r\nAccess-Control-Expose-Headers: Retry-After\r\n") != std::string::npos);
  // A page that may not read its refusal would take it for a failure, and try again for ever.
  const std::string large(limits::submission_bytes_max + 1, ' ');
  const std::string refused =
      exchange(service.port(), post(large, "Origin: https://www.example.vn\r\n"));
  CHECK(status_of(refused) == 413);
  CHECK(refused.find(allowed) != std::string::npos);
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
  const auto none = open_control_line(config, ControlPurpose::look, TestEdges().edges());
  REQUIRE_FALSE(none);
  CHECK(none.error().problem == "there is no spool");
  const std::string expected = R"({"file":{"delivered":1}})";
  {
    RunningService service(config);
    REQUIRE(status_of(exchange(service.port(), post(support_request(test_policies(), id_one)))) ==
            201);
    REQUIRE(wait_for_files(directory, 1).size() == 1);
    std::string counts;
    for (int i = 0; i < 100 && counts != expected; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      counts = counts_of(config);
    }
    CHECK(counts == expected);
  }
  CHECK(counts_of(config) == expected);
}

TEST_CASE("a second process on the same spool is refused and the first goes on") {
  const TemporaryDirectory directory;
  RunningService service(test_config(directory));
  const auto second = Service::start(test_config(directory), TestEdges().edges());
  REQUIRE_FALSE(second);
  CHECK(second.error().problem == "another process is using the spool");
  CHECK(status_of(exchange(service.port(), "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")) == 200);
  CHECK(counts_of(test_config(directory)) == "{}");
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

TEST_CASE("on a full disk it is not healthy, and is again when there is space, by itself") {
  const TemporaryDirectory directory;
  FailingDisk disk;
  RunningService service(test_config(directory));
  CHECK(status_of(get(service.port(), "/healthz")) == 200);
  disk.set(DiskFault::disk_full);
  const std::string request = post(support_request(test_policies(), id_one));
  CHECK(status_of(exchange(service.port(), request)) == 503);
  CHECK(status_of(get(service.port(), "/healthz")) == 503);
  disk.set(DiskFault::none);
  int health = 503;
  for (int i = 0; i < 1000 && health != 200; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    health = status_of(get(service.port(), "/healthz"));
  }
  CHECK(health == 200);
  CHECK(status_of(exchange(service.port(), request)) == 201);
}

TEST_CASE("where it cannot listen, nothing is sent") {
  const TemporaryDirectory directory;
  Config config = test_config(directory);
  REQUIRE(accept_one(*open_spool(directory), spooled(id_one)));
  REQUIRE_FALSE(write_file(directory.path(""), "control.sock", "not a socket"));
  REQUIRE_FALSE(Service::start(config, TestEdges().edges()));
  CHECK(by_hand(directory, "SELECT state || attempts FROM deliveries") ==
        std::vector<std::string>{"accepted0"});
}

TEST_CASE("after the spool has failed for a while the service ends by itself") {
  const TemporaryDirectory directory;
  FailingDisk disk;
  RunningService service(test_config(directory));
  disk.set(DiskFault::sync_fails);
  CHECK(status_of(exchange(service.port(), post(support_request(test_policies(), id_one)))) == 503);
  CHECK_FALSE(service.wait());
}

TEST_CASE("whoever sends too much is told to come back, by address and behind a trusted proxy") {
  const TemporaryDirectory directory;
  Config config = test_config(directory);
  config.rate = {2, 0};
  config.proxies = {parse_network("127.0.0.1").value()};
  RunningService service(config);
  const std::string bytes = support_request(test_policies(), id_one);
  const auto status_for = [&](const std::string& forwarded) {
    return status_of(exchange(service.port(), post(bytes, "X-Forwarded-For: " + forwarded)));
  };
  CHECK(status_for("198.51.100.7, 203.0.113.9\r\n") == 201);
  CHECK(status_for("203.0.113.9\r\n") == 201);
  // What the stranger wrote itself, in the same line or another, changes nothing.
  CHECK(status_for("198.51.100.8, 203.0.113.9\r\n") == 429);
  CHECK(status_for("198.51.100.9\r\nX-Forwarded-For: 203.0.113.9\r\n") == 429);
  CHECK(status_for("203.0.113.10\r\n") == 201);
  CHECK(status_for("2001:db8:0:1::1\r\n") == 201);
  CHECK(status_for("2001:db8:0:1::2\r\n") == 201);
  CHECK(status_for("2001:db8:0:1::3\r\n") == 429);
  CHECK(status_for("2001:db8:0:2::1\r\n") == 201);
  const std::string refused =
      exchange(service.port(),
               post(bytes, "X-Forwarded-For: 203.0.113.9\r\nOrigin: https://www.example.vn\r\n"));
  CHECK(status_of(refused) == 429);
  CHECK(refused.find("\r\nRetry-After: ") != std::string::npos);
  CHECK(refused.find("\r\nAccess-Control-Allow-Origin: https://www.example.vn\r\n") !=
        std::string::npos);
  // Those who only look are not counted.
  for (int i = 0; i < 5; ++i) {
    CHECK(status_of(get(service.port(), "/healthz", "X-Forwarded-For: 203.0.113.9\r\n")) == 200);
  }
}

TEST_CASE("without a trusted proxy X-Forwarded-For means nothing") {
  const TemporaryDirectory directory;
  Config config = test_config(directory);
  config.rate = {1, 0};
  RunningService service(config);
  const std::string bytes = support_request(test_policies(), id_one);
  CHECK(status_of(exchange(service.port(), post(bytes, "X-Forwarded-For: 192.0.2.1\r\n"))) == 201);
  CHECK(status_of(exchange(service.port(), post(bytes, "X-Forwarded-For: 192.0.2.2\r\n"))) == 429);
}

TEST_CASE("metrics tell what was accepted, repeated, refused and delivered") {
  const TemporaryDirectory directory;
  Config config = test_config(directory);
  config.rate = {4, 0};
  RunningService service(config);
  const std::string bytes = support_request(test_policies(), id_one);
  CHECK(status_of(exchange(service.port(), post(bytes))) == 201);
  CHECK(status_of(exchange(service.port(), post(bytes))) == 201);
  CHECK(status_of(exchange(service.port(), post("{}"))) == 422);
  CHECK(status_of(exchange(service.port(), post("{"))) == 400);
  CHECK(status_of(exchange(service.port(), post("{"))) == 429);
  CHECK(wait_for_files(directory, 1).size() == 1);
  std::string response;
  for (int i = 0; i < 100 && response.find("\"delivered\"} 1\n") == std::string::npos; ++i) {
    response = get(service.port(), "/metrics");
  }
  CHECK(response.find("Content-Type: text/plain; version=0.0.4\r\n") != std::string::npos);
  const std::string text = body_of(response);
  for (const std::string line :
       {"accepted_total 1", "repeated_total 1", "refused_total{kind=\"malformed\"} 1",
        "refused_total{kind=\"not_accepted\"} 1", "refused_total{kind=\"conflict\"} 0",
        "turned_away_total{reason=\"address_rate\"} 1", "commit_submissions_count 1",
        "deliveries{target=\"file\",state=\"delivered\"} 1", "oldest_open_seconds 0",
        "spool_broken 0"}) {
    CAPTURE(line);
    CHECK(text.find("\nprecall_" + line + "\n") != std::string::npos);
  }
  CHECK(text.find("target_paused{") == std::string::npos);
  CHECK(status_of(exchange(service.port(), "POST /metrics HTTP/1.1\r\nHost: h\r\n\r\n")) == 405);
}

TEST_CASE("metrics tell of a target that is left alone, and how long the oldest request waits") {
  const TemporaryDirectory directory;
  REQUIRE_FALSE(write_file(directory.path(""), "requests", ""));
  RunningService service(test_config(directory));
  const std::string bytes = support_request(test_policies(), id_one);
  CHECK(status_of(exchange(service.port(), post(bytes))) == 201);
  std::string text;
  for (int i = 0; i < 500 && text.find("target_paused{") == std::string::npos; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    text = get(service.port(), "/metrics");
  }
  CHECK(text.find("\nprecall_target_paused{target=\"file\"} 1\n") != std::string::npos);
  *service.outside.now = Instant{test_now.seconds + 100};
  text = get(service.port(), "/metrics");
  CHECK(text.find("\nprecall_oldest_open_seconds 100\n") != std::string::npos);
}

TEST_CASE("a process that only sends delivers what another one received") {
  const TemporaryDirectory directory;
  const Config config = test_config(directory);
  {
    REQUIRE_FALSE(write_file(directory.path(""), "requests", ""));
    RunningService service(config);
    CHECK(status_of(exchange(service.port(), post(support_request(test_policies(), id_one)))) ==
          201);
    CHECK(service.stop());
  }
  REQUIRE(::unlink(directory.path("requests").c_str()) == 0);
  RunningService sending(config, ServiceMode::send_only);
  CHECK(sending.port() == 0);
  const auto line = open_control_line(config, ControlPurpose::look, TestEdges().edges());
  REQUIRE(line);
  CHECK(line.value()->perform("release", R"({"all":true,"reason":"the directory is back"})"));
  CHECK(wait_for_files(directory, 1).size() == 1);
}

TEST_CASE("a process that is too busy to answer is waited for, not taken for a dead one") {
  const TemporaryDirectory directory;
  const Config config = test_config(directory);
  const auto spool = open_spool(directory);
  HttpServer server(HttpLimits{});
  const auto answer = [](const HttpRequest&, const HttpRespond& respond) { respond({}); };
  REQUIRE_FALSE(server.listen_unix(config.control, HttpLimits{}, answer));
  for (const auto purpose : {ControlPurpose::look, ControlPurpose::submit}) {
    const auto line = open_control_line(config, purpose, TestEdges().edges());
    CHECK_MESSAGE(line, (line ? std::string() : to_line(line.error())));
  }
}
