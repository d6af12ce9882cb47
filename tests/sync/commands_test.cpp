// The commands of the real program, against a running process and against the spool itself.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "base/digest.hpp"
#include "commands_support.hpp"
#include "http_client.hpp"
#include "running_service.hpp"
#include "sync/database.hpp"
#include "sync/spool_sqlite.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

TEST_CASE("a target that the config has no more is named while something waits for it") {
  Fixture fixture;
  fixture.block_target();
  const std::string bytes = support_request(fixture.policies, id_one);
  {
    const auto server = fixture.serve();
    CHECK(status_of(exchange(server->port(), post(bytes))) == 201);
  }
  fixture.rename_target("files");
  const auto server = fixture.serve();
  server->port();
  CHECK(server->err().find("target=file ") != std::string::npos);
  const Json status = fixture.status();
  CHECK(status["paused"]["file"]["reason"] == "no target of this name in the config");
  CHECK_FALSE(status["paused"].contains("files"));
  CHECK(fixture.run({"status"}).out.find("no target of this name") != std::string::npos);
}

TEST_CASE("status lists what needs a person and why, and release sends it again") {
  Fixture fixture;
  fixture.block_target();
  const auto server = fixture.serve();
  const std::string bytes = support_request(fixture.policies, id_one);
  CHECK(status_of(exchange(server->port(), post(bytes))) == 201);
  REQUIRE(fixture.reaches(R"({"file":{"waiting":1}})"));
  const Json status = fixture.status();
  REQUIRE(status["deliveries"].size() == 1);
  const Json& row = status["deliveries"][0];
  CHECK(row["id"] == std::string(id_one));
  CHECK(row["code"] == receipt_code(id_one));
  CHECK(row["state"] == "waiting");
  CHECK(row["reason"].get<std::string>().find("is not a directory") != std::string::npos);
  CHECK(status["paused"]["file"]["unusable"] == false);
  const Ran table = fixture.run({"status"});
  CHECK(table.code == 0);
  CHECK(table.out.find("is not a directory") != std::string::npos);
  CHECK(table.out.find("Nguyễn") == std::string::npos);
  CHECK(fixture.status({"--state", "held"})["deliveries"].empty());

  fixture.free_target();
  const Ran released =
      fixture.run({"release", "--id", std::string(id_one), "--reason", "the directory is back"});
  CHECK(released.code == 0);
  CHECK(released.out == "1 changed\n");
  CHECK(fixture.reaches(R"({"file":{"delivered":1}})"));
  const Json one = fixture.status({"--id", std::string(id_one)});
  CHECK(one["deliveries"][0]["state"] == "delivered");
  REQUIRE(one["journal"].size() == 1);
  CHECK(one["journal"][0]["act"] == "release");
  CHECK(one["journal"][0]["reason"] == "the directory is back");
  CHECK(fixture.status({"--target", "file"})["deliveries"].size() == 1);
  CHECK(fixture.run({"release", "--id", std::string(id_one), "--reason", "x"}).code == 1);
  CHECK(server->end(SIGTERM) == 0);
}

TEST_CASE("discard gives up and erase takes the personal data; both keep the reason") {
  for (const bool serving : {false, true}) {
    CAPTURE(serving);
    Fixture fixture;
    fixture.block_target();
    const std::string in =
        fixture.file("in", support_request(fixture.policies, id_one, "Bí mật của khách."));
    REQUIRE(fixture.run({"enqueue"}, in).code == 0);
    std::unique_ptr<Process> server;
    if (serving) {
      server = fixture.serve();
      server->port();
      REQUIRE(fixture.reaches(R"({"file":{"waiting":1}})"));
    }
    const std::string id(id_one);
    CHECK(fixture.run({"export"}).out.find("Bí mật") != std::string::npos);
    CHECK(fixture.run({"discard", "--id", id, "--reason", "sent twice by phone"}).code == 0);
    CHECK(fixture.reaches(R"({"file":{"discarded":1}})"));
    CHECK(fixture.run({"erase", "--id", id, "--reason", "asked on 2 December"}).code == 0);
    CHECK(fixture.run({"erase", "--id", std::string(id_two), "--reason", "x"}).code == 1);
    const Ran exported = fixture.run({"export"});
    const Json line = json_of(exported.out);
    CHECK(line["submission"] == nullptr);
    CHECK(line["id"] == id);
    CHECK(exported.out.find("Bí mật") == std::string::npos);
    const Json journal = fixture.status({"--id", id})["journal"];
    REQUIRE(journal.size() == 2);
    CHECK(journal[0]["reason"] == "sent twice by phone");
    CHECK(journal[1]["reason"] == "asked on 2 December");
    CHECK(fixture.run({"verify"}).code == 0);
  }
}

