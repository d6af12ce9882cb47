// The mail target against a scripted SMTP server: what goes over the wire, and what replies mean.
#include "sync/targets/mail_target.hpp"

#include <doctest/doctest.h>

#include <mutex>

#include "scripted_server.hpp"
#include "support.hpp"
#include "sync/base64.hpp"

using namespace precall;
using namespace precall::sync;
using namespace precall::sync::test;

namespace {

// Says yes to everything, but for what a test has it say to commands that start with a word.
class ScriptedMail {
 public:
  // "." is the end of the mail itself; "" closes the connection instead of replying.
  explicit ScriptedMail(std::string command = "-", std::string reply = "")
      : command_(std::move(command)),
        reply_(std::move(reply)),
        server_([this](int socket) { talk(socket); }) {}

  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(server_.port()); }
  std::vector<std::string> commands() const {
    const std::lock_guard lock(mutex_);
    return commands_;
  }
  std::string mail() const {
    const std::lock_guard lock(mutex_);
    return mail_;
  }

 private:
  void talk(int socket) {
    if (!send_all(socket, (command_ == "greeting" ? reply_ : "220 test") + "\r\n")) return;
    std::string buffer;
    bool in_mail = false;
    while (true) {
      const std::string end = in_mail ? "\r\n.\r\n" : "\r\n";
      const std::size_t at = buffer.find(end);
      if (at == std::string::npos) {
        const std::string part = receive_some(socket);
        if (part.empty()) return;
        buffer += part;
        continue;
      }
      const std::string text = buffer.substr(0, at);
      buffer.erase(0, at + end.size());
      const std::string reply = reply_to(text, in_mail);
      in_mail = !in_mail && reply.starts_with("354");
      if (reply.empty() || !send_all(socket, reply + "\r\n")) return;
    }
  }

  std::string reply_to(const std::string& text, bool in_mail) {
    const std::lock_guard lock(mutex_);
    if (in_mail) {
      mail_ = text + "\r\n";
      return command_ == "." ? reply_ : "250 taken";
    }
    commands_.push_back(text);
    if (text.starts_with(command_)) return reply_;
    if (text.starts_with("EHLO")) return "250-test\r\n250 AUTH PLAIN";
    // The login itself follows in a line of its own.
    if (text.starts_with("AUTH")) return "334 ";
    if (commands_.size() > 1 && commands_[commands_.size() - 2].starts_with("AUTH")) {
      return "235 welcome";
    }
    if (text.starts_with("DATA")) return "354 go on";
    return text.starts_with("QUIT") ? "221 bye" : "250 fine";
  }

  std::string command_;
  std::string reply_;
  mutable std::mutex mutex_;
  std::vector<std::string> commands_;
  std::string mail_;
  LoopbackServer server_;  // last: its thread ends before what it uses
};

MailTargetConfig config_for(const std::string& url) {
  MailTargetConfig config;
  config.server = url;
  config.plain = true;
  config.from = "precall@example.vn";
  config.to = {"support@example.vn", "second@example.vn"};
  return config;
}

Claim claim(const std::string& email = "an@example.com") {
  return Claim{
      spooled(id_one, canonical(Json{
                          {"id", id_one},
                          {"fields", {{"email", email}, {"name", "Nguyễn Văn An\nBcc: x@y.vn"}}}})),
      "mail",
      1,
      {},
      {}};
}

DeliveryOutcome deliver(const MailTargetConfig& config, const std::string& password = "") {
  MailTarget target("mail", config, password, mail_sender(std::chrono::milliseconds(3000)));
  return target.deliver(claim());
}

std::string outcome_when(const std::string& command, const std::string& reply) {
  const ScriptedMail server(command, reply);
  MailTargetConfig config = config_for(server.url());
  config.username = "precall";
  return name_of_outcome(deliver(config, "pass"));
}

// The decoded body of the part with that content type.
std::string part_of(const std::string& mail, const std::string& type) {
  const std::size_t head = mail.find("Content-Type: " + type);
  REQUIRE(head != std::string::npos);
  const std::size_t start = mail.find("\r\n\r\n", head) + 4;
  std::string text = mail.substr(start, mail.find("\r\n--", start) - start);
  std::string packed;
  for (const char c : text) {
    if (c != '\r' && c != '\n') packed += c;
  }
  const auto decoded = from_base64(packed);
  REQUIRE(decoded);
  return *decoded;
}

}  // namespace

