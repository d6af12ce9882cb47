// Searches for the smallest set of answers to check. More facts leave fewer completions, so that
// the mildest outcome never gets milder nor the gravest graver: once some facts lead to the outcome
// of all of them, more facts lead there too. A set that falls short therefore rules out its
// subsets.
#include "rules/trust.hpp"

#include "base/limits.hpp"

namespace precall {
namespace {

class TrustSearch {
 public:
  TrustSearch(const CompiledPolicy& compiled, const Answers& answers, Day today)
      : compiled_(compiled), open_(located(open_claims(answers), today)) {
    known_ = located(answers, today);
    facts_ = known_;
    target_ = judged();
    for (std::size_t q = 0; q < answers.size(); ++q) {
      if (!answers[q]) continue;
      (is_act(q) ? taken_ : claimed_).push_back(q);
    }
  }

  Result<Trust> find() {
    keep_needed();
    if (!decided_) return undecided();
    for (std::size_t size = 0; size <= rest_.size(); ++size) {
      if (choose(0, size, true)) return result();
      if (!decided_) return undecided();
    }
    return too_many();  // with all of the rest it holds, so that only the limit leads here
  }

 private:
  bool is_act(std::size_t question) const {
    return compiled_.policy.questions[question].evidence == Evidence::act;
  }

  Answers open_claims(Answers answers) const {
    for (std::size_t q = 0; q < answers.size(); ++q) {
      if (!is_act(q)) answers[q].reset();
    }
    return answers;
  }

  Facts located(const Answers& answers, Day today) const {
    return locate(compiled_.matrix, compiled_.policy, answers, today);
  }

  Outcome judged() const {
    return judge(compiled_, facts_, firing_rules(compiled_.matrix, facts_));
  }

  bool holds() {
    ++judgements_;
    const Outcome outcome = judged();
    decided_ = decided_ && outcome.decided && target_.decided;
    return outcome == target_;
  }

  // Answers without which all the others fall short are in every set. The rest starts open.
  void keep_needed() {
    decided_ = target_.decided;
    for (const std::size_t q : claimed_) {
      if (!decided_) return;
      facts_[q] = open_[q];
      if (holds()) rest_.push_back(q);
      facts_[q] = known_[q];
    }
    for (const std::size_t q : rest_) facts_[q] = open_[q];
  }

  // Whether the facts hold once everything from rest_[first] on is known as well.
  bool within_reach(std::size_t first) {
    for (std::size_t i = first; i < rest_.size(); ++i) facts_[rest_[i]] = known_[rest_[i]];
    const bool reached = holds();
    for (std::size_t i = first; i < rest_.size(); ++i) facts_[rest_[i]] = open_[rest_[i]];
    return reached;
  }

  // Chooses `left` more of rest_[first] and later, so that the facts hold; the first in policy
  // order is tried first. `reached`: that they hold with all of these is known already.
  bool choose(std::size_t first, std::size_t left, bool reached) {
    if (!decided_ || judgements_ > limits::trust_judgements_max) return false;
    if (left == 0) return holds();
    if (rest_.size() - first < left || (!reached && !within_reach(first))) return false;
    const std::size_t question = rest_[first];
    facts_[question] = known_[question];
    if (choose(first + 1, left - 1, true)) return true;
    facts_[question] = open_[question];
    return choose(first + 1, left, false);
  }

  Trust result() {
    Trust trust{target_, {}, taken_};
    for (const std::size_t q : claimed_) {
      if (facts_[q] == open_[q]) continue;
      facts_[q] = open_[q];
      trust.verify.push_back({q, judged()});
      facts_[q] = known_[q];
    }
    return trust;
  }

  Error too_many() const {
    return {"",
            "finding the fewest answers to check takes more than " +
                std::to_string(limits::trust_judgements_max) + " judgements: " +
                std::to_string(rest_.size()) + " answers can stand in for each other",
            "check all claims and records, or split the rules that many answers can meet"};
  }

  static Error undecided() {
    return {"/rules",
            "whether these rules can all be avoided takes more than " +
                std::to_string(limits::avoidance_steps_max) + " steps to find out",
            "check all claims and records, or let fewer rules share questions"};
  }

  const CompiledPolicy& compiled_;
  Facts open_;   // with every claim and record open
  Facts known_;  // with all answers
  Facts facts_;  // with the chosen ones
  Outcome target_;
  std::vector<std::size_t> taken_;
  std::vector<std::size_t> claimed_;
  std::vector<std::size_t> rest_;  // of the claimed: none is needed by itself
  std::size_t judgements_ = 0;
  bool decided_ = true;  // false once a verdict was too hard to find out: nothing is known then
};

}  // namespace

Result<Trust> find_trust(const CompiledPolicy& compiled, const Answers& answers, Day today) {
  return TrustSearch(compiled, answers, today).find();
}

std::string_view name_of(Evidence evidence) {
  switch (evidence) {
    case Evidence::act:
      return "act";
    case Evidence::claim:
      return "claim";
    case Evidence::record:
      break;
  }
  return "record";
}

Json trust_to_json(const Policy& policy, const Trust& trust, const Answers& answers, Day today) {
  Json report = Json::object();
  set_text(report, "verdict", name_of(trust.outcome.verdict));
  set_flag(report, "settled", trust.outcome.settled);
  set_text(report, "today", iso_date(today));
  Json& verify = set_value(report, "verify", Json::array());
  for (const NeededCheck& each : trust.verify) {
    const Question& question = policy.questions[each.question];
    Json entry = Json::object();
    set_text(entry, "question", question.id);
    set_text(entry, "evidence", name_of(question.evidence));
    set_value(entry, "answer", answer_to_json(question, *answers[each.question]));
    verify.push_back(std::move(entry));
  }
  Json& taken = set_value(report, "taken", Json::array());
  for (const std::size_t q : trust.taken) taken.push_back(policy.questions[q].id);
  return report;
}

Json ids_to_verify(const Policy& policy, const Trust& trust) {
  Json ids = Json::array();
  for (const NeededCheck& each : trust.verify) ids.push_back(policy.questions[each.question].id);
  return ids;
}

}  // namespace precall
