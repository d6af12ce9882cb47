// One run: customers, a network, a machine, people, back ends and time, all by one seed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "oracle.hpp"
#include "uploader.hpp"
#include "vfs.hpp"

namespace precall::sync::sim {

// What happens in a run, and how often: not everything in each, because some faults hide others,
// and something else most in each. The weights are for World::step; 0 is never.
struct Plan {
  explicit Plan(Chance& chance);

  std::size_t customers;
  int steps;
  bool kills;
  bool power_cuts;
  bool losses;  // of requests and of answers
  std::uint64_t stops;
  std::uint64_t disk_faults;
  std::uint64_t full_disks;
  std::uint64_t clock_jumps;
  std::uint64_t people;
  std::uint64_t moods;  // of back ends
};

class World {
 public:
  // `spool_path` is a name in a directory that exists; nothing is kept there.
  World(std::uint64_t seed, const Requests& requests, const std::string& spool_path, Canary canary);

  // Lives through the faults, then through better times until all is done. What was wrong.
  std::optional<std::string> run();

  // What happened, a line an event.
  const std::vector<std::string>& trace() const { return trace_; }

 private:
  using Deed = void (World::*)();

  void step();
  // What can happen, in `step`.
  void arrive();
  void post();
  void send();
  void pass_time();
  void jump_clock();
  void stop_machine();
  void break_disk();
  void fill_disk();
  void change_mood();
  void decide();
  void look();

  void start();
  void end_life();
  void store(const std::vector<std::size_t>& group);
  void take_answer(Customer& customer, const IntakeOutcome& outcome);
  void record(const char* act, const std::string& id, const std::string& reason,
              const Result<std::int64_t>& changed);
  void better_times();
  bool work_off();
  void note(const std::string& line);
  void wrong(const std::string& problem);

  const Requests& requests_;
  Chance chance_;
  Plan plan_;
  SimTime time_;
  SimDisk disk_;
  SimVfs vfs_;
  std::vector<std::unique_ptr<Backend>> backends_;
  std::vector<Customer> customers_;
  Oracle oracle_;
  Surroundings around_;
  std::unique_ptr<Uploader> uploader_;  // none while it is down
  bool disk_is_fine_ = true;            // no fault was planned since the process started
  bool calm_ = false;                   // the better times
  std::vector<std::string> trace_;
  std::optional<std::string> wrong_;
};

}  // namespace precall::sync::sim