TEST_CASE("one readable mail with the JSON attached goes to every recipient under one Message-ID") {
  const ScriptedMail server;
  const DeliveryOutcome outcome = deliver(config_for(server.url()));
  REQUIRE(std::holds_alternative<Delivered>(outcome));
  CHECK(std::get<Delivered>(outcome).remote_id == id_one);
  const auto commands = server.commands();
  REQUIRE(commands.size() >= 5);
  CHECK(commands[0] == "EHLO example.vn");
  CHECK(commands[1].starts_with("MAIL FROM:<precall@example.vn>"));
  CHECK(commands[2] == "RCPT TO:<support@example.vn>");
  CHECK(commands[3] == "RCPT TO:<second@example.vn>");

  const std::string mail = server.mail();
  const std::string code = json_of(claim().submission.receipt)["code"];
  for (const std::string& line :
       {std::string("From: <precall@example.vn>"),
        "Message-ID: <" + std::string(id_one) + "@example.vn>",
        std::string("Date: Mon, 23 Nov 2026 02:00:00 +0000"),
        "Subject: =?UTF-8?B?" + base64("Yêu cầu hỗ trợ " + code) + "?="}) {
    CAPTURE(line);
    CHECK(mail.find(line + "\r\n") != std::string::npos);
  }
  CHECK(mail.find("To: <support@example.vn>,\r\n <second@example.vn>\r\n") != std::string::npos);
  // Nothing that a customer wrote becomes a header.
  CHECK(mail.find("Bcc") == std::string::npos);
  CHECK(part_of(mail, "text/plain; charset=utf-8").find("Nguyễn Văn An\r\nBcc: x@y.vn\r\n") !=
        std::string::npos);
  const Json attached = json_of(part_of(mail, "application/json"));
  CHECK(canonical(attached["submission"]) == claim().submission.bytes);
  CHECK(canonical(attached["receipt"]) == claim().submission.receipt);
  CHECK(mail.find("filename=\"" + code + ".json\"") != std::string::npos);
}

TEST_CASE("an answer goes to the customer, if their address can be nothing but one") {
  const auto mail_from = [](const std::string& email) {
    const ScriptedMail server;
    MailTarget target("mail", config_for(server.url()), "", mail_sender());
    CHECK(name_of_outcome(target.deliver(claim(email))) == "delivered");
    return server.mail();
  };
  CHECK(mail_from("an@example.com").find("\r\nReply-To: <an@example.com>\r\n") !=
        std::string::npos);
  for (const char* odd : {"", "an", "@x", "a@b@c", "a@b\r\nBcc: x@y.vn", "a@b>, <c", "ă@b.vn"}) {
    CHECK(mail_from(odd).find("Reply-To") == std::string::npos);
  }
}

TEST_CASE("each reply of the mail server means what the design says") {
  CHECK(outcome_when("-", "") == "delivered");
  CHECK(outcome_when(".", "451 later") == "later");
  CHECK(outcome_when(".", "554 spam") == "refused");
  CHECK(outcome_when(".", "") == "later");
  CHECK(outcome_when("greeting", "421 busy") == "later");
  CHECK(outcome_when("greeting", "554 no service for your address") == "unusable");
  CHECK(outcome_when("DATA", "554 no mail from you") == "doubtful");
  CHECK(outcome_when("RCPT", "450 busy") == "later");
  CHECK(outcome_when("RCPT", "550 no such user") == "doubtful");
  CHECK(outcome_when("MAIL", "553 not yours") == "doubtful");
  CHECK(outcome_when("AUTH", "535 wrong") == "unusable");
  CHECK(outcome_when("AUTH", "454 busy") == "later");
  CHECK(outcome_when("EHLO", "") == "later");
  CHECK(outcome_when("EHLO", "250 AUTH NOTHING-KNOWN") == "unusable");
}

TEST_CASE("a mail server that is not there is tried again, and one without TLS is not used") {
  CHECK(name_of_outcome(deliver(config_for("smtp://127.0.0.1:" + std::to_string(closed_port())))) ==
        "later");
  const ScriptedMail server;
  MailTargetConfig config = config_for(server.url());
  config.plain = false;
  CHECK(name_of_outcome(deliver(config)) == "unusable");
  CHECK(server.mail().empty());
}

TEST_CASE("headers in other scripts are encoded in words of whole characters") {
  CHECK(header_text("plain") == "plain");
  CHECK(header_text("a\r\nBcc: x") != "a\r\nBcc: x");
  const std::string text = "Yêu cầu hỗ trợ của khách hàng về thư điện tử không gửi được";
  const std::string encoded = header_text(text);
  std::string decoded;
  std::size_t start = 0;
  while (start < encoded.size()) {
    const std::size_t end = std::min(encoded.find("\r\n ", start), encoded.size());
    const std::string word = encoded.substr(start, end - start);
    CHECK(word.size() <= 75);
    const auto bytes = from_base64(word.substr(10, word.size() - 12));
    REQUIRE(bytes);
    CHECK((static_cast<unsigned char>(bytes->front()) & 0xC0) != 0x80);
    decoded += *bytes;
    start = end + 3;
  }
  CHECK(decoded == text);
}

TEST_CASE("a mail's date is the receipt's, as mail writes it") {
  CHECK(mail_date("2026-11-23T09:00:00+07:00") == "Mon, 23 Nov 2026 02:00:00 +0000");
  CHECK(mail_date("1970-01-01T00:00:00Z") == "Thu, 01 Jan 1970 00:00:00 +0000");
  CHECK(mail_date("soon").empty());
}
