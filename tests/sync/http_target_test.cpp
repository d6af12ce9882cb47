// The HTTP target against a scripted back end: one case for each line and trap of the design's
// study of real ones.
#include "sync/targets/http_target.hpp"

#include <doctest/doctest.h>

#include "base/limits.hpp"
#include "scripted_server.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

const std::string id(id_one);

// A mapping with everything, onto `url`; changed by a merge patch (RFC 7396).
Json mapping_json(const Json& patch = Json::object()) {
  Json mapping = json_of(R"({
    "format": "precall.mapping/1",
    "variables": {"url": "where it is"},
    "secrets": {"token": "its token"},
    "headers": {"Authorization": "token {{secret.token}}"},
    "create": {"method": "POST", "url": "{{variable.url}}/tickets",
               "json": {"title": "{{code}}", "text": "{{field.message}}", "key": "{{id}}"},
               "ok_status": [201], "id": "/id"},
    "find": {"method": "GET", "url": "{{variable.url}}/tickets?key={{id}}",
             "items": "/items", "id": "/id", "none_status": [404], "settle_s": 60},
    "verify": {"method": "GET", "url": "{{variable.url}}/tickets/{{remote_id}}"}})");
  mapping.merge_patch(patch);
  return mapping;
}

const Json no_find = Json{{"find", nullptr}, {"verify", nullptr}};

std::unique_ptr<HttpTarget> make_for(const std::string& url, const Json& mapping,
                                     const TestEdges& edges = {}, int patience_ms = 2000) {
  auto parsed = parse_mapping(canonical(mapping));
  REQUIRE_MESSAGE(parsed, (parsed ? std::string() : to_line(parsed.error())));
  const Values supplied = {{"variable.url", url}, {"secret.token", "{{id}}"}};
  auto target = HttpTarget::make("desk", std::move(parsed).value(), supplied,
                                 http_sender(std::chrono::milliseconds(patience_ms)),
                                 edges.edges().clock, edges.edges().steady);
  REQUIRE_MESSAGE(target, (target ? std::string() : to_line(target.error())));
  return std::move(target).value();
}

SpooledSubmission submission(const std::string& message = "Xin chào") {
  return spooled(id_one, canonical(Json{{"id", id_one}, {"fields", {{"message", message}}}}));
}

Claim first() {
  return Claim{submission(), "desk", 1, {}, {}};
}

Claim again(std::int64_t seconds_ago) {
  const Instant before{test_now.seconds - seconds_ago};
  return Claim{submission(), "desk", 2, before, before};
}

// What a first attempt comes to where there is nothing to find and `answer` answers the create.
std::string outcome_of_create(const std::string& answer, const Json& patch = no_find) {
  const ScriptedHttp server([&](const SeenRequest&) { return answer; });
  return name_of_outcome(make_for(server.url(), mapping_json(patch))->deliver(first()));
}

// The same where `answer` answers the search; "created" if something was made after it.
std::string outcome_of_find(const std::string& answer, const Json& patch = Json::object()) {
  const ScriptedHttp server([&](const SeenRequest& request) {
    return request.line.starts_with("GET /tickets?") ? answer : response(201, "{\"id\":7}");
  });
  Json whole = {{"verify", nullptr}};
  whole.merge_patch(patch);
  const auto outcome = make_for(server.url(), mapping_json(whole))->deliver(first());
  return server.seen().size() > 1 ? "created" : name_of_outcome(outcome);
}

std::string item(const std::string& key, int number = 7) {
  return R"({"id":)" + std::to_string(number) + R"(,"fields":[{"values":[")" + key + "\"]}]}";
}

std::string items(const std::string& list) {
  return response(200, "{\"items\":[" + list + "],\"spent\":0.5}");
}

// A back end that keeps what it is given, in order.
class Desk {
 public:
  bool drops_field = false;
  bool ignores_filter = false;
  int create_status = 201;
  bool loses_answer = false;
  bool verify_fails = false;

