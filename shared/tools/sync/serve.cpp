// precall-sync serve and send: the processes that stay.
#include <spdlog/spdlog.h>

#include <iostream>
#include <memory>

#include "sync/log_line.hpp"
#include "sync/policies.hpp"
#include "sync/service.hpp"
#include "sync/targets/targets.hpp"
#include "tools/sync/command.hpp"
#include "tools/sync/notify.hpp"
#include "tools/sync/start_check.hpp"

namespace precall::sync::tool {
namespace {

// Everything that a start would read or try, and nothing that it would make.
int check(const Config& config) {
  const Edges edges = quiet_edges();
  const auto policies = load_policies(config.policies, edges.clock());
  if (!policies) return unusable(policies.error());
  for (const TargetConfig& target : config.targets) {
    const auto made = make_target(target, edges);
    if (!made) return unusable(made.error());
  }
  if (const auto error = check_start(config)) return unusable(*error);
  for (const std::string& warning : clear_text_warnings(config)) {
    std::cout << "warning: " << warning << "\n";
  }
  std::cout << "the config is usable: " << policies->by_digest.size() << " policies, "
            << config.targets.size() << " targets; current policy " << policies->current << "\n";
  return exit_done;
}

int run(const Config& config, ServiceMode mode) {
  auto service = Service::start(config, real_edges(), mode);
  if (!service) return unusable(service.error());
  if (auto error = service.value()->stop_on_signals()) return unusable(*error);
  if (mode == ServiceMode::receive_and_send) {
    std::cout << "listening on " << service.value()->address() << std::endl;
  } else {
    std::cout << "sending" << std::endl;
  }
  notify_ready();
  const bool well = service.value()->run({notify_alive, notify_stopping});
  spdlog::info("{}", log_line("stopped"));
  return well ? exit_done : exit_failed;
}

void add(CLI::App& app, const std::string& name, const std::string& help, ServiceMode mode,
         int& status) {
  auto check_only = std::make_shared<bool>(false);
  auto* command = add_command(app, name, help, status, [check_only, mode](const Config& config) {
    return *check_only ? check(config) : run(config, mode);
  });
  command->add_flag("--check", *check_only,
                    "Check the config, prove its current policy, read the targets' mappings and "
                    "secrets, try keys, paths and addresses, then exit");
}

}  // namespace

void add_serve(CLI::App& app, int& status) {
  add(app, "serve", "Receive and deliver until SIGTERM or SIGINT", ServiceMode::receive_and_send,
      status);
  add(app, "send", "Deliver what is stored, without receiving over HTTP, until SIGTERM or SIGINT",
      ServiceMode::send_only, status);
}

}  // namespace precall::sync::tool