TEST_CASE("what was done to all is told of each, from when it was there") {
  Fixture fixture;
  const auto server = fixture.serve_in_vain();
  REQUIRE(fixture.run({"release", "--all", "--reason", "looked into"}).code == 0);
  const Json journal = fixture.status({"--id", std::string(id_one)})["journal"];
  REQUIRE(journal.size() == 1);
  CHECK(journal[0]["reason"] == "looked into");
}

TEST_CASE("erase names the targets that have a copy") {
  Fixture fixture;
  fixture.enqueue(id_one);
  const auto server = fixture.serve();
  REQUIRE(fixture.reaches(R"({"file":{"delivered":1}})"));
  const Ran erased = fixture.run({"erase", "--id", std::string(id_one), "--reason", "asked"});
  CHECK(erased.code == 0);
  CHECK(erased.out.find("\"file\" has a copy, as \"") != std::string::npos);
  const Ran again = fixture.run({"erase", "--id", std::string(id_one), "--reason", "asked"});
  CHECK(again.code == 1);
  CHECK(again.out.find("\"file\" has a copy, as \"") != std::string::npos);
}

TEST_CASE("erase names the targets that may have a copy") {
  Fixture fixture;
  const auto server = fixture.serve_in_vain();
  const Ran erased = fixture.run({"erase", "--id", std::string(id_one), "--reason", "asked"});
  CHECK(erased.code == 0);
  CHECK(erased.out.find("\"file\" was tried, and may have a copy") != std::string::npos);
}

TEST_CASE("a decision needs a reason and says what it is about") {
  Fixture fixture;
  fixture.enqueue(id_one);
  const std::string id(id_one);
  for (const auto& arguments : {std::vector<std::string>{"release", "--all"},
                                {"release", "--all", "--reason", ""},
                                {"release", "--reason", "x"},
                                {"release", "--all", "--id", id, "--reason", "x"},
                                {"release", "--all", "--reason", "two\nlines"},
                                {"release", "--all", "--reason", std::string(501, 'x')},
                                {"release", "--all", "--reason", "\xE9"},
                                {"discard", "--reason", "x"},
                                {"discard", "--target", "file", "--reason", "x"},
                                {"erase", "--reason", "x"}}) {
    const Ran ran = fixture.run(arguments);
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(lines_of(ran.err).size() == 1);
  }
  CHECK(fixture.reaches(R"({"file":{"accepted":1}})"));
}

TEST_CASE("export tells what is damaged from what was erased") {
  Fixture fixture;
  fixture.enqueue(id_one);
  fixture.enqueue(id_two);
  const std::string one(id_one);
  // A delivery that was given up says nothing of erasure itself.
  REQUIRE(fixture.run({"discard", "--id", one, "--reason", "twice"}).code == 0);
  REQUIRE(fixture.run({"erase", "--id", one, "--reason", "asked"}).code == 0);
  {
    const auto database = Database::open(fixture.spool());
    REQUIRE(database);
    REQUIRE_FALSE(database.value()->transaction([&] {
      database.value()->execute("UPDATE submissions SET bytes = x'00' WHERE id = ?1", {id_two});
    }));
  }
  const auto lines = lines_of(fixture.run({"export"}).out);
  REQUIRE(lines.size() == 2);
  CHECK(json_of(lines[0])["damaged"] == false);
  CHECK(json_of(lines[0])["submission"] == nullptr);
  CHECK(json_of(lines[1])["damaged"] == true);
}

