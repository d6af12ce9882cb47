// Wires the parts together, and takes them apart in the right order.
#include "sync/service.hpp"

#include "base/json.hpp"
#include "base/limits.hpp"
#include "sync/control_line.hpp"
#include "sync/problem.hpp"
#include "sync/targets/targets.hpp"

namespace precall::sync {
namespace {

constexpr std::chrono::seconds look_interval{1};

// For people on this machine, whose questions may take long to answer.
constexpr HttpLimits control_limits{.body_bytes_max = limits::submission_bytes_max,
                                    .connections_max = 16,
                                    .request_time_max = std::chrono::minutes(10)};

Microseconds steady_time() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

// When the oldest submission that is still on its way was received.
std::optional<Instant> oldest_open(Spool& spool) {
  std::optional<Instant> oldest;
  for (const auto state :
       {DeliveryState::accepted, DeliveryState::sending, DeliveryState::waiting}) {
    const auto rows = spool.deliveries({}, name_of(state), 1);
    if (!rows || rows->empty()) continue;
    const Instant received = rows->front().received_at;
    if (!oldest || received.seconds < oldest->seconds) oldest = received;
  }
  return oldest;
}

Result<std::vector<std::unique_ptr<Target>>> make_targets(const Config& config,
                                                          const Edges& edges) {
  std::vector<std::unique_ptr<Target>> targets;
  for (const TargetConfig& target : config.targets) {
    auto made = make_target(target, edges);
    if (!made) return made.error();
    targets.push_back(std::move(made).value());
  }
  return targets;
}

}  // namespace

Service::Service(const Config& config, std::unique_ptr<Depot> depot, const Edges& edges)
    : edges_(edges),
      depot_(std::move(depot)),
      server_(HttpLimits{.body_bytes_max = limits::submission_bytes_max}),
      committer_(depot_->intake(), metrics_, [this] { wake_senders(); }),
      receiver_(config, ReceiverParts{committer_, metrics_,
                                      canonical(keys_json(depot_->keys().public_keys())),
                                      [this] { return depot_->intake().ready(); },
                                      [this](const HttpRespond& respond) { show_metrics(respond); },
                                      steady_time}),
      upkeep_(depot_->spool(), committer_, background_, config, edges_) {}

Service::~Service() {
  end();
}

Result<std::unique_ptr<Service>> Service::start(const Config& config, const Edges& edges,
                                                ServiceMode mode) {
  auto depot = Depot::open(config, edges);
  if (!depot) return depot.error();
  if (auto error = prepare(depot.value()->spool(), config, edges)) return *error;
  std::unique_ptr<Service> service(new Service(config, std::move(depot).value(), edges));
  auto targets = make_targets(config, edges);
  if (!targets) return targets.error();
  // Before anything is sent, for a start that fails must leave all as it was; and listening sets
  // the process's umask for a moment, which a file that is written meanwhile would get.
  if (auto error = service->open(config, mode)) return *error;
  service->start_senders(std::move(targets).value());
  return service;
}

// Each begins to send at once.
void Service::start_senders(std::vector<std::unique_ptr<Target>> targets) {
  for (auto& target : targets) {
    senders_.push_back(std::make_unique<SenderLoop>(
        std::make_unique<Sender>(depot_->spool(), std::move(target), edges_), edges_.clock));
  }
}

std::optional<Error> Service::open(const Config& config, ServiceMode mode) {
  const auto by_operator = [this](HttpRequest request, const HttpRespond& respond) {
    control(std::move(request), respond);
  };
  if (auto error = server_.listen_unix(config.control, control_limits, by_operator)) return error;
  if (mode == ServiceMode::send_only) return std::nullopt;
  const auto by_visitor = [this](HttpRequest request, HttpRespond respond) {
    receiver_.handle(std::move(request), std::move(respond));
  };
  const auto headers_for = [this](const HttpRequest& request) {
    return receiver_.headers_for(request);
  };
  const auto port = server_.listen(config.address, config.port, by_visitor, headers_for);
  if (!port) return port.error();
  const bool six = config.address.find(':') != std::string::npos;
  address_ = "http://" + (six ? "[" + config.address + "]" : config.address) + ":" +
             std::to_string(port.value());
  return std::nullopt;
}

bool Service::run(const ServiceSigns& signs) {
  look_after(signs);
  server_.run();
  signs.stopping();
  end();
  return !depot_->spool().broken();
}

void Service::end() {
  for (const auto& sender : senders_) sender->begin_stop();
  committer_.stop();
  background_.stop();
  senders_.clear();
}

void Service::look_after(const ServiceSigns& signs) {
  const auto health = upkeep_.look(std::chrono::steady_clock::now());
  if (health.getting_on) signs.getting_on();
  if (health.ending) return server_.stop();
  server_.set_alarm(look_interval, [this, signs] { look_after(signs); });
}

void Service::wake_senders() {
  for (const auto& sender : senders_) sender->wake();
}

ControlScope Service::control_scope() {
  std::vector<Sender*> senders;
  for (const auto& loop : senders_) senders.push_back(&loop->sender());
  return ControlScope{depot_->spool(),
                      edges_.clock,
                      std::move(senders),
                      [this] { wake_senders(); },
                      [this] { return depot_->keys().public_keys(); },
                      StoreCheck::none};
}

void Service::control(HttpRequest request, const HttpRespond& respond) {
  const Error busy{"", "too much is being asked already", "try again later"};
  if (request.path == submit_path) {
    const auto reply = [respond](const IntakeOutcome& outcome) {
      respond(submit_response(outcome));
    };
    if (!committer_.take(std::move(request.body), reply)) {
      reply(Refusal{RefusalKind::unavailable, busy});
    }
    return;
  }
  const auto task = [this, respond, path = request.path, body = request.body] {
    const std::string_view name = std::string_view(path).substr(path.starts_with("/") ? 1 : 0);
    respond(control_response(perform(control_scope(), name, body)));
  };
  if (!background_.run(task)) respond(control_response(busy));
}

void Service::show_metrics(const HttpRespond& respond) {
  const auto task = [this, respond] {
    SpoolGauges gauges;
    gauges.broken = depot_->spool().broken();
    if (auto counts = depot_->spool().counts()) gauges.counts = std::move(counts).value();
    if (const auto oldest = oldest_open(depot_->spool())) {
      gauges.oldest_open_seconds = edges_.clock().seconds - oldest->seconds;
    }
    for (const auto& loop : senders_) {
      if (loop->sender().paused()) gauges.paused_targets.push_back(loop->sender().target().id());
    }
    respond({200, "text/plain; version=0.0.4", metrics_.text() + gauges_text(gauges), {}});
  };
  if (!background_.run(task)) respond(problem(503, "too much is being asked already"));
}

}  // namespace precall::sync
