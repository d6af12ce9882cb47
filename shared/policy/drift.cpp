// Finds the region of the conditions on the page, aligns it with the clauses, says what differs.
#include "policy/drift.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/limits.hpp"
#include "policy/alignment.hpp"

namespace precall {
namespace {

struct ClauseSentence {
  std::size_t clause = 0;
  bool opens = false;  // the first of its clause
  Sentence sentence;
  Coded coded;
};

// All words of a text as one sentence.
Sentence flattened(std::string_view text) {
  Sentence whole;
  for (const Sentence& each : cut_sentences(text)) {
    whole.words.insert(whole.words.end(), each.words.begin(), each.words.end());
  }
  return whole;
}

// The number that stands before a clause on the page: its id, if that is one, else none.
std::string number_of(const std::string& id) {
  const bool whole = std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
  return whole ? id : std::string();
}

std::vector<std::string> picked(const std::vector<std::string>& words,
                                const std::vector<std::size_t>& positions) {
  std::vector<std::string> result;
  for (const std::size_t i : positions) result.push_back(words[i]);
  return result;
}

class DriftSearch {
 public:
  DriftSearch(const Policy& policy, std::vector<Sentence> page)
      : policy_(policy), page_(std::move(page)), coded_(vocabulary_.code(page_)) {
    for (std::size_t c = 0; c < policy.clauses.size(); ++c) {
      auto& sentences = c <= policy.contact ? conditions_ : others_;
      for (ClauseSentence& each : sentences_of(c)) sentences.push_back(std::move(each));
    }
  }

  Result<Drift> find() {
    const std::size_t begin = find_begin();
    const std::size_t end = find_end(begin);
    if (auto error = compare(begin, end)) return *error;
    list_outside(0, begin - title_sentences_);
    list_outside(end, page_.size());
    list_absent();
    return std::move(drift_);
  }

 private:
  std::vector<ClauseSentence> sentences_of(std::size_t clause) {
    std::vector<ClauseSentence> result;
    for (Sentence& sentence : cut_sentences(policy_.clauses[clause].text.vi)) {
      Coded coded = vocabulary_.code(sentence.words);
      result.push_back({clause, result.empty(), std::move(sentence), std::move(coded)});
    }
    return result;
  }

  std::span<const Coded> page_from(std::size_t first) const {
    return std::span(coded_).subspan(first);
  }

  // The sentence from `first` on that is most like `wanted`, if any is alike.
  std::optional<std::size_t> most_like(const Coded& wanted, std::size_t first) const {
    std::optional<std::size_t> best;
    std::size_t best_likeness = alike;
    for (std::size_t i = first; i < page_.size(); ++i) {
      const std::size_t like = likeness(wanted, coded_[i]);
      if (like < best_likeness || (best && like == best_likeness)) continue;
      best = i;
      best_likeness = like;
    }
    return best;
  }

  // Where the conditions begin. Menus repeat headings: the one that counts is the last before what
  // is most like the notice.
  std::size_t find_begin() {
    const std::vector<ClauseSentence> notice = sentences_of(policy_.notice);
    const std::optional<std::size_t> opening =
        most_like(notice.empty() ? Coded{} : notice.front().coded, 0);
    if (policy_.page_title.empty()) return opening.value_or(0);
    const Coded title = vocabulary_.code(flattened(policy_.page_title.vi).words);
    std::optional<std::size_t> begin;
    for (std::size_t i = 0; i < page_.size(); ++i) {
      const std::size_t count = count_equal(title, page_from(i));
      if (count == 0 || (begin && i + count > opening.value_or(0))) continue;
      begin = i + count;
      title_sentences_ = count;
    }
    drift_.title = begin ? Landmark::found : Landmark::missing;
    return begin ? *begin : opening.value_or(0);
  }

  // One past the last sentence of the conditions: of those with the hotline, the one most like the
  // contact clause.
  std::size_t find_end(std::size_t begin) {
    const std::vector<ClauseSentence> contact = sentences_of(policy_.contact);
    const Coded closing = contact.empty() ? Coded{} : contact.back().coded;
    const std::string hotline = text_of(flattened(policy_.hotline_shown));
    std::optional<std::size_t> end;
    std::size_t best = 0;
    for (std::size_t i = begin; i < page_.size(); ++i) {
      if (text_of(page_[i]).find(hotline) == std::string::npos) continue;
      const std::size_t like = likeness(closing, coded_[i]);
      if (end && like <= best) continue;
      end = i + 1;
      best = like;
    }
    drift_.hotline = end ? Landmark::found : Landmark::missing;
    if (end) return *end;
    const auto resembling = most_like(closing, begin);
    return resembling ? *resembling + 1 : page_.size();
  }

  std::optional<Error> compare(std::size_t begin, std::size_t end) {
    const std::span<const Coded> region = page_from(0).subspan(begin, end - begin);
    std::vector<Coded> clauses;
    for (const ClauseSentence& each : conditions_) clauses.push_back(each.coded);
    steps_ = alignment_steps(clauses, region);
    if (steps_ > limits::drift_steps_max) return too_large();
    for (AlignmentStep step : align(clauses, region)) {
      step.right += begin;
      drift_.entries.push_back(entry_of(step));
      if (steps_ > limits::drift_steps_max) return too_large();
    }
    return std::nullopt;
  }