TEST_CASE("export prints every request once with its bytes, from the one asked for, page by page") {
  Fixture fixture;
  constexpr std::size_t count = 400;  // more than a page
  std::vector<std::string> arguments = {"import"};
  for (std::size_t i = 0; i < count; ++i) {
    const std::string id = numbered_id(i);
    arguments.push_back(fixture.file(
        std::to_string(i), support_request(fixture.policies, id, std::string(2500, 'x'))));
  }
  REQUIRE(fixture.run(arguments).code == 0);
  const Ran all = fixture.run({"export"});
  CHECK(all.code == 0);
  const auto lines = lines_of(all.out);
  REQUIRE(lines.size() == count);
  for (const std::string& text : {lines.front(), lines.back()}) {
    const Json line = json_of(text);
    CHECK(sha256_hex(line["submission"].get<std::string>()) == line["sha256"]);
    CHECK(json_of(line["receipt"].get<std::string>())["submission_sha256"] == line["sha256"]);
    CHECK(line["states"]["file"]["state"] == "accepted");
  }
  const Json before_last = json_of(lines[count - 2]);
  const Ran rest = fixture.run({"export", "--after", before_last["sequence"].dump()});
  CHECK(rest.out == lines.back() + "\n");
}

TEST_CASE("verify finds a spool that was forged whole, by the signatures that are not there") {
  Fixture fixture;
  const std::string bytes = support_request(fixture.policies, id_one);
  REQUIRE(fixture.run({"enqueue"}, fixture.file("in", bytes)).code == 0);
  const Ran good = fixture.run({"verify"});
  CHECK(json_of(good.out)["signatures"] == 1);
  CHECK(json_of(good.out)["database_checked"] == true);
  {
    // A chain that is right throughout, over a receipt that nobody here gave.
    const auto spool = SqliteSpool::open(fixture.spool());
    REQUIRE(accept_one(*spool.value(), spooled(id_two)));
  }
  const Ran forged = fixture.run({"verify"});
  CHECK(forged.code == 1);
  CHECK(json_of(forged.out)["forged"] == Json{std::string(id_two)});
  const auto server = fixture.serve();
  server->port();
  const Json asked = json_of(fixture.run({"verify"}).out);
  CHECK(asked["forged"] == Json{std::string(id_two)});
  CHECK(asked["database_checked"] == false);
  REQUIRE(::unlink((fixture.spool() + ".key").c_str()) == 0);
  CHECK(server->end(SIGTERM) == 0);
  CHECK(json_of(fixture.run({"verify"}).out)["signatures"] == 0);
}

TEST_CASE("what a killed process was sending can be given up and erased before the next start") {
  Fixture fixture;
  fixture.enqueue(id_one);
  {
    const auto spool = SqliteSpool::open(fixture.spool());
    REQUIRE(spool);
    const auto claim = spool.value()->claim("file", Instant{test_now.seconds + 86400 * 36500LL});
    REQUIRE(claim);
    REQUIRE(claim.value());
  }
  const std::vector<std::string> why = {"--id", std::string(id_one), "--reason", "asked to"};
  const auto decide = [&](std::vector<std::string> command) {
    command.insert(command.end(), why.begin(), why.end());
    return fixture.run(command).code;
  };
  CHECK(decide({"erase"}) == 0);
  CHECK(canonical(fixture.status()["targets"]) == R"({"file":{"erased":1}})");
}

