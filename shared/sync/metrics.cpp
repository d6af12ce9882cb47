// Writes the text exposition format, version 0.0.4: "# TYPE", then a line for each label.
#include "sync/metrics.hpp"

#include <algorithm>

namespace precall::sync {
namespace {

constexpr std::array refusal_names = {"malformed", "not_accepted", "conflict", "unavailable"};
constexpr std::array turned_away_names = {"address_rate", "total_rate", "busy"};

std::string family(const std::string& name, const std::string& type, const std::string& help) {
  return "# HELP precall_" + name + " " + help + "\n# TYPE precall_" + name + " " + type + "\n";
}

// Label values are ids from the config and names of ours, which need no escaping.
std::string sample(const std::string& name, const std::string& labels, std::uint64_t value) {
  return "precall_" + name + (labels.empty() ? "" : "{" + labels + "}") + " " +
         std::to_string(value) + "\n";
}

}  // namespace

void Metrics::count(const IntakeOutcome& outcome) {
  if (const auto* refusal = std::get_if<Refusal>(&outcome)) {
    ++refused_[static_cast<std::size_t>(refusal->kind)];
  } else {
    ++(std::get_if<Stored>(&outcome)->repeated ? repeated_ : accepted_);
  }
}

void Metrics::count(TurnedAway reason) {
  ++turned_away_[static_cast<std::size_t>(reason)];
}

void Metrics::count_commit(std::size_t submissions) {
  for (std::size_t i = 0; i < group_sizes.size(); ++i) {
    if (submissions <= group_sizes[i]) ++groups_[i];
  }
  ++commits_;
  committed_ += submissions;
}

std::string Metrics::text() const {
  std::string text =
      family("accepted_total", "counter", "Submissions stored and receipted.") +
      sample("accepted_total", "", accepted_) +
      family("repeated_total", "counter", "Submissions that were stored before.") +
      sample("repeated_total", "", repeated_) +
      family("refused_total", "counter", "Submissions that were examined and not stored.");
  for (std::size_t i = 0; i < refused_.size(); ++i) {
    text += sample("refused_total", std::string("kind=\"") + refusal_names[i] + "\"", refused_[i]);
  }
  text += family("turned_away_total", "counter", "Requests answered without looking into them.");
  for (std::size_t i = 0; i < turned_away_.size(); ++i) {
    text += sample("turned_away_total", std::string("reason=\"") + turned_away_names[i] + "\"",
                   turned_away_[i]);
  }
  text += family("commit_submissions", "histogram", "Submissions stored by one commit.");
  for (std::size_t i = 0; i < group_sizes.size(); ++i) {
    text += sample("commit_submissions_bucket", "le=\"" + std::to_string(group_sizes[i]) + "\"",
                   groups_[i]);
  }
  return text + sample("commit_submissions_bucket", "le=\"+Inf\"", commits_) +
         sample("commit_submissions_sum", "", committed_) +
         sample("commit_submissions_count", "", commits_);
}

std::string gauges_text(const SpoolGauges& gauges) {
  std::string text = family("deliveries", "gauge", "Deliveries by target and state.");
  for (const StateCount& item : gauges.counts) {
    text += sample("deliveries", "target=\"" + item.target + "\",state=\"" + item.state + "\"",
                   static_cast<std::uint64_t>(item.count));
  }
  text += family("oldest_open_seconds", "gauge",
                 "Age of the oldest submission that some target neither has nor will not get.");
  // Negative where the clock was set back since.
  const std::int64_t oldest = std::max(std::int64_t{0}, gauges.oldest_open_seconds.value_or(0));
  text += sample("oldest_open_seconds", "", static_cast<std::uint64_t>(oldest));
  text += family("target_paused", "gauge", "1 for a target that is left alone after failures.");
  for (const std::string& target : gauges.paused_targets) {
    text += sample("target_paused", "target=\"" + target + "\"", 1);
  }
  return text + family("spool_broken", "gauge", "1 once nothing can be stored any more.") +
         sample("spool_broken", "", gauges.broken ? 1 : 0);
}

}  // namespace precall::sync
