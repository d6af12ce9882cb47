// One mail over libcurl: SMTP, and MIME with a text and an attachment.
#include <algorithm>

#include "sync/outgoing_curl.hpp"

namespace precall::sync {
namespace {

struct FreeMime {
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using Mime = std::unique_ptr<curl_mime, FreeMime>;

void add_part(curl_mime* mime, const std::string& content, const char* type) {
  curl_mimepart* part = curl_mime_addpart(mime);
  curl_mime_data(part, content.data(), content.size());
  curl_mime_type(part, type);
  // Lines of any length, and text in any language, arrive as they were.
  curl_mime_encoder(part, "base64");
}

Mime content_of(const Mail& mail, CURL* handle) {
  Mime mime(curl_mime_init(handle));
  add_part(mime.get(), mail.text, "text/plain; charset=utf-8");
  curl_mimepart* attachment = curl_mime_addpart(mime.get());
  curl_mime_data(attachment, mail.attachment.data(), mail.attachment.size());
  curl_mime_type(attachment, "application/json");
  curl_mime_filename(attachment, mail.attachment_name.c_str());
  curl_mime_encoder(attachment, "base64");
  return mime;
}

CurlList headers_of(const Mail& mail) {
  std::string to;
  for (const std::string& address : mail.to)
    to += (to.empty() ? "To: <" : ",\r\n <") + address + ">";
  CurlList headers;
  headers.add("From: <" + mail.from + ">");
  headers.add(to);
  for (const HttpHeader& header : mail.headers) headers.add(header.name + ": " + header.value);
  return headers;
}

// The server's name for us: the domain that the mail is from.
std::string greeting_url(const MailServer& server, const std::string& from) {
  return server.url + "/" + from.substr(from.find('@') + 1);
}

MailOutcome send(const MailServer& server, const Mail& mail, std::chrono::milliseconds patience) {
  Transfer transfer(greeting_url(server, mail.from), "smtp,smtps", patience);
  transfer.set(CURLOPT_USE_SSL, static_cast<long>(server.plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  if (!server.username.empty()) {
    transfer.set(CURLOPT_USERNAME, server.username.c_str());
    transfer.set(CURLOPT_PASSWORD, server.password.c_str());
  }
  CurlList recipients;
  for (const std::string& address : mail.to) recipients.add("<" + address + ">");
  const std::string sender = "<" + mail.from + ">";
  transfer.set(CURLOPT_MAIL_FROM, sender.c_str());
  transfer.set(CURLOPT_MAIL_RCPT, recipients.get());
  const CurlList headers = headers_of(mail);
  const Mime mime = content_of(mail, transfer.handle());
  transfer.set(CURLOPT_HTTPHEADER, headers.get());
  transfer.set(CURLOPT_MIMEPOST, mime.get());
  const CURLcode code = transfer.perform();
  MailReply reply;
  reply.code = static_cast<unsigned>(std::max(0L, transfer.response_code()));
  if (code == CURLE_OK) return MailReply{250, true, false};
  // Any other error comes with the last reply too, but is not about it.
  reply.login = code == CURLE_LOGIN_DENIED;
  const bool odd = code == CURLE_WEIRD_SERVER_REPLY;
  reply.after_data = odd && transfer.sent_any();
  const bool unwelcome = code == CURLE_REMOTE_ACCESS_DENIED;
  reply.greeting = unwelcome || (odd && !reply.after_data);
  const bool replied = reply.login || unwelcome || odd || code == CURLE_SEND_ERROR;
  if (replied && reply.code >= 400 && reply.code < 600) return reply;
  if (reply.login) return reply;  // it offers no way to log in that is safe
  return transfer.fault(code);
}

}  // namespace

SendMail mail_sender(std::chrono::milliseconds patience) {
  return [patience](const MailServer& server, const Mail& mail) {
    return send(server, mail, patience);
  };
}

}  // namespace precall::sync