TEST_CASE("serve --check reads what a start would read") {
  Fixture fixture;
  CHECK(fixture.run({"serve", "--check"}).code == 0);
  fixture.enqueue(id_one);
  CHECK(fixture.run({"serve", "--check"}).code == 0);
  fixture.config = write_config(
      fixture.directory, PRECALL_POLICY_FILE,
      Json{{"targets",
            {{{"id", "rt"}, {"kind", "http"}, {"mapping", fixture.directory.path("none.json")}}}}});
  const Ran missing = fixture.run({"serve", "--check"});
  CHECK(missing.code == 2);
  CHECK(lines_of(missing.err).size() == 1);
  const auto code_with = [&](const Json& more) {
    fixture.config = write_config(fixture.directory, PRECALL_POLICY_FILE, more);
    return fixture.run({"serve", "--check"}).code;
  };
  CHECK(code_with({{"control", "/tmp/" + std::string(200, 'x')}}) == 2);
  CHECK(code_with({{"control", fixture.config}}) == 2);
  CHECK(code_with({{"listen", "192.0.2.1:0"}}) == 2);
  CHECK(code_with({{"spool", fixture.config + "/spool.db"}}) == 2);
  CHECK(code_with({{"spool", fixture.file("other.db", "no database")}}) == 2);
  const auto files = [&](const std::string& into) {
    return Json{{"targets", {{{"id", "file"}, {"kind", "file"}, {"directory", into}}}}};
  };
  CHECK(code_with(files(fixture.file("taken", "x"))) == 2);
  CHECK(code_with(files(fixture.directory.path("made/later"))) == 0);
  CHECK(code_with({{"signing_keys", {fixture.file("bad.key", "x")}}}) == 2);
  Json mail = json_of(R"({"id":"mail","kind":"mail","from":"a@x.vn","to":["b@x.vn"],"plain":true,
    "username":"web","password":{"env":"PATH"},"server":"smtp://"})");
  CHECK(code_with({{"targets", {mail}}}) == 2);
  mail["server"] = "smtp://mail.example.vn";
  CHECK(code_with({{"targets", {mail}}}) == 0);
  CHECK(fixture.run({"serve", "--check"}).out.find("clear text") != std::string::npos);
  mail["server"] = "smtp://127.0.0.1:25";
  code_with({{"targets", {mail}}});
  CHECK(fixture.run({"serve", "--check"}).out.find("clear text") == std::string::npos);
}

TEST_CASE("send delivers without listening, and the commands reach it") {
  Fixture fixture;
  fixture.enqueue(id_one);
  const auto sender = fixture.serve("send");
  CHECK(fixture.reaches(R"({"file":{"delivered":1}})"));
  CHECK(sender->out() == "sending\n");
  CHECK(sender->end(SIGTERM) == 0);
}

TEST_CASE("a process whose disk fails gives no receipt, says so and ends with exit code 1") {
  Fixture fixture;
  // The write-ahead log may not grow beyond some requests.
  Process process(fixture.output, {"serve", "--config", fixture.config}, "/dev/null", [] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit most = {200000, 200000};
    ::setrlimit(RLIMIT_FSIZE, &most);
  });
  const std::uint16_t port = process.port();
  std::vector<std::string> receipts;
  std::optional<std::string> refused;
  for (std::size_t i = 0; i < 200 && !refused; ++i) {
    const std::string id = numbered_id(i);
    const std::string response =
        test::exchange(port, post(support_request(fixture.policies, id, std::string(2500, 'x'))));
    if (status_of(response) == 201) {
      receipts.push_back(body_of(response));
    } else {
      refused = response;
    }
  }
  REQUIRE(refused);
  CHECK(status_of(*refused) == 503);
  CHECK(status_of(get(port, "/healthz")) == 503);
  CHECK(process.wait() == 1);
  CHECK(process.err().find("the spool failed") != std::string::npos);
  // Every receipt is for something that is there.
  const Ran exported = fixture.run({"export"});
  CHECK(exported.code == 0);
  for (const std::string& receipt : receipts) {
    const std::string sha256 = json_of(receipt)["submission_sha256"];
    CHECK(exported.out.find(sha256) != std::string::npos);
  }
  CHECK(fixture.run({"verify"}).code == 0);
}