  std::string answer(const SeenRequest& request) {
    if (request.line.starts_with("POST")) {
      const Json made = json_of(request.body);
      keys_.push_back(drops_field ? std::string() : made["key"].get<std::string>());
      if (loses_answer) return "";
      return response(create_status, "{\"id\":\"" + std::to_string(keys_.size()) + "\"}");
    }
    if (request.line.starts_with("GET /tickets/")) {
      return verify_fails ? response(503, "") : response(200, item(keys_.back()));
    }
    std::string found;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      if (!ignores_filter && request.line.find("=" + keys_[i] + " ") == std::string::npos) continue;
      found += (found.empty() ? "" : ",") + item(keys_[i], static_cast<int>(i) + 1);
    }
    return items(found);
  }
  std::size_t size() const { return keys_.size(); }

 private:
  std::vector<std::string> keys_;
};

}  // namespace

TEST_CASE("nothing found, made, and seen in what was made: delivered under the back end's id") {
  Desk desk;
  const ScriptedHttp server([&](const SeenRequest& request) { return desk.answer(request); });
  const auto target = make_for(server.url(), mapping_json({{"find", {{"settle_s", 0}}}}));
  const DeliveryOutcome outcome = target->deliver(first());
  REQUIRE(std::holds_alternative<Delivered>(outcome));
  CHECK(std::get<Delivered>(outcome).remote_id == "1");
  const auto seen = server.seen();
  REQUIRE(seen.size() == 3);
  CHECK(seen[0].line == "GET /tickets?key=" + id + " HTTP/1.1");
  CHECK(seen[1].line == "POST /tickets HTTP/1.1");
  CHECK(json_of(seen[1].body)["text"] == "Xin chào");
  CHECK(seen[1].header.find("Content-Type: application/json\r\n") != std::string::npos);
  CHECK(seen[2].line == "GET /tickets/1 HTTP/1.1");
  // The second attempt finds what the first made.
  const DeliveryOutcome second = target->deliver(again(3600));
  CHECK(std::get<Delivered>(second).remote_id == "1");
  CHECK(desk.size() == 1);
}

TEST_CASE("each status of an answer means what the design says") {
  const std::pair<int, const char*> meanings[] = {
      {200, "refused"},  {301, "refused"},  {302, "refused"},  {307, "refused"}, {400, "refused"},
      {401, "unusable"}, {403, "doubtful"}, {404, "unusable"}, {408, "later"},   {409, "refused"},
      {410, "unusable"}, {422, "refused"},  {425, "later"},    {429, "later"},   {500, "later"},
      {502, "later"},    {503, "later"},    {504, "later"}};
  for (const auto& [status, meaning] : meanings) {
    CAPTURE(status);
    CHECK(outcome_of_create(response(status, "{\"id\":7}", "Location: /elsewhere\r\n")) == meaning);
  }
  CHECK(outcome_of_create(response(201, "{\"id\":7}")) == "delivered");
}

TEST_CASE("success needs an id out of the answer") {
  CHECK(outcome_of_create(response(201, "{\"id\":null}")) == "refused");
  CHECK(outcome_of_create(response(201, "{\"id\":0}")) == "refused");
  CHECK(outcome_of_create(response(201, "{\"id\":\"a b\"}")) == "refused");
  CHECK(outcome_of_create(response(201, "{}")) == "refused");
  CHECK(outcome_of_create(response(201, "<html>Log in</html>")) == "refused");
  CHECK(outcome_of_create(response(201, "")) == "refused");
}

TEST_CASE("a redirect is never followed") {
  const ScriptedHttp server(
      [](const SeenRequest&) { return response(302, "", "Location: /login\r\n"); });
  make_for(server.url(), mapping_json(no_find))->deliver(first());
  CHECK(server.seen().size() == 1);
}

TEST_CASE("a mapping can move statuses between meanings") {
  Json patch = no_find;
  patch["retry_status"] = {409};
  patch["pause_status"] = {422};
  CHECK(outcome_of_create(response(409, ""), patch) == "later");
  CHECK(outcome_of_create(response(422, ""), patch) == "unusable");
  CHECK(outcome_of_create(response(401, ""), patch) == "refused");
}

