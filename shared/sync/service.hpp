// The running uploader: receiver and senders over one spool. Puts the parts together.
//
// The event loop's thread reads and writes sockets and waits for nothing else. Submissions go to
// the committer's threads, questions to the spool to the background's, and each target has its own.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sync/background.hpp"
#include "sync/committer.hpp"
#include "sync/config.hpp"
#include "sync/control.hpp"
#include "sync/depot.hpp"
#include "sync/edges.hpp"
#include "sync/http.hpp"
#include "sync/metrics.hpp"
#include "sync/receiver.hpp"
#include "sync/sender_loop.hpp"
#include "sync/upkeep.hpp"

namespace precall::sync {

enum class ServiceMode { receive_and_send, send_only };

// What whoever supervises the process is told.
struct ServiceSigns {
  std::function<void()> getting_on = [] {};  // about once a second while all is well
  std::function<void()> stopping = [] {};    // nothing is received any more
};

class Service {
 public:
  // Loads the policies and proves the current one, opens the spool and looks through it, and
  // listens. Whatever was cut off is taken up again.
  static Result<std::unique_ptr<Service>> start(const Config& config, const Edges& edges,
                                                ServiceMode mode = ServiceMode::receive_and_send);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // Where it listens, with the real port: "http://127.0.0.1:8081". Empty where it only sends.
  const std::string& address() const { return address_; }

  std::optional<Error> stop_on_signals() { return server_.stop_on_signals(); }
  // Serves until stopped, or until a while after the spool failed: false then. Requests and
  // attempts under way are ended first, which takes as long as a target's deadlines at most.
  bool run(const ServiceSigns& signs = {});
  // May be called from any thread.
  void stop() { server_.stop(); }

 private:
  Service(const Config& config, std::unique_ptr<Depot> depot, const Edges& edges);
  void start_senders(std::vector<std::unique_ptr<Target>> targets);
  std::optional<Error> open(const Config& config, ServiceMode mode);
  void wake_senders();
  void control(HttpRequest request, const HttpRespond& respond);
  ControlScope control_scope();
  void show_metrics(const HttpRespond& respond);
  void look_after(const ServiceSigns& signs);
  void end();

  // The order matters: what stands below uses what stands above.
  Edges edges_;
  std::unique_ptr<Depot> depot_;
  Metrics metrics_;
  HttpServer server_;
  std::vector<std::unique_ptr<SenderLoop>> senders_;
  Committer committer_;
  Background background_;
  Receiver receiver_;
  Upkeep upkeep_;
  std::string address_;
};

}  // namespace precall::sync
