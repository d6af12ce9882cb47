// precall-sync, the uploader: command line, log, clock and chance. The work is in shared/sync.
// Exit codes: 0 done, 1 the spool failed while serving, 2 unusable input (one line on stderr).
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <iostream>
#include <memory>
#include <random>
#include <string>

#include "sync/policies.hpp"
#include "sync/service.hpp"

namespace {

using precall::Error;
using namespace precall::sync;

int unusable(const Error& error) {
  std::cerr << "precall-sync: " << to_line(error) << "\n";
  return 2;
}

precall::Instant system_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::seconds>(now).count()};
}

void write_log(LogLevel level, const std::string& line) {
  switch (level) {
    case LogLevel::info:
      return spdlog::info("{}", line);
    case LogLevel::warning:
      return spdlog::warn("{}", line);
    case LogLevel::error:
      return spdlog::error("{}", line);
  }
}

Edges real_edges() {
  auto engine = std::make_shared<std::mt19937_64>(std::random_device()());
  const auto random_below = [engine](std::uint64_t bound) {
    return std::uniform_int_distribution<std::uint64_t>(0, bound - 1)(*engine);
  };
  return Edges{system_now, random_below, write_log};
}

int check(const Config& config) {
  const auto policies = load_policies(config.policies, system_now());
  if (!policies) return unusable(policies.error());
  std::cout << "the config is usable: " << policies->by_digest.size() << " policies, "
            << config.targets.size() << " targets; current policy " << policies->current << "\n";
  return 0;
}

int serve(const Config& config) {
  auto service = Service::start(config, real_edges());
  if (!service) return unusable(service.error());
  if (auto error = service.value()->stop_on_signals()) return unusable(*error);
  std::cout << "listening on " << service.value()->address() << std::endl;
  const bool well = service.value()->run();
  spdlog::info("stopped");
  return well ? 0 : 1;
}

int status(const Config& config, bool json) {
  const auto text = read_status(config);
  if (!text) return unusable(text.error());
  std::cout << (json ? text.value() + "\n" : status_table(text.value()));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  spdlog::set_default_logger(spdlog::stderr_logger_st("precall-sync"));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S%z %l %v");

  CLI::App app(
      "Receives requests from the eligibility checker and delivers them.\n"
      "Exit codes: 0 done, 1 the spool failed while serving, 2 unusable input.",
      "precall-sync");
  app.require_subcommand(1);
  std::string config_path;
  bool check_only = false;
  bool json = false;
  auto* serve_command = app.add_subcommand("serve", "Receive and deliver until SIGTERM or SIGINT");
  serve_command->add_option("--config", config_path, "The configuration, a JSON file")->required();
  serve_command->add_flag("--check", check_only,
                          "Check the config, prove its current policy, then exit");
  auto* status_command = app.add_subcommand("status", "Count the deliveries by target and state");
  status_command->add_option("--config", config_path, "The configuration of serve")->required();
  status_command->add_flag("--json", json, "Print one JSON object instead of a table");
  // The library reports by exception only, --help among them.
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& answer) {
    return app.exit(answer);
  } catch (const CLI::ParseError& error) {
    return unusable(Error{"", error.what(), "see precall-sync --help"});
  }

  const auto config = load_config(config_path);
  if (!config) return unusable(config.error());
  if (status_command->parsed()) return status(config.value(), json);
  return check_only ? check(config.value()) : serve(config.value());
}
