// The running uploader: receiver and sender over one spool, in one thread. Puts the parts together.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sync/config.hpp"
#include "sync/edges.hpp"
#include "sync/http.hpp"
#include "sync/intake.hpp"
#include "sync/receiver.hpp"
#include "sync/sender.hpp"
#include "sync/signing.hpp"

namespace precall::sync {

class Service {
 public:
  // Loads the policies and proves the current one, opens the spool and listens. Whatever was cut
  // off is taken up again.
  static Result<std::unique_ptr<Service>> start(const Config& config, Edges edges);

  // Where it listens, with the real port: "http://127.0.0.1:8081".
  const std::string& address() const { return address_; }

  std::optional<Error> stop_on_signals() { return server_.stop_on_signals(); }
  // Serves until stopped. False if the spool failed meanwhile, so that not all work was done.
  bool run();
  // May be called from any thread.
  void stop() { server_.stop(); }

 private:
  Service(const Config& config, PolicyBook policies, SigningKeys keys, std::unique_ptr<Spool> spool,
          Edges edges);
  std::optional<Error> open(const Config& config);
  void send_later(std::chrono::milliseconds delay);
  void send();

  Edges edges_;
  PolicyBook policies_;
  SigningKeys keys_;
  std::unique_ptr<Spool> spool_;
  Intake intake_;
  std::vector<std::unique_ptr<Sender>> senders_;
  HttpServer server_;
  Receiver receiver_;
  std::string address_;
};

// What `status` shows, as JSON: {"targets":{ID:{STATE:COUNT}}}. Asks the process
// that serves, or reads the spool itself where none does. Never makes a spool.
Result<std::string> read_status(const Config& config);

// The same as a table for people.
std::string status_table(const std::string& status_json);

}  // namespace precall::sync
