// Delivery into a mailbox: one readable mail for each submission, with the JSON attached. SMTP can
// neither be searched nor told to deduplicate: the mail arrives at least once, always under the
// same Message-ID.
#pragma once

#include <string>

#include "sync/config.hpp"
#include "sync/outgoing.hpp"
#include "sync/target.hpp"

namespace precall::sync {

class MailTarget : public Target {
 public:
  MailTarget(std::string id, MailTargetConfig config, std::string password, SendMail send);

  const std::string& id() const override { return id_; }

  // 250 after the data: delivered. 4xx, no or half an answer: TryLater. 5xx to the mail itself:
  // Refused; to its envelope, which is the same for all: Doubtful. Login or TLS: Unusable.
  DeliveryOutcome deliver(const Claim& claim) override;

 private:
  std::string id_;
  MailTargetConfig config_;
  MailServer server_;
  SendMail send_;
};

// RFC 5322, from RFC 3339: "Mon, 23 Nov 2026 09:00:00 +0700". "" if it is not one.
std::string mail_date(const std::string& timestamp);

// A header's text, as it is where it is ASCII, else in encoded words of RFC 2047, folded.
std::string header_text(const std::string& text);

}  // namespace precall::sync
