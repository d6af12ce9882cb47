// Compares what customers hold and what back ends have with what the spool says.
#include "oracle.hpp"

#include <algorithm>
#include <set>

namespace precall::sync::sim {
namespace {

constexpr std::size_t rows_max = 10000;

const std::set<std::string> states_of_a_person = {"discarded", "erased", "expired"};

// The acts of which one has to be on record for a delivery in this state.
bool explains(const std::string& act, const std::string& state) {
  return (state == "discarded" && act == "discard") || (state == "erased" && act == "erase") ||
         (state == "expired" && act == "expire");
}

std::size_t items_of(const Backend& backend, const std::string& bytes) {
  return static_cast<std::size_t>(
      std::count_if(backend.items().begin(), backend.items().end(),
                    [&](const Item& item) { return item.bytes == bytes; }));
}

template <class Wanted>
bool journal_has(Spool& spool, const std::string& id, const Wanted& wanted) {
  const auto journal = spool.journal(id);
  return journal && std::any_of(journal->begin(), journal->end(), wanted);
}

}  // namespace

std::optional<std::string> Oracle::check(Spool& spool, Instant now) {
  if (auto problem = check_deliveries(spool)) return problem;
  if (auto problem = check_submissions(spool)) return problem;
  if (auto problem = check_scan(spool, now)) return problem;
  for (const auto& backend : backends_) {
    if (auto problem = check_items(*backend)) return problem;
  }
  return check_acts(spool);
}

Oracle::Problem Oracle::check_scan(Spool& spool, Instant now) {
  const auto scan = spool.scan({}, now);
  if (!scan) return "the scan fails: " + to_line(scan.error());
  if (!scan->database.empty()) return "the database is damaged: " + scan->database;
  if (!scan->damaged.empty()) return "bytes do not match their digest: " + scan->damaged[0];
  if (!scan->unreceipted.empty()) return "a receipt says otherwise: " + scan->unreceipted[0];
  if (!scan->chain_broken_at.empty()) return "the chain breaks at " + scan->chain_broken_at;
  return std::nullopt;
}

Oracle::Problem Oracle::check_submissions(Spool& spool) {
  stored_.clear();
  const auto error = spool.for_each(0, [&](std::int64_t, const SpooledSubmission& submission) {
    stored_[submission.id] = submission;
    return true;
  });
  if (error) return "the spool cannot be read: " + to_line(*error);
  for (const Customer& customer : customers_) {
    if (auto problem = check_submission(customer, spool)) return problem;
  }
  return std::nullopt;
}

Oracle::Problem Oracle::check_submission(const Customer& customer, Spool& spool) {
  const std::string& id = customer.request->id;
  const auto found = stored_.find(id);
  if (found == stored_.end()) {
    if (!customer.receipt) return std::nullopt;
    return "receipted, and not in the spool: " + id;
  }
  if (customer.receipt && found->second.receipt != *customer.receipt) {
    return "the spool has another receipt than the customer: " + id;
  }
  if (found->second.bytes == customer.request->bytes) return std::nullopt;
  if (!found->second.bytes.empty()) return "the spool has other bytes: " + id;
  const auto taken = [](const JournalEntry& entry) {
    return entry.act == "erase" || entry.act == "expire";
  };
  if (journal_has(spool, id, taken)) return std::nullopt;
  return "the bytes are gone, and the journal does not say why: " + id;
}

Oracle::Problem Oracle::check_deliveries(Spool& spool) {
  const auto rows = spool.deliveries(Selection{}, "", rows_max);
  if (!rows) return "the deliveries cannot be read: " + to_line(rows.error());
  std::map<std::pair<std::string, std::string>, int> seen;
  for (const DeliveryRow& row : rows.value()) {
    ++seen[{row.id, row.target}];
    for (const auto& backend : backends_) {
      if (backend->name() != row.target) continue;
      if (auto problem = check_delivery(row, *backend, spool)) return problem;
    }
  }
  for (const Customer& customer : customers_) {
    if (!customer.receipt) continue;
    for (const auto& backend : backends_) {
      if (seen[{customer.request->id, backend->name()}] != 1) {
        return "not in exactly one state at " + backend->name() + ": " + customer.request->id;
      }
    }
  }
  return check_counts(spool, rows.value());
}

Oracle::Problem Oracle::check_counts(Spool& spool, const std::vector<DeliveryRow>& rows) {
  std::map<std::pair<std::string, std::string>, std::int64_t> counted;
  for (const DeliveryRow& row : rows) ++counted[{row.target, row.state}];
  const auto counts = spool.counts();
  if (!counts) return "the states cannot be counted: " + to_line(counts.error());
  for (const StateCount& count : counts.value()) {
    counted[{count.target, count.state}] -= count.count;
  }
  for (const auto& [which, difference] : counted) {
    if (difference != 0) return "miscounted: " + which.second + " at " + which.first;
  }
  return std::nullopt;
}

Oracle::Problem Oracle::check_delivery(const DeliveryRow& row, const Backend& backend,
                                       Spool& spool) {
  const std::string what = row.state + " at " + row.target + ": " + row.id;
  const auto customer = std::find_if(customers_.begin(), customers_.end(),
                                     [&](const Customer& c) { return c.request->id == row.id; });
  if (customer == customers_.end()) return "nobody sent this: " + what;
  const std::size_t items = items_of(backend, customer->request->bytes);
  if (row.state == "delivered" && items == 0) return "not there, and " + what;
  if (row.state == "held" && !backend.troubled(row.id)) return "without a cause " + what;
  if (row.state == "quarantined") return "the disk does not rot, and yet " + what;
  const bool by_person = states_of_a_person.contains(row.state);
  if (by_person && !journal_has(spool, row.id, [&](const JournalEntry& entry) {
        return explains(entry.act, row.state);
      })) {
    return "the journal does not say why it is " + what;
  }
  const auto before = ended_.find({row.id, row.target});
  if (before != ended_.end()) {
    const bool data_gone = row.state == "erased" || row.state == "expired";
    if (before->second.state != row.state && !data_gone) {
      return "it was " + before->second.state + ", and now is " + what;
    }
    if (before->second.items != items) return "sent again although it had been " + what;
  }
  if (by_person || row.state == "delivered") {
    ended_[{row.id, row.target}] = End{row.state, items};
  }
  return std::nullopt;
}

Oracle::Problem Oracle::check_items(const Backend& backend) {
  std::map<std::string, std::size_t> items;
  for (const Item& item : backend.items()) {
    const auto customer =
        std::find_if(customers_.begin(), customers_.end(),
                     [&](const Customer& c) { return c.request->bytes == item.bytes; });
    const std::string where = backend.name() + ": " + item.key;
    if (customer == customers_.end()) return "altered bytes at " + where;
    if (!stored_.contains(customer->request->id)) return "sent, and not in the spool, " + where;
    const std::size_t count = ++items[customer->request->id];
    if (count > 1 && backend.kind() != BackendKind::mailbox) return "made twice at " + where;
    if (item.key != customer->request->id) return "under another id at " + where;
  }
  return std::nullopt;
}

Oracle::Problem Oracle::check_acts(Spool& spool) {
  for (const Act& act : acts_) {
    if (!journal_has(spool, act.id, [&](const JournalEntry& entry) {
          return entry.act == act.act && entry.reason == act.reason;
        })) {
      return "the journal forgot this " + act.act + ": " + act.id;
    }
  }
  return std::nullopt;
}

std::optional<std::string> Oracle::check_end(Spool& spool, Instant now) {
  for (const Customer& customer : customers_) {
    if (!customer.holds) return "never got a receipt: " + customer.request->id;
  }
  const auto counts = spool.counts();
  if (!counts) return "the states cannot be counted: " + to_line(counts.error());
  for (const StateCount& count : counts.value()) {
    if (count.state == "accepted" || count.state == "sending" || count.state == "waiting") {
      return "still " + count.state + " at " + count.target;
    }
  }
  return check(spool, now);
}

}  // namespace precall::sync::sim
