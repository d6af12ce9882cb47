// Writes the mail, and tells what the server's reply means.
#include "sync/targets/mail_target.hpp"

#include <algorithm>

#include "sync/base64.hpp"
#include "sync/targets/content.hpp"

namespace precall::sync {
namespace {

// An encoded word has 75 characters at most: "=?UTF-8?B?", 60 of base64, and "?=".
constexpr std::size_t encoded_word_bytes_max = 45;

std::string with_network_lines(const std::string& text) {
  std::string lines;
  for (const char c : text) {
    if (c == '\n') lines += '\r';
    lines += c;
  }
  return lines;
}

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Strict: what is not plainly an address must not reach a header.
bool is_plain_address(const std::string& text) {
  const std::size_t at = text.find('@');
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '+' || c == '-' || c == '@';
  };
  return at != std::string::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string::npos && std::all_of(text.begin(), text.end(), fits);
}

Mail write_mail(const Content& content, const MailTargetConfig& config) {
  const std::string id = text_at(content.submission, "id");
  const std::string code = text_at(content.receipt, "code");
  const std::string host = config.from.substr(config.from.find('@') + 1);
  Mail mail;
  mail.from = config.from;
  mail.to = config.to;
  mail.headers = {{"Subject", header_text("Yêu cầu hỗ trợ " + code)},
                  {"Date", mail_date(text_at(content.receipt, "received_at"))},
                  {"Message-ID", "<" + id + "@" + host + ">"},
                  // Out-of-office programs are not to answer a program.
                  {"Auto-Submitted", "auto-generated"}};
  const Json* fields = Reader::find(content.submission, "fields");
  const std::string customer = fields == nullptr ? std::string() : text_at(*fields, "email");
  if (is_plain_address(customer)) mail.headers.push_back({"Reply-To", "<" + customer + ">"});
  mail.text = with_network_lines(staff_summary(content));
  mail.attachment = document_text(content);
  mail.attachment_name = code + ".json";
  return mail;
}

std::string answered(unsigned code) {
  return "the mail server answered " + std::to_string(code);
}

DeliveryOutcome judge(const MailReply& reply, const std::string& submission_id) {
  if (reply.login && reply.code < 400) return Unusable{"the mail server lets nobody log in"};
  if (reply.code >= 200 && reply.code < 300) return Delivered{submission_id};
  if (reply.code < 500) return TryLater{answered(reply.code), {}};
  if (reply.login) return Unusable{answered(reply.code) + " to the login"};
  if (reply.greeting) return Unusable{answered(reply.code) + " to the connection"};
  if (reply.after_data) return Refused{answered(reply.code) + " to the mail"};
  return Doubtful{answered(reply.code) + " to sender, recipient or size"};
}

DeliveryOutcome judge(RemoteFault fault) {
  const std::string reason(words_of(fault));
  if (fault == RemoteFault::tls || fault == RemoteFault::bad_address) return Unusable{reason};
  return TryLater{reason, {}};
}

}  // namespace

MailTarget::MailTarget(std::string id, MailTargetConfig config, std::string password, SendMail send)
    : id_(std::move(id)),
      config_(std::move(config)),
      server_{config_.server, config_.plain, config_.username, std::move(password)},
      send_(std::move(send)) {}

DeliveryOutcome MailTarget::deliver(const Claim& claim) {
  const auto content = read_content(claim.submission);
  if (!content) return Refused{"the stored submission is not JSON"};
  const MailOutcome outcome = send_(server_, write_mail(*content, config_));
  if (const auto* fault = std::get_if<RemoteFault>(&outcome)) return judge(*fault);
  return judge(*std::get_if<MailReply>(&outcome), claim.submission.id);
}

std::string mail_date(const std::string& timestamp) {
  static constexpr const char* days[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto instant = parse_timestamp(timestamp);
  if (!instant) return {};
  const std::string date = timestamp_at(instant.value(), 0);  // YYYY-MM-DDThh:mm:ssZ
  const auto day = static_cast<std::size_t>(day_at(instant.value(), 0));
  const auto month = static_cast<std::size_t>((date[5] - '0') * 10 + (date[6] - '0') - 1);
  return std::string(days[day % 7]) + ", " + date.substr(8, 2) + " " + months[month] + " " +
         date.substr(0, 4) + " " + date.substr(11, 8) + " +0000";
}

std::string header_text(const std::string& text) {
  const bool plain =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f; });
  if (plain) return text;
  std::string words;
  std::size_t start = 0;
  while (start < text.size()) {
    std::size_t end = std::min(start + encoded_word_bytes_max, text.size());
    while (end < text.size() && end > start + 1 && continues_character(text[end])) --end;
    words += words.empty() ? "" : "\r\n ";
    words += "=?UTF-8?B?" + base64(std::string_view(text).substr(start, end - start)) + "?=";
    start = end;
  }
  return words;
}

}  // namespace precall::sync