TEST_CASE("Retry-After is honoured in seconds and as a date, a day at most") {
  const auto after = [](const std::string& value) {
    const ScriptedHttp server(
        [&](const SeenRequest&) { return response(503, "", "Retry-After: " + value + "\r\n"); });
    const auto outcome = make_for(server.url(), mapping_json(no_find))->deliver(first());
    return std::get<TryLater>(outcome).after_seconds;
  };
  CHECK(after("120") == 120);
  CHECK(after("31536000") == 86400);
  CHECK(after("Fri, 31 Dec 2100 23:59:59 GMT") == 86400);
  CHECK_FALSE(after("soon"));
}

TEST_CASE("no answer, half an answer and no connection are tried again") {
  CHECK(outcome_of_create("") == "later");
  CHECK(outcome_of_create("HTTP/1.1 201 X\r\nContent-Length: 100\r\n\r\n{\"id\":7}") == "later");
  CHECK(outcome_of_create("nonsense\r\n\r\n") == "later");
  const std::string nowhere = "http://127.0.0.1:" + std::to_string(closed_port());
  const auto outcome = make_for(nowhere, mapping_json(no_find))->deliver(first());
  CHECK(name_of_outcome(outcome) == "later");
}

TEST_CASE("a back end that does not answer in time is tried again") {
  std::atomic<bool> done = false;
  const ScriptedHttp server([&](const SeenRequest&) {
    while (!done) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return std::string();
  });
  const auto target = make_for(server.url(), mapping_json(no_find), {}, 100);
  CHECK(name_of_outcome(target->deliver(first())) == "later");
  done = true;
}

TEST_CASE("an answer that is too long is no answer to read, and no reason to send again") {
  const std::string padding(limits::remote_bytes_max, ' ');
  CHECK(outcome_of_create(response(201, "{\"id\":7}" + padding)) == "refused");
  CHECK(outcome_of_find(response(200, "{\"items\":[" + item(id) + "]}" + padding)) == "unusable");
}

TEST_CASE("no TLS where it has to be, and a certificate of nobody's, are the destination's fault") {
  const LoopbackServer server([](int socket) { send_all(socket, "HTTP/1.1 400 X\r\n\r\n"); });
  const std::string url = "https://127.0.0.1:" + std::to_string(server.port());
  const auto outcome = make_for(url, mapping_json(no_find))->deliver(first());
  CHECK(name_of_outcome(outcome) == "unusable");
  const TlsServer unknown;
  const auto untrusted = make_for(unknown.url(), mapping_json(no_find))->deliver(first());
  CHECK(name_of_outcome(untrusted) == "unusable");
}

TEST_CASE("only an item with our id as a whole token was found") {
  CHECK(outcome_of_find(items(item(id))) == "delivered");
  CHECK(outcome_of_find(items(item("see " + id + "."))) == "delivered");
  CHECK(outcome_of_find(items(item(std::string(id_two)) + "," + item(id, 8))) == "delivered");
  CHECK(outcome_of_find(items("")) == "created");
  CHECK(outcome_of_find(response(404, "")) == "created");
  // WordPress renames a second one so.
  CHECK(outcome_of_find(items(item(id + "-2"))) == "unusable");
  CHECK(outcome_of_find(items(item("x" + id))) == "unusable");
  const std::string echo = "{\"items\":[],\"next\":\"?key=" + id + "\"}";
  CHECK(outcome_of_find(response(200, echo)) == "created");
}

TEST_CASE("a search that ignores its filter is found out before anything is made") {
  CHECK(outcome_of_find(items(item(std::string(id_two)))) == "unusable");
  CHECK(outcome_of_find(items(item(std::string(id_two))), {{"find", {{"fuzzy", true}}}}) ==
        "created");
}

TEST_CASE("nothing is made while the search cannot be asked") {
  for (const int status : {200, 302, 400, 401, 403}) {
    CAPTURE(status);
    CHECK(outcome_of_find(response(status, "<html></html>")) == "unusable");
  }
  CHECK(outcome_of_find(response(200, "{\"items\":{}}")) == "unusable");
  CHECK(outcome_of_find(items("{\"key\":\"" + id + "\"}")) == "unusable");
  for (const int status : {429, 500, 503}) CHECK(outcome_of_find(response(status, "")) == "later");
  CHECK(outcome_of_find("") == "later");
}

