// The edges of the commands: standard error, the system's clock and its random numbers.
#include "tools/sync/command.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <mutex>
#include <random>

namespace precall::sync::tool {
namespace {

Instant system_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::seconds>(now).count()};
}

Instant steady_now() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
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

// One engine for the threads of all senders.
struct Dice {
  std::mutex mutex;
  std::mt19937_64 engine{std::random_device()()};
};

void print(const Error& error) {
  std::cerr << "precall-sync: " << to_line(error) << "\n";
}

}  // namespace

int unusable(const Error& error) {
  print(error);
  return exit_unusable;
}

int failed(const Error& error) {
  print(error);
  return exit_failed;
}

int later(const Error& error) {
  print(error);
  return exit_later;
}

Edges real_edges() {
  auto dice = std::make_shared<Dice>();
  const auto random_below = [dice](std::uint64_t bound) {
    const std::lock_guard lock(dice->mutex);
    return std::uniform_int_distribution<std::uint64_t>(0, bound - 1)(dice->engine);
  };
  return Edges{system_now, random_below, write_log, steady_now};
}

Edges quiet_edges() {
  Edges edges = real_edges();
  edges.log = [](LogLevel, const std::string&) {};
  return edges;
}

CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& help, int& status,
                      std::function<int(const Config&)> run) {
  auto* command = app.add_subcommand(name, help);
  auto path = std::make_shared<std::string>();
  command->add_option("--config", *path, "The configuration, a JSON file")->required();
  command->callback([path, &status, run = std::move(run)] {
    const auto config = load_config(*path);
    status = config ? run(config.value()) : unusable(config.error());
  });
  return command;
}

int with_line(const Config& config, ControlPurpose purpose,
              const std::function<int(ControlLine&)>& use) {
  const auto line = open_control_line(config, purpose, quiet_edges());
  if (line) return use(*line.value());
  // What is handed in is not lost for what somebody can put right.
  return purpose == ControlPurpose::submit ? later(line.error()) : unusable(line.error());
}

}  // namespace precall::sync::tool
