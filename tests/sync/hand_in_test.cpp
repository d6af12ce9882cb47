// precall-sync import and enqueue, as their users run them.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "base/digest.hpp"
#include "commands_support.hpp"
#include "failing_disk.hpp"
#include "http_client.hpp"
#include "running_service.hpp"
#include "sync/config.hpp"
#include "sync/database.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

std::string receipt_in(const std::string& line) {
  const std::size_t brace = line.find('{');
  return brace == std::string::npos ? std::string() : line.substr(brace);
}

}  // namespace

TEST_CASE(
    "import takes saved requests and bare bytes, tells of each file, and repeats its receipts") {
  for (const bool serving : {false, true}) {
    CAPTURE(serving);
    Fixture fixture;
    std::unique_ptr<Process> server;
    if (serving) {
      server = fixture.serve();
      server->port();
    }
    const std::string one = support_request(fixture.policies, id_one);
    const std::string two = support_request(fixture.policies, id_two);
    const Json saved = {{"format", "precall.saved/1"}, {"receipt", nullptr}, {"submission", two}};
    const std::vector<std::string> files = {
        fixture.file("one.json", one), fixture.file("bad.json", "{\"id\":1}"),
        fixture.file("latin1.json", "\xE9"), fixture.directory.path("missing.json"),
        fixture.file("two.json", saved.dump(2))};
    std::vector<std::string> arguments = {"import"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    const Ran first = fixture.run(arguments);
    CHECK(first.code == 1);
    CHECK(first.err.empty());
    const auto lines = lines_of(first.out);
    REQUIRE(lines.size() == 5);
    for (std::size_t i = 0; i < 5; ++i) CHECK(lines[i].starts_with(files[i]));
    CHECK(lines[0].starts_with(files[0] + ": " + receipt_code(id_one) + " {"));
    CHECK(json_of(receipt_in(lines[0]))["submission_sha256"] == sha256_hex(one));
    CHECK(json_of(receipt_in(lines[4]))["submission_sha256"] == sha256_hex(two));
    CHECK(lines[1].starts_with(files[1] + " /"));
    CHECK(lines[2].find("not valid UTF-8") != std::string::npos);
    const Ran again = fixture.run({"import", files[0], files[4]});
    CHECK(again.code == 0);
    CHECK(lines_of(again.out) == std::vector<std::string>{lines[0], lines[4]});
    if (!serving) CHECK(fixture.reaches(R"({"file":{"accepted":2}})"));
    if (!serving) server = fixture.serve();
    CHECK(fixture.reaches(R"({"file":{"delivered":2}})"));
    CHECK(server->end(SIGTERM) == 0);
  }
}

TEST_CASE("enqueue takes exactly the bytes of its input, and nothing that is too long") {
  Fixture fixture;
  const std::string bytes = support_request(fixture.policies, id_one);
  const Ran good = fixture.run({"enqueue"}, fixture.file("in", bytes));
  CHECK(good.code == 0);
  CHECK(json_of(good.out)["submission_sha256"] == sha256_hex(bytes));
  for (const std::string& bad :
       {bytes + "\n", std::string(), std::string("x"), std::string(70000, ' ')}) {
    const Ran refused = fixture.run({"enqueue"}, fixture.file("in", bad));
    CHECK(refused.code == 1);
    CHECK(refused.out.empty());
    CHECK(lines_of(refused.err).size() == 1);
  }
  CHECK(fixture.reaches(R"({"file":{"accepted":1}})"));
}

TEST_CASE("what comes while another process has the spool to itself can be handed in later") {
  Fixture fixture;
  const std::string in = fixture.enqueue(id_one);
  {
    const auto database = Database::open(fixture.spool());
    REQUIRE(database);
    CHECK(fixture.run({"enqueue"}, in).code == 75);
    CHECK(fixture.run({"status"}).code == 2);
  }
  CHECK(fixture.run({"enqueue"}, in).code == 0);
}

TEST_CASE("what cannot be stored now is another thing than what never will") {
  Fixture fixture;
  const auto config = load_config(fixture.config);
  REQUIRE(config);
  FailingDisk disk;
  RunningService service(config.value());
  disk.set(DiskFault::disk_full);
  const std::string in = fixture.file("in", support_request(fixture.policies, id_one));
  const Ran later = fixture.run({"enqueue"}, in);
  CHECK(later.code == 75);
  CHECK(later.out.empty());
  CHECK(lines_of(later.err).size() == 1);
  CHECK(later.err.find("send the same bytes again later") != std::string::npos);
  const std::string bad = fixture.file("bad", "{}");
  CHECK(fixture.run({"import", bad}).code == 1);
  const Ran both = fixture.run({"import", in, bad});
  CHECK(both.code == 75);
  CHECK(lines_of(both.out).size() == 2);
  disk.set(DiskFault::none);
  CHECK(fixture.run({"import", in}).code == 0);
}

TEST_CASE("a receipt that cannot be printed is an error, and can be had again") {
  Fixture fixture;
  const std::string in = fixture.file("in", support_request(fixture.policies, id_one));
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"enqueue", "--config", fixture.config},
        std::vector<std::string>{"import", "--config", fixture.config, in}}) {
    Process process(fixture.output, command, in, [] { ::dup2(::open("/dev/full", O_WRONLY), 1); });
    CHECK(process.wait() == 75);
    CHECK(process.err().find("standard output") != std::string::npos);
  }
  const Ran again = fixture.run({"enqueue"}, in);
  CHECK(again.code == 0);
  CHECK(json_of(again.out)["code"] == receipt_code(id_one));
}
