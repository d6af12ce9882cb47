// Wires the parts together and turns the sender's "next step" into alarms of the loop.
#include "sync/service.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "base/limits.hpp"
#include "sync/files.hpp"
#include "sync/policies.hpp"
#include "sync/problem.hpp"
#include "sync/spool_sqlite.hpp"
#include "sync/targets/targets.hpp"

namespace precall::sync {
namespace {

// Longer waits are cut into pieces, so that a clock set back or forth is noticed.
constexpr std::int64_t sleep_seconds_max = 60;
constexpr const char* status_path = "/status";

std::vector<std::string> target_ids(const Config& config) {
  std::vector<std::string> ids;
  for (const TargetConfig& target : config.targets) ids.push_back(target.id);
  return ids;
}

Result<std::string> status_json(Spool& spool) {
  const auto counts = spool.counts();
  if (!counts) return counts.error();
  Json targets = Json::object();
  for (const StateCount& item : counts.value()) targets[item.target][item.state] = item.count;
  return canonical(Json{{"targets", targets}});
}

HttpResponse answer_control(Spool& spool, const HttpRequest& request) {
  if (request.path != status_path) return problem(404, "there is nothing at this address");
  const auto status = status_json(spool);
  if (!status) return problem(503, "unavailable", status.error());
  return HttpResponse{200, "application/json", status.value(), {}};
}

}  // namespace

Service::Service(const Config& config, PolicyBook policies, SigningKeys keys,
                 std::unique_ptr<Spool> spool, Edges edges)
    : edges_(std::move(edges)),
      policies_(std::move(policies)),
      keys_(std::move(keys)),
      spool_(std::move(spool)),
      intake_(
          *spool_, policies_, target_ids(config),
          [this](const Receipt& receipt) { return keys_.sign(receipt); }, edges_),
      server_(HttpLimits{.body_bytes_max = limits::submission_bytes_max}),
      receiver_(intake_, canonical(keys_json(keys_.public_keys())), config.origins,
                [this] { send_later(std::chrono::milliseconds(0)); }) {}

Result<std::unique_ptr<Service>> Service::start(const Config& config, Edges edges) {
  auto policies = load_policies(config.policies, edges.clock());
  if (!policies) return policies.error();
  auto keys = SigningKeys::load(config.signing_keys);
  if (!keys) return keys.error();
  if (auto error = make_directory(directory_of(config.spool))) return *error;
  auto spool = SqliteSpool::open(config.spool);
  if (!spool) return spool.error();
  const auto recovered = spool.value()->recover(edges.clock());
  if (!recovered) return recovered.error();
  if (recovered.value() > 0) {
    edges.log(LogLevel::warning,
              "deliveries cut off earlier, sent again: " + std::to_string(recovered.value()));
  }
  std::unique_ptr<Service> service(new Service(config, std::move(policies).value(),
                                               std::move(keys).value(), std::move(spool).value(),
                                               std::move(edges)));
  for (const TargetConfig& target : config.targets) {
    auto made = make_target(target, service->edges_);
    if (!made) return made.error();
    service->senders_.push_back(
        std::make_unique<Sender>(*service->spool_, std::move(made).value(), service->edges_));
  }
  if (auto error = service->open(config)) return *error;
  return service;
}

std::optional<Error> Service::open(const Config& config) {
  const auto control = [this](const HttpRequest& request) {
    return answer_control(*spool_, request);
  };
  if (auto error = server_.listen_unix(config.control, control)) return error;
  const auto port = server_.listen(config.address, config.port, [this](const HttpRequest& request) {
    return receiver_.handle(request);
  });
  if (!port) return port.error();
  const bool six = config.address.find(':') != std::string::npos;
  address_ = "http://" + (six ? "[" + config.address + "]" : config.address) + ":" +
             std::to_string(port.value());
  send_later(std::chrono::milliseconds(0));
  return std::nullopt;
}

bool Service::run() {
  server_.run();
  return !spool_->broken();
}

void Service::send_later(std::chrono::milliseconds delay) {
  server_.set_alarm(delay, [this] { send(); });
}

// One attempt a target a turn of the loop, so that requests are answered between attempts.
void Service::send() {
  std::optional<Instant> due;
  for (const auto& sender : senders_) {
    const auto next = sender->step();
    if (next && (!due || next->seconds < due->seconds)) due = next;
  }
  if (!due) return;
  const std::int64_t wait = due->seconds - edges_.clock().seconds;
  send_later(std::chrono::seconds(std::clamp<std::int64_t>(wait, 0, sleep_seconds_max)));
}

Result<std::string> read_status(const Config& config) {
  if (!file_exists(config.spool)) {
    return Error{config.spool, "there is no spool", "start precall-sync serve once"};
  }
  if (file_exists(config.control)) {
    auto answer = get_over_unix_socket(config.control, status_path);
    if (answer && answer->status == 200) return answer->body;
    if (answer) {
      return Error{config.control, "the running process cannot read its spool", "see its log"};
    }
  }
  // Nobody answers: either no process has the spool, or opening it says that one does.
  auto spool = SqliteSpool::open(config.spool);
  if (!spool) return spool.error();
  return status_json(*spool.value());
}

std::string status_table(const std::string& status_json) {
  const auto status = parse_json(status_json, limits::policy_bytes_max);
  const auto line = [](std::string target, std::string state, const std::string& count) {
    target.resize(std::max<std::size_t>(target.size() + 1, 20), ' ');
    state.resize(std::max<std::size_t>(state.size() + 1, 14), ' ');
    return target + state + count + "\n";
  };
  std::string table = line("target", "state", "count");
  const Json* targets = status ? Reader::find(status.value(), "targets") : nullptr;
  if (targets == nullptr) return table;
  for (const auto& [target, states] : targets->items()) {
    for (const auto& [state, count] : states.items()) table += line(target, state, count.dump());
  }
  return table;
}

}  // namespace precall::sync