TEST_CASE("what means that there is none can stand in the answer") {
  const Json patch = {{"find", {{"none", {{"/total", 0}}}}}};
  CHECK(outcome_of_find(response(200, "{\"total\":0}"), patch) == "created");
  CHECK(outcome_of_find(response(200, "{\"total\":\"0\"}"), patch) == "created");
  CHECK(outcome_of_find(response(200, "{\"total\":1}"), patch) == "unusable");
}

TEST_CASE("after a lost answer the search gets time to catch up, and then finds the one made") {
  Desk desk;
  desk.loses_answer = true;
  const ScriptedHttp server([&](const SeenRequest& request) { return desk.answer(request); });
  TestEdges edges;
  const auto target = make_for(server.url(), mapping_json(), edges);
  CHECK(name_of_outcome(target->deliver(first())) == "later");
  REQUIRE(desk.size() == 1);
  *edges.now = Instant{test_now.seconds + 20};
  const DeliveryOutcome waiting = target->deliver(again(20));
  REQUIRE(std::holds_alternative<NotYet>(waiting));
  CHECK(std::get<NotYet>(waiting).after_seconds == 40);
  // The spool takes the waiting for an attempt; the time still counts from the one that was made.
  *edges.now = Instant{test_now.seconds + 60};
  const DeliveryOutcome found = target->deliver(Claim{submission(), "desk", 3, test_now, test_now});
  REQUIRE(std::holds_alternative<Delivered>(found));
  CHECK(std::get<Delivered>(found).remote_id == "1");
  CHECK(desk.size() == 1);
}

TEST_CASE("after a search that failed nothing has to settle: nothing was sent") {
  Desk desk;
  bool down = true;
  const ScriptedHttp server(
      [&](const SeenRequest& request) { return down ? response(503, "") : desk.answer(request); });
  TestEdges edges;
  const auto target = make_for(server.url(), mapping_json(), edges);
  CHECK(name_of_outcome(target->deliver(first())) == "later");
  down = false;
  *edges.now = Instant{test_now.seconds + 2};
  CHECK(name_of_outcome(target->deliver(again(2))) == "delivered");
  CHECK(desk.size() == 1);
}

TEST_CASE("a field that the back end drops holds the request and names what was made") {
  Desk desk;
  desk.drops_field = true;
  const ScriptedHttp server([&](const SeenRequest& request) { return desk.answer(request); });
  const auto outcome = make_for(server.url(), mapping_json())->deliver(first());
  REQUIRE(std::holds_alternative<Refused>(outcome));
  CHECK(std::get<Refused>(outcome).reason ==
        "made as 1, but our id does not stand in it: the back end dropped the field");
  CHECK(desk.size() == 1);
}

TEST_CASE("what was made and cannot be looked at just now is delivered, not made again") {
  Desk desk;
  desk.verify_fails = true;
  const ScriptedHttp server([&](const SeenRequest& request) { return desk.answer(request); });
  CHECK(name_of_outcome(make_for(server.url(), mapping_json())->deliver(first())) == "delivered");
}

TEST_CASE("a back end that knows our id already has the request") {
  Json patch = no_find;
  patch["exists_status"] = {409};
  patch["create"] = {{"id", "ours"}};
  CHECK(outcome_of_create(response(409, "{\"error\":\"conflict\"}"), patch) == "delivered");
}

TEST_CASE("a request older than the back end's memory is held, not sent again") {
  Json patch = no_find;
  patch["memory_s"] = 3600;
  const ScriptedHttp server([](const SeenRequest&) { return response(201, "{\"id\":7}"); });
  const auto target = make_for(server.url(), mapping_json(patch));
  CHECK(name_of_outcome(target->deliver(again(3601))) == "refused");
  CHECK(server.seen().empty());
  CHECK(name_of_outcome(target->deliver(again(3600))) == "delivered");
}