  DriftEntry entry_of(const AlignmentStep& step) {
    DriftEntry entry;
    if (step.kind == AlignmentStep::Kind::added) {
      entry.state = DriftState::added;
      if (step.left > 0) entry.clause = conditions_[step.left - 1].clause;
      place(entry, step);
      return entry;
    }
    const ClauseSentence& clause = conditions_[step.left];
    entry.clause = clause.clause;
    entry.expected = text_of(clause.sentence);
    if (step.kind == AlignmentStep::Kind::removed) {
      entry.state = DriftState::removed;
      return entry;
    }
    place(entry, step);
    compare_numbers(entry, clause, page_[step.right].number);
    if (entry.renumbered) entry.state = DriftState::renumbered;
    if (step.kind == AlignmentStep::Kind::changed) compare_words(entry, clause, step.right);
    return entry;
  }

  // What the page says here.
  void place(DriftEntry& entry, const AlignmentStep& step) const {
    entry.line = page_[step.right].line;
    for (std::size_t i = step.right; i < step.right + step.count; ++i) {
      entry.text += (entry.text.empty() ? "" : " ") + text_of(page_[i]);
    }
  }

  void compare_numbers(DriftEntry& entry, const ClauseSentence& clause,
                       const std::string& number) const {
    const std::string& id = policy_.clauses[clause.clause].id;
    const std::string expected = clause.opens ? number_of(id) : std::string();
    entry.renumbered = number != expected && !(clause.opens && number == id);
    if (!entry.renumbered) return;
    entry.number = number;
    entry.number_expected = expected;
  }

  void compare_words(DriftEntry& entry, const ClauseSentence& clause, std::size_t sentence) {
    entry.state = DriftState::changed;
    steps_ += clause.coded.words.size() * coded_[sentence].words.size();
    if (steps_ > limits::drift_steps_max) return;
    const WordChanges changes = changed_words(clause.coded, coded_[sentence]);
    entry.words_removed = picked(clause.sentence.words, changes.removed);
    entry.words_added = picked(page_[sentence].words, changes.added);
  }

  void list_outside(std::size_t first, std::size_t end) {
    std::map<std::vector<std::uint32_t>, std::size_t> clauses;
    for (const auto* sentences : {&others_, &conditions_}) {
      for (const ClauseSentence& each : *sentences) clauses.emplace(each.coded.words, each.clause);
    }
    for (std::size_t i = first; i < end; ++i) {
      OutsideEntry entry{std::nullopt, page_[i].line, text_of(page_[i])};
      const auto found = clauses.find(coded_[i].words);
      if (found != clauses.end()) entry.clause = found->second;
      outside_words_.insert(coded_[i].words);
      drift_.outside.push_back(std::move(entry));
    }
  }

  void list_absent() {
    for (const ClauseSentence& each : others_) {
      if (outside_words_.count(each.coded.words) != 0) continue;
      drift_.absent.push_back({each.clause, text_of(each.sentence)});
    }
  }

  Error too_large() const {
    return {"",
            "comparing the page with the policy takes " + std::to_string(steps_) +
                " steps, more than " + std::to_string(limits::drift_steps_max),
            "give only the part of the page that holds the conditions"};
  }

  const Policy& policy_;
  Vocabulary vocabulary_;
  std::vector<Sentence> page_;
  std::vector<Coded> coded_;
  std::vector<ClauseSentence> conditions_;  // of the clauses up to the contact
  std::vector<ClauseSentence> others_;      // of those after it
  std::set<std::vector<std::uint32_t>> outside_words_;
  std::size_t title_sentences_ = 0;
  std::size_t steps_ = 0;
  Drift drift_;
};

}  // namespace

std::string_view name_of(DriftState state) {
  switch (state) {
    case DriftState::matched:
      return "matched";
    case DriftState::renumbered:
      return "renumbered";
    case DriftState::changed:
      return "changed";
    case DriftState::removed:
      return "removed";
    case DriftState::added:
      break;
  }
  return "added";
}

bool Drift::drifted() const {
  return title == Landmark::missing || hotline == Landmark::missing ||
         std::any_of(entries.begin(), entries.end(),
                     [](const DriftEntry& entry) { return entry.state != DriftState::matched; });
}

Result<Drift> find_drift(const Policy& policy, std::string_view page) {
  if (page.size() > limits::page_bytes_max) {
    return Error{"", "longer than " + std::to_string(limits::page_bytes_max) + " bytes",
                 "give only the page with the conditions"};
  }
  std::vector<Sentence> sentences = cut_sentences(page);
  if (sentences.empty()) return Error{"", "holds no words", "give the text of the published page"};
  return DriftSearch(policy, std::move(sentences)).find();
}

}  // namespace precall
