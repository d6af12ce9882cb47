// Hostile input over a real socket: problem details or a closed connection, and nothing stored.
#include <doctest/doctest.h>
#include <unistd.h>

#include <deque>
#include <fstream>

#include "base/limits.hpp"
#include "http_client.hpp"
#include "running_service.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

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
  CHECK(counts_of(test_config(directory)) == "{}");
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

namespace {

// Texts of the kinds that suites for JSON parsers collect: not JSON, or JSON that two parsers could
// read differently.
std::vector<std::string> bad_json_texts() {
  const std::string nul(1, '\0');
  std::vector<std::string> texts = {
      // Structure
      "{", "}", "[", "]", "[,]", "[1,]", "[,1]", "[1,,2]", "{,}", R"({"a"})", R"({"a":})",
      R"({:1})", R"({"a":1,})", R"({"a":1,,"b":2})", R"({"a" "b"})", R"({a:1})", R"({'a':1})",
      R"({"a":1}})", "[]]", "[[]", "[}", "{]", R"({"a":1 "b":2})", "[1 2]", R"({1:2})", "{}{}",
      "{} x", "[]\n[]", "//\n{}", "{}/**/", "#\n{}", "{\"a\":/**/1}", "*", ":", ",",
      // Words
      "nul", "nulll", "NULL", "True", "tru", "falsey", "NaN", "Infinity", "-Infinity", "undefined",
      // Numbers
      "01", "-01", "+1", "1.", ".1", "-", "--1", "1e", "1e+", "1e1e1", "0x10", "1_000", "1,5",
      "1e999", "-1e999", "1e-999", "0.1", "1.0", "123456789012345678901234567890",
      "9007199254740993", "-9007199254740993", "1" + std::string(5000, '0'),
      "0." + std::string(5000, '1'), "1e" + std::string(100, '9'), "\xEF\xBC\x91",
      // Strings
      "\"", R"("a)", R"(a")", R"("\x")", R"("\u12")", R"("\u12G4")", R"("\)", R"("\u")",
      R"("\ud800")", R"("\udc00")", R"("\ud800\ud800")", R"("\ud800\u0041")", R"("\udc00\ud800")",
      R"("\'")", "\"\n\"", "\"\t\"", "\"\x01\"", "\"" + nul + "\"", "'a'", "\"\x7f\xff\"",
      // Encodings
      "\xEF\xBB\xBF{}", "\xFF\xFE{\0}\0", "\xFE\xFF", "\"\xC0\xAF\"", "\"\xE0\x80\x80\"",
      "\"\xED\xA0\x80\"", "\"\xF4\x90\x80\x80\"", "\"\xF8\x88\x80\x80\x80\"", "\"\x80\"",
      "\"\xC3\"", "\"\xE2\x82\"", "\"\xF0\x9F\x98\"", "\"\xFC\x80\x80\x80\x80\x80\"", nul,
      "{}" + nul, nul + "{}", std::string(3, '\0'),
      // Keys twice, also where they only look different
      R"({"a":1,"a":1})", R"({"a":1,"\u0061":2})", R"({"x":{"a":1,"a":2}})", R"([{"":1,"":2}])",
      // Depth and length
      std::string(33, '[') + std::string(33, ']'), std::string(60000, '['), std::string(60000, '{'),
      std::string(30000, '[') + std::string(30000, ']'), "\"" + std::string(60000, 'x'),
      std::string(60000, ' '), std::string(60000, '"'), std::string(60000, '\\'),
      std::string(60000, '\xCC'), ""};
  std::string nested;
  for (int i = 0; i < 10000; ++i) nested += R"({"a":)";
  texts.push_back(nested);
  return texts;
}

// Those texts alone and inside, and a good submission cut off and changed everywhere.
std::vector<std::string> bad_bodies(const std::string& good) {
  std::vector<std::string> bodies;
  for (const std::string& text : bad_json_texts()) {
    bodies.push_back(text);
    bodies.push_back("[" + text + "]");
    bodies.push_back("{\"id\":" + text + "}");
    bodies.push_back("{" + text + ":1}");
    bodies.push_back(good.substr(0, good.size() - 1) + ",\"client\":" + text + "}");
  }
  for (std::size_t i = 0; i < good.size(); i += 7) bodies.push_back(good.substr(0, i));
  for (std::size_t i = 0; i < good.size(); i += 13) {
    // None of these is ever right in place of another byte.
    for (const char odd : {'\0', '\xFF', '\n', '"'}) {
      std::string body = good;
      if (body[i] == odd) continue;
      body[i] = odd;
      bodies.push_back(body);
    }
  }
  std::erase_if(bodies,
                [](const std::string& body) { return body.size() > limits::submission_bytes_max; });
  return bodies;
}

// Resident memory of this process, in KiB.
std::int64_t resident_kib() {
  std::ifstream file("/proc/self/statm");
  std::int64_t total = 0;
  std::int64_t resident = 0;
  file >> total >> resident;
  return resident * ::sysconf(_SC_PAGESIZE) / 1024;
}

bool answered_or_closed(const std::string& response) {
  if (response.empty()) return true;
  return status_of(response) >= 400 &&
         response.find("Content-Type: application/problem+json\r\n") != std::string::npos;
}

}  // namespace