TEST_CASE("an answer of 200 with an error inside is no success") {
  Json patch = no_find;
  patch["create"] = {{"ok", {{"/result", "success"}}}, {"ok_status", {200}}};
  CHECK(outcome_of_create(response(200, R"({"id":7,"result":"success"})"), patch) == "delivered");
  CHECK(outcome_of_create(response(200, R"({"id":7,"result":"error"})"), patch) == "refused");
}

TEST_CASE("an answer nested too deep to mean anything is read like any other") {
  const std::string deep = response(
      200, "{\"items\":[" + std::string(300000, '[') + std::string(300000, ']') + "],\"id\":7}");
  CHECK(outcome_of_find(deep) == "unusable");
  CHECK(outcome_of_find(deep, {{"find", {{"none", {{"/items/0", "x"}}}}}}) == "unusable");
}

TEST_CASE("an id can be the whole answer") {
  Json patch = no_find;
  patch["create"] = {{"id", "text"}};
  CHECK(outcome_of_create(response(201, "123456\n"), patch) == "delivered");
  CHECK(outcome_of_create(response(201, "<p>no</p>"), patch) == "refused");
  CHECK(outcome_of_create(response(201, " \n"), patch) == "refused");
}

TEST_CASE("what a customer wrote stays text wherever it is put, and is expanded once") {
  const std::string nasty = "\"},{{secret.token}}&a=b\r\nX: y";
  Json patch = no_find;
  patch["create"] = {{"url", "{{variable.url}}/t?m={{field.message}}"},
                     {"json", {{"{{field.message}}", "<{{field.message}}>"}}}};
  const ScriptedHttp server([](const SeenRequest&) { return response(201, "{\"id\":7}"); });
  const Claim claim{submission(nasty), "desk", 1, {}, {}};
  make_for(server.url(), mapping_json(patch))->deliver(claim);
  const auto seen = server.seen();
  REQUIRE(seen.size() == 1);
  CHECK(json_of(seen[0].body)[nasty] == "<" + nasty + ">");
  CHECK(seen[0].line ==
        "POST /t?m=%22%7D%2C%7B%7Bsecret.token%7D%7D%26a%3Db%0D%0AX%3A%20y HTTP/1.1");
  // A secret that looks like a placeholder is one no more.
  CHECK(seen[0].header.find("Authorization: token {{id}}\r\n") != std::string::npos);
  patch["create"]["headers"] = {{"X-Message", "{{field.message}}"}};
  CHECK(name_of_outcome(make_for(server.url(), mapping_json(patch))->deliver(claim)) == "refused");
  CHECK(server.seen().size() == 1);
}

TEST_CASE("a form is encoded, and a submission goes out byte for byte and signed") {
  const ScriptedHttp server([](const SeenRequest&) { return response(200, ""); });
  const Claim claim{submission("a&b=ü"), "desk", 1, {}, {}};
  Json patch = no_find;
  patch["create"] = {{"json", nullptr}, {"id", "ours"}, {"ok_status", nullptr}};
  Json form = patch;
  form["create"]["form"] = {{"message", "{{field.message}}"}, {"to", "x"}};
  CHECK(name_of_outcome(make_for(server.url(), mapping_json(form))->deliver(claim)) == "delivered");
  patch["create"]["submission"] = true;
  CHECK(name_of_outcome(make_for(server.url(), mapping_json(patch))->deliver(claim)) ==
        "delivered");
  const auto seen = server.seen();
  CHECK(seen.at(0).body == "message=a%26b%3D%C3%BC&to=x");
  CHECK(seen[0].header.find("application/x-www-form-urlencoded") != std::string::npos);
  CHECK(seen.at(1).body == claim.submission.bytes);
}

TEST_CASE("reasons hold nothing of what the back end or the customer wrote") {
  const ScriptedHttp server(
      [](const SeenRequest&) { return response(400, "Nguyễn Văn An is not welcome"); });
  const auto outcome = make_for(server.url(), mapping_json(no_find))->deliver(first());
  CHECK(std::get<Refused>(outcome).reason == "the back end answered 400");
}
