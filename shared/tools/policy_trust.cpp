// `precall policy trust`: which answers staff have to check before a verdict is certain.
#include "rules/trust.hpp"

#include <algorithm>
#include <iostream>
#include <memory>

#include "base/limits.hpp"
#include "rules/report.hpp"
#include "tools/command.hpp"

namespace precall::tool {
namespace {

struct TrustOptions {
  std::string policy;
  std::string answers;
  std::optional<std::string> now;
  std::string language = "vi";
  bool json = false;
};

std::string in_words(const Outcome& outcome) {
  return std::string(name_of(outcome.verdict)) + (outcome.settled ? "" : ", not settled");
}

// "Clause 2", "Clauses 2, 5".
std::string clauses_of(const Policy& policy, const Question& question) {
  std::string list = question.clauses.size() == 1 ? "Clause" : "Clauses";
  for (const std::size_t clause : question.clauses) {
    list += (clause == question.clauses.front() ? " " : ", ") + policy.clauses[clause].id;
  }
  return list;
}

void print_needed_check(const Policy& policy, const NeededCheck& verify, std::int64_t answer,
                        Language language) {
  const Question& question = policy.questions[verify.question];
  const bool claim = question.evidence == Evidence::claim;
  std::cout << "- " << question.text.in(language)
            << "\n  Answered: " << answer_text(question, answer, language) << "  [" << question.id
            << "]\n  Check: "
            << (claim ? "the customer has to prove it" : "the company's own records show it")
            << ". " << clauses_of(policy, question) << "; left unchecked, the verdict is "
            << in_words(verify.without) << ".\n";
}

void print_words(const Policy& policy, const Trust& trust, const Answers& answers, Day today,
                 Language language) {
  const auto given = std::count_if(answers.begin(), answers.end(),
                                   [](const auto& answer) { return answer.has_value(); });
  std::cout << "The verdict on " << iso_date(today) << " is " << in_words(trust.outcome) << ".\n";
  if (trust.verify.empty()) {
    std::cout << "Nothing to check: it stays so whatever the claims and records turn out to be.\n";
    return;
  }
  std::cout << "Check " << trust.verify.size() << " of the " << given
            << " answers, and it stays so whatever the other claims and records turn out to be:\n";
  for (const NeededCheck& each : trust.verify) {
    print_needed_check(policy, each, *answers[each.question], language);
  }
}

int show_trust(const TrustOptions& options) {
  const Result<CompiledPolicy> compiled = read_policy(options.policy);
  if (!compiled) return unusable(compiled.error());
  const Result<Instant> now = moment(options.now);
  if (!now) return unusable(now.error());
  const auto language = parse_language(options.language);
  if (!language) return unusable({"--lang", "not a language", "write vi or en"});
  const Result<std::string> text = read_all(options.answers, limits::submission_bytes_max);
  if (!text) return unusable(text.error());
  const Result<Json> json = parse_json(text.value(), limits::submission_bytes_max);
  if (!json) return unusable(within(options.answers, json.error()));
  const Policy& policy = compiled->policy;
  const Result<Answers> answers = parse_answers(json.value(), "", policy);
  if (!answers) return unusable(within(options.answers, answers.error()));
  const Day today = day_at(now.value(), policy.utc_offset_minutes);
  const Result<Trust> trust = find_trust(compiled.value(), answers.value(), today);
  if (!trust) return unusable(within(options.answers, trust.error()));
  if (options.json) {
    std::cout << trust_to_json(policy, trust.value(), answers.value(), today).dump(2) << "\n";
  } else {
    print_words(policy, trust.value(), answers.value(), today, *language);
  }
  return exit_done;
}

}  // namespace

void add_policy_trust(CLI::App& parent, int& status) {
  const auto options = std::make_shared<TrustOptions>();
  CLI::App* command = parent.add_subcommand(
      "trust",
      "Print the fewest answers that staff have to check before the verdict is certain.\n"
      "Acts are facts; claims and records are only claimed. With the acts and the answers named\n"
      "here, the verdict is the same whatever the other claims and records turn out to be.\n"
      "Exit codes: 0 done, 2 unusable input, or a search that would take too long.");
  command->add_option("policy", options->policy, "policy file")->required();
  command->add_option("--answers", options->answers, "answers file, or - for standard input")
      ->required();
  command->add_option("--now", options->now, "RFC 3339 time with offset; default: this moment");
  command->add_option("--lang", options->language, "language of the questions: vi or en")
      ->capture_default_str();
  command->add_flag("--json", options->json,
                    "one JSON object: verdict, settled, today, verify, taken");
  command->callback([options, &status] { status = show_trust(*options); });
}

}  // namespace precall::tool