TEST_CASE("a corpus of bad JSON is refused to the last, and memory stays flat") {
  const TemporaryDirectory directory;
  RunningService service(test_config(directory));
  const auto bodies = bad_bodies(support_request(test_policies(), id_one));
  CHECK(bodies.size() > 2000);
  const auto send_all = [&] {
    RawConnection connection(service.port());
    for (const std::string& body : bodies) {
      CAPTURE(body.substr(0, 200));
      REQUIRE(connection.send(post(body)));
      const std::string response = connection.receive();
      const int status = status_of(response);
      CHECK((status == 400 || status == 422));
      CHECK(json_of(body_of(response))["status"] == status);
    }
  };
  send_all();
  const std::int64_t before = resident_kib();
  for (int round = 0; round < 3; ++round) send_all();
  const std::int64_t growth = resident_kib() - before;
  MESSAGE(bodies.size() << " bodies; memory grew by " << growth << " KiB in three more rounds");
  CHECK(growth < 16 * 1024);
  CHECK(counts_of(test_config(directory)) == "{}");
}

TEST_CASE("requests in the request's body, floods of headers and odd paths store nothing") {
  const TemporaryDirectory directory;
  RunningService service(test_config(directory));
  const std::string good = post(support_request(test_policies(), id_one));
  const std::string start = "POST /v1/submissions HTTP/1.1\r\nHost: h\r\n";
  const std::string json = "Content-Type: application/json\r\n";
  std::vector<std::string> requests;
  // Smuggling: whoever reads the framing otherwise would find a second request, a good one. (A
  // Content-Length on a folded line is read as RFC 9112 has it, joined to one line.)
  for (const std::string framing :
       {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: identity, chunked\r\n", "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding:\tchunked\r\nTransfer-Encoding: x\r\n",
        "Transfer-Encoding: \x0b"
        "chunked\r\n",
        "Transfer_Encoding: chunked\r\nContent-Length: 5\r\nContent-Length: 0\r\n",
        "Content-Length: 5\r\nContent-Length: 5\r\n", "Content-Length: +5\r\n",
        "Content-Length: 5 5\r\n", "Content-Length: 5;\r\n", "Content-Length: 0005x\r\n",
        "Content-Length: 18446744073709551621\r\n", "X: y\r\n Transfer-Encoding: chunked\r\n",
        " Content-Length: 5\r\n"}) {
    requests.push_back(start + json + framing + "\r\n0\r\n\r\n" + good);
  }
  requests.push_back(start + json + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n" + good);
  requests.push_back(start + json + "Transfer-Encoding: chunked\r\n\r\n5;x\ny\r\n{}\r\n" + good);
  requests.push_back(start + json + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n" +
                     good);
  // Header floods.
  std::string flood;
  for (int i = 0; i < 20000; ++i) flood += "X-" + std::to_string(i) + ": y\r\n";
  requests.push_back(start + flood);
  requests.push_back(start + "X: " + std::string(1000000, 'y'));
  requests.push_back("POST /" + std::string(1000000, 'a'));
  requests.push_back(start + std::string(1000000, 'N') + ": v\r\n");
  requests.push_back(std::string(1000000, '\r'));
  requests.push_back(std::string(1000000, '\n'));
  // The same between and after the chunks of a body.
  const std::string chunked = start + json + "Transfer-Encoding: chunked\r\n\r\n";
  requests.push_back(chunked + "5;" + std::string(40000000, 'a'));
  requests.push_back(chunked + "0\r\nX: " + std::string(40000000, 'a'));
  std::string trailers;
  for (int i = 0; i < 2000000; ++i) trailers += "X-" + std::to_string(i) + ": y\r\n";
  requests.push_back(chunked + "0\r\n" + trailers);
  // Paths that are not the one, whatever a file system or a proxy would make of them.
  for (const std::string path :
       {"/v1/submissions/", "//v1/submissions", "/v1//submissions", "/v1/./submissions",
        "/v1/submissions%00", "/v1/submissions%2f", "/%76%31/submissions", "/V1/Submissions",
        "/v1/submissions/../../etc/passwd", "/v1/submissions;x=1", "/v1/submissions#x",
        "http://h/v1/submissions", "*", "/status", "/submit", "/release", "/v1/../submit"}) {
    std::string request = good;
    request.replace(request.find("/v1/submissions"), 15, path);
    requests.push_back(request);
  }
  const std::int64_t before = resident_kib();
  for (const std::string& request : requests) {
    CAPTURE(request.substr(0, 200));
    RawConnection connection(service.port());
    connection.send(request);
    CHECK(answered_or_closed(connection.receive()));
  }
  CHECK(resident_kib() - before < 16 * 1024);
  CHECK(counts_of(test_config(directory)) == "{}");
}

TEST_CASE("among 200 slow clients every other is answered, and the slow ones are kept") {
  const TemporaryDirectory directory;
  RunningService service(test_config(directory));
  const PolicyBook policies = test_policies();
  std::deque<RawConnection> slow;
  for (int i = 0; i < 200; ++i) {
    REQUIRE(slow.emplace_back(service.port()).send("POST /v1/submissions HTTP/1.1\r\nHo"));
  }
  for (std::size_t i = 0; i < 50; ++i) {
    const std::string request = post(support_request(policies, numbered_id(i)));
    CHECK(status_of(exchange(service.port(), request)) == 201);
  }
  for (RawConnection& connection : slow) CHECK(connection.send("s"));
}
