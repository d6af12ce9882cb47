// What happens, and how often.
#include "world.hpp"

#include <algorithm>

namespace precall::sync::sim {
namespace {

constexpr std::size_t group_max = 5;
constexpr std::int64_t day_seconds = 86400;
// After so long without a fault, everything has to be done.
constexpr std::int64_t patience_seconds = 20 * day_seconds;
// A target that refused two requests in a row needs one that it likes before it is trusted again.
constexpr std::size_t late_customers = 4;

std::uint64_t often_or_never(Chance& chance, std::uint64_t most) {
  return chance.one_in(2) ? 0 : 1 + chance.below(most);
}

}  // namespace

Plan::Plan(Chance& chance)
    : customers(2 + chance.below(requests_max - late_customers - 2)),
      steps(static_cast<int>(chance.between(60, 240))),
      kills(!chance.one_in(4)),
      power_cuts(!chance.one_in(4)),
      losses(!chance.one_in(4)),
      stops(1 + chance.below(5)),
      disk_faults(often_or_never(chance, 3)),
      full_disks(often_or_never(chance, 3)),
      clock_jumps(often_or_never(chance, 12)),
      people(often_or_never(chance, 6)),
      moods(often_or_never(chance, 10)) {}

World::World(std::uint64_t seed, const Requests& requests, const std::string& spool_path,
             Canary canary)
    : requests_(requests),
      chance_(seed),
      plan_(chance_),
      disk_(chance_, canary != Canary::no_sync),
      vfs_(disk_, chance_),
      oracle_(customers_, backends_),
      around_{spool_path, canary, plan_.kills, plan_.losses, requests,
              backends_,  disk_,  chance_,     time_,        {}} {
  around_.edges = Edges{[this] { return time_.clock(); },
                        [this](std::uint64_t bound) { return chance_.below(bound); },
                        [this](LogLevel, const std::string& line) { note("  " + line); },
                        [this] { return Instant{time_.passed}; }};
  customers_.reserve(requests_max);
  for (const auto& [name, kind] : {std::pair{"keyed", BackendKind::deduplicates},
                                   std::pair{"searched", BackendKind::searchable},
                                   std::pair{"mailbox", BackendKind::mailbox}}) {
    backends_.push_back(std::make_unique<Backend>(name, kind, chance_, time_));
    if (plan_.moods == 0) continue;
    backends_.back()->dislike(requests.all[chance_.below(plan_.customers)].id);
  }
}

std::optional<std::string> World::run() {
  if (plan_.disk_faults > 0 && chance_.one_in(2)) {
    note("making the spool may fail");
    disk_is_fine_ = false;
    disk_.plan_fault(static_cast<int>(chance_.between(1, 4)), DiskFault::sync);
  }
  start();
  for (int i = 0; i < plan_.steps && !wrong_; ++i) step();
  if (!wrong_) better_times();
  // The files go with the disk, so the connection has to go before it.
  uploader_.reset();
  return wrong_;
}

void World::step() {
  struct Chances {
    std::uint64_t weight;
    Deed deed;
  };
  const Chances all[] = {
      {4, &World::arrive},
      {12, &World::post},
      {30, &World::send},
      {12, &World::pass_time},
      {2, &World::look},
      {plan_.kills || plan_.power_cuts ? plan_.stops : 0, &World::stop_machine},
      {plan_.disk_faults, &World::break_disk},
      {plan_.full_disks, &World::fill_disk},
      {plan_.clock_jumps, &World::jump_clock},
      {plan_.people, &World::decide},
      {plan_.moods, &World::change_mood},
  };
  std::uint64_t total = 0;
  for (const Chances& one : all) total += one.weight;
  std::uint64_t drawn = chance_.below(total);
  const Chances* chosen = all;
  while (drawn >= chosen->weight) drawn -= (chosen++)->weight;
  (this->*chosen->deed)();
  end_life();
  if (!uploader_ && chance_.one_in(3)) start();
}

void World::arrive() {
  if (customers_.size() >= plan_.customers) return;
  customers_.push_back(Customer{&requests_.all[customers_.size()], {}, false});
}

// Some of those who wait for a receipt send their request; what the network doubled, or kept for
// long, comes as well.
void World::post() {
  std::vector<std::size_t> group;
  const std::size_t wanted = 1 + chance_.below(group_max);
  for (std::size_t i = 0; i < customers_.size() * 2 && group.size() < wanted; ++i) {
    const std::size_t who = chance_.index_of(customers_);
    const bool comes = !customers_[who].holds || (plan_.losses && chance_.one_in(8));
    const bool lost = plan_.losses && chance_.one_in(6);
    if (comes && !lost) group.push_back(who);
  }
  if (uploader_ && !group.empty()) store(group);
}

void World::store(const std::vector<std::size_t>& group) {
  std::vector<Examination> examinations;
  std::string ids;
  for (const std::size_t who : group) {
    examinations.push_back(uploader_->intake().examine(customers_[who].request->bytes));
    ids += " " + std::to_string(who);
  }
  const auto outcomes = uploader_->intake().store(std::move(examinations));
  note("posted by" + ids + (disk_.down() ? ", and the machine stopped" : ""));
  if (disk_.down()) return;
  for (std::size_t i = 0; i < group.size(); ++i) take_answer(customers_[group[i]], outcomes[i]);
}

void World::take_answer(Customer& customer, const IntakeOutcome& outcome) {
  if (const auto* refusal = std::get_if<Refusal>(&outcome)) {
    if (refusal->kind != RefusalKind::unavailable || disk_is_fine_) {
      wrong("refused: " + to_line(refusal->error));
    }
    return;
  }
  const std::string& receipt = std::get<Stored>(outcome).receipt;
  if (customer.receipt && *customer.receipt != receipt) {
    wrong("another receipt than before for " + customer.request->id);
  }
  customer.receipt = receipt;
  if (!plan_.losses || calm_ || !chance_.one_in(4)) customer.holds = true;
}

void World::send() {
  if (uploader_) uploader_->senders()[chance_.index_of(backends_)]->step();
}

void World::pass_time() {
  time_.passed += chance_.between(0, chance_.one_in(4) ? 1800 : 20);
}

void World::jump_clock() {
  const std::int64_t jumps[] = {10, 600, 2 * day_seconds};
  const std::int64_t most = jumps[chance_.below(3)];
  time_.wrong = chance_.between(-most, most);
  note("the clock jumps to " + std::to_string(time_.wrong) + " s ahead");
}

void World::stop_machine() {
  const bool power = plan_.power_cuts && (!plan_.kills || chance_.one_in(2));
  const CrashKind kind = power ? CrashKind::power : CrashKind::process;
  const int operations = static_cast<int>(chance_.below(40));
  if (chance_.one_in(4)) {
    note("stopped");
    return uploader_.reset();
  }
  note(std::string(power ? "power cut" : "kill") + " in " + std::to_string(operations));
  if (operations == 0) return disk_.crash(kind);
  disk_.plan_crash(operations, kind);
}

void World::break_disk() {
  const auto fault = static_cast<DiskFault>(chance_.below(3));
  disk_is_fine_ = false;
  disk_.plan_fault(static_cast<int>(chance_.between(1, 20)), fault);
  note("disk fault " + std::to_string(static_cast<int>(fault)) + " is near");
}

void World::fill_disk() {
  const bool full = disk_is_fine_ || chance_.one_in(3);
  if (full) disk_is_fine_ = false;
  disk_.set_full(full);
  note(full ? "the disk is full" : "the disk has room");
}

void World::change_mood() {
  Backend& backend = *backends_[chance_.index_of(backends_)];
  const int mood = chance_.one_in(2) ? 0 : static_cast<int>(chance_.below(mood_count));
  backend.set_mood(static_cast<Mood>(mood));
  note(backend.name() + " is in mood " + std::to_string(mood));
}

void World::decide() {
  if (!uploader_ || customers_.empty()) return;
  Spool& spool = uploader_->spool();
  Selection selection{customers_[chance_.index_of(customers_)].request->id, ""};
  if (chance_.one_in(2)) selection.target = backends_[chance_.index_of(backends_)]->name();
  const std::string reason = "reason " + std::to_string(trace_.size());
  const Instant now = time_.clock();
  switch (chance_.below(8)) {
    case 0:
    case 1:
      return record("discard", selection.id, reason, spool.discard(selection, reason, now));
    case 2:
      return record("erase", selection.id, reason, spool.erase(selection.id, reason, now));
    case 3: {
      const auto expired = spool.expire(Instant{now.seconds - chance_.between(600, 9000)}, now);
      return note("expire: " + (expired ? std::to_string(expired->submissions) : "failed"));
    }
    default:
      return record("release", selection.id, reason, spool.release(selection, reason, now));
  }
}

void World::record(const char* act, const std::string& id, const std::string& reason,
                   const Result<std::int64_t>& changed) {
  note(std::string(act) + " " + id + ": " +
       (changed ? std::to_string(changed.value()) : to_line(changed.error())));
  if (changed && changed.value() > 0 && !disk_.down()) oracle_.done(Act{act, id, reason});
}

void World::look() {
  if (!uploader_ || !disk_is_fine_) return;
  const auto problem = oracle_.check(uploader_->spool(), time_.clock());
  if (problem && !disk_.down()) wrong(*problem);
}

void World::start() {
  if (disk_.down()) {
    disk_.restart();
    time_.passed += chance_.between(0, 120);
  }
  disk_is_fine_ = !disk_.troubled();
  auto started = Uploader::start(around_);
  note(started ? "started" : "not started: " + to_line(started.error()));
  if (started) {
    uploader_ = std::move(started).value();
    look();
  } else if (disk_is_fine_ && !disk_.down()) {
    wrong("it does not start: " + to_line(started.error()));
  }
  end_life();
}

// A process ends with its machine, or by itself when it can no longer trust its disk.
void World::end_life() {
  if (!uploader_) return;
  if (!disk_.down() && !uploader_->spool().broken()) return;
  if (!disk_.down() && disk_is_fine_) wrong("the spool broke on a disk that is fine");
  note(disk_.down() ? "the machine is down" : "the process gives up");
  // Closing the spool tidies up. A process that is killed meanwhile does not get there.
  if (plan_.kills && chance_.one_in(2)) disk_.crash(CrashKind::process);
  uploader_.reset();
}

// No more faults: everybody gets a receipt, and everything open comes to an end.
void World::better_times() {
  calm_ = true;
  note("better times");
  around_.crashes = false;
  around_.losses = false;
  uploader_.reset();
  disk_.restart();
  for (const auto& backend : backends_) backend->set_mood(Mood::fine);
  start();
  const std::int64_t end = time_.passed + patience_seconds;
  std::int64_t next_customer = 0;
  while (!wrong_ && !work_off()) {
    if (time_.passed > end)
      return wrong(oracle_.check_end(uploader_->spool(), time_.clock())
                       .value_or("work is left, and nobody knows which"));
    if (time_.passed < next_customer || plan_.customers == requests_max) continue;
    ++plan_.customers;
    arrive();
    next_customer = time_.passed + day_seconds;
  }
  if (wrong_) return;
  if (const auto problem = oracle_.check_end(uploader_->spool(), time_.clock())) wrong(*problem);
}

// Does what is due, and lets time pass to what is due next. True if there is nothing left.
bool World::work_off() {
  std::vector<std::size_t> group;
  for (std::size_t who = 0; who < customers_.size(); ++who) {
    if (!customers_[who].holds) group.push_back(who);
  }
  if (!group.empty()) store(group);
  std::optional<std::int64_t> next;
  for (const auto& sender : uploader_->senders()) {
    const auto due = sender->step();
    if (due && (!next || due->seconds < *next)) next = due->seconds;
  }
  if (!next) return true;
  time_.passed += std::max<std::int64_t>(0, *next - time_.clock().seconds);
  return false;
}

void World::note(const std::string& line) {
  trace_.push_back(std::to_string(time_.passed) + " " + line);
}

void World::wrong(const std::string& problem) {
  note("WRONG: " + problem);
  if (!wrong_) wrong_ = problem;
}

}  // namespace precall::sync::sim
