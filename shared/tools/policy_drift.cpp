// `precall policy drift`: whether the published page still says what the policy took from it.
#include "policy/drift.hpp"

#include <iostream>
#include <memory>

#include "base/limits.hpp"
#include "base/nfc.hpp"
#include "tools/command.hpp"
#include "tools/html_text.hpp"

namespace precall::tool {
namespace {

struct DriftOptions {
  std::string policy;
  std::string page;
  bool json = false;
};

// The text in NFC.
Result<std::string> normalized(std::string text) {
  if (text_form(text) == TextForm::nfc) return text;
  const auto nfc = to_nfc(text);
  if (nfc) return *nfc;
  return Error{"", "more than " + std::to_string(limits::marks_max) + " combining marks in a row",
               "remove what is no text"};
}

// The page as the core compares it: plain text in NFC. References in HTML may stand for anything,
// so that it is normalized after it was converted.
Result<std::string> read_page(const std::string& path) {
  const Result<std::string> text = read_all(path, limits::page_bytes_max);
  if (!text) return text.error();
  if (text_form(text.value()) == TextForm::not_utf8 || text->find('\0') != std::string::npos) {
    return Error{path, "not text in UTF-8", "save the page as plain text or HTML in UTF-8"};
  }
  const Result<std::string> plain =
      looks_like_html(text.value()) ? html_to_text(text.value()) : text;
  if (!plain) return within(path, plain.error());
  Result<std::string> page = normalized(plain.value());
  if (!page) return within(path, page.error());
  return page;
}

std::string or_none(const std::string& number) {
  return number.empty() ? "without a number" : "as " + number;
}

std::string quoted(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "\"" : " ") + word;
  return list.empty() ? "nothing" : list + "\"";
}

void print_entry(const Policy& policy, const DriftEntry& entry) {
  const std::string clause = entry.clause ? policy.clauses[*entry.clause].id : "";
  if (entry.state == DriftState::added) {
    std::cout << "added, in no clause"
              << (entry.clause ? ", after clause " + clause : ", before every clause");
  } else {
    std::cout << "clause " << clause << " " << name_of(entry.state);
  }
  if (entry.line != 0) std::cout << ", line " << entry.line;
  std::cout << "\n";
  if (entry.renumbered) {
    std::cout << "  numbered: on the page " << or_none(entry.number) << ", by the policy "
              << or_none(entry.number_expected) << "\n";
  }
  if (entry.state == DriftState::changed) {
    std::cout << "  words: " << quoted(entry.words_removed) << " became "
              << quoted(entry.words_added) << "\n";
  }
  if (entry.text != entry.expected && !entry.expected.empty()) {
    std::cout << "  policy: " << entry.expected << "\n";
  }
  if (!entry.text.empty()) std::cout << "  page:   " << entry.text << "\n";
}

void print_differences(const Policy& policy, const Drift& drift) {
  if (drift.title == Landmark::missing) {
    std::cout << "the heading is not on the page: " << policy.page_title.vi << "\n";
  }
  if (drift.hotline == Landmark::missing) {
    std::cout << "the hotline is not on the page: " << policy.hotline_shown << "\n";
  }
  for (const DriftEntry& entry : drift.entries) {
    if (entry.state != DriftState::matched) print_entry(policy, entry);
  }
}

void print_words(const Policy& policy, const Drift& drift) {
  std::cout << (drift.drifted() ? "The page differs from the policy.\n"
                                : "The page says what the policy says.\n");
  print_differences(policy, drift);
  std::cout << "\nAs in the policy, word for word:\n";
  for (const DriftEntry& entry : drift.entries) {
    if (entry.state != DriftState::matched) continue;
    std::cout << "  line " << entry.line << ", clause " << policy.clauses[*entry.clause].id << ": "
              << entry.text << "\n";
  }
  std::cout << "\nNot compared, before the heading and after the hotline:\n";
  for (const OutsideEntry& entry : drift.outside) {
    std::cout << "  line " << entry.line;
    if (entry.clause) std::cout << ", clause " << policy.clauses[*entry.clause].id;
    std::cout << ": " << entry.text << "\n";
  }
  for (const AbsentEntry& entry : drift.absent) {
    std::cout << "  clause " << policy.clauses[entry.clause].id
              << " is not there word for word: " << entry.text << "\n";
  }
}

int show_drift(const DriftOptions& options) {
  const Result<CompiledPolicy> compiled = read_policy(options.policy);
  if (!compiled) return unusable(compiled.error());
  const Result<std::string> page = read_page(options.page);
  if (!page) return unusable(page.error());
  const Policy& policy = compiled->policy;
  const Result<Drift> drift = find_drift(policy, page.value());
  if (!drift) return unusable(within(options.page, drift.error()));
  if (options.json) {
    std::cout << drift_to_json(policy, drift.value()).dump(2) << "\n";
  } else {
    print_words(policy, drift.value());
  }
  return drift->drifted() ? exit_failed : exit_done;
}

}  // namespace

void add_policy_drift(CLI::App& parent, int& status) {
  const auto options = std::make_shared<DriftOptions>();
  CLI::App* command = parent.add_subcommand(
      "drift",
      "Compare the published page with the policy, sentence by sentence.\n"
      "Between the heading that the policy names and its hotline every sentence has to be a\n"
      "clause's, word for word, in order and under its number; white space does not count. The\n"
      "rest of the page is listed, with its clause where one holds it.\n"
      "Exit codes: 0 the page says what the policy says, 1 a sentence was changed, removed, added\n"
      "or renumbered, or the heading or the hotline is missing, 2 unusable input.");
  command->add_option("policy", options->policy, "policy file")->required();
  command
      ->add_option("page", options->page,
                   "the page as plain text or HTML in UTF-8, or - for standard input")
      ->required();
  command->add_flag("--json", options->json,
                    "one JSON object: drifted, title, hotline, sentences, outside, absent");
  command->callback([options, &status] { status = show_drift(*options); });
}

}  // namespace precall::tool
