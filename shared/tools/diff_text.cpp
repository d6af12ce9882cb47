// The report line by line: who is judged differently, what is asked differently, which words.
#include "tools/diff_text.hpp"

#include <sstream>

namespace precall::tool {
namespace {

// A class of more alternatives is cut short here; --json has them all.
constexpr std::size_t alternatives_shown = 8;

std::string text_of(const Json& object, const char* key) {
  const Json* value = Reader::find(object, key);
  return value == nullptr ? "none" : value->get<std::string>();
}

std::string in_words(const std::string& change) {
  if (change == "starts") return "starts to fire";
  if (change == "stops") return "no longer fires";
  if (change == "becomes_blocks") return "now blocks, where staff could refuse";
  if (change == "becomes_may_refuse") return "no longer blocks, but staff may refuse";
  return "cites another clause";
}

class Writer {
 public:
  std::string write(const Json& report) {
    write_head(report);
    if (report["same"] == Json(true)) {
      out_ << "The same: no difference in rules, questions or words.\n";
    } else {
      write_classes(report["classes"]);
      write_changes("Asked differently", report["structure"]);
      write_changes("Rules, as written", report["logic"]);
      write_changes("Words", report["words"]);
      write_changes("Other differences", report["other"]);
    }
    if (const Json* answers = Reader::find(report, "answers")) write_answers(*answers);
    return out_.str();
  }

 private:
  void write_head(const Json& report) {
    for (const char* version : {"old", "new"}) {
      const Json& head = report[version];
      out_ << (std::string_view(version) == "old" ? "OLD " : "NEW ") << text_of(head, "id") << " "
           << text_of(head, "version") << ", sha256 " << text_of(head, "sha256").substr(0, 16)
           << "…, on " << text_of(head, "today") << "\n";
    }
    out_ << "\n";
  }

  void write_classes(const Json& classes) {
    if (classes.empty()) {
      out_ << "Every customer whom both versions understand gets the same verdict and reasons.\n";
      return;
    }
    out_ << "Customers judged differently: " << classes.size()
         << (classes.size() == 1 ? " class\n" : " classes\n");
    for (std::size_t i = 0; i < classes.size(); ++i) write_class(classes[i], i + 1);
  }

  void write_class(const Json& found, std::size_t number) {
    const std::string before = text_of(found["clause"], "old");
    const std::string after = text_of(found["clause"], "new");
    const bool has_old = before != "none";
    const bool has_new = after != "none";
    out_ << "\n"
         << number << ". " << text_of(found, "rule") << ", clause "
         << (has_old && has_new && before != after ? before + " → " + after
                                                   : (has_new ? after : before))
         << " (" << text_of(found, "label") << "): " << in_words(text_of(found, "change")) << "; "
         << (found["verdict_changes"] == Json(true) ? "the verdict can change"
                                                    : "only the reasons change")
         << "\n";
    write_conditions(found["conditions"]);
    write_witness(found["witness"]);
  }

  void write_conditions(const Json& conditions) {
    for (std::size_t i = 0; i < conditions.size() && i < alternatives_shown; ++i) {
      out_ << (i == 0 ? "   for customers with\n" : "   or with\n");
      if (conditions[i].empty()) out_ << "     any answers at all\n";
      for (const Json& side : conditions[i]) {
        out_ << "     " << text_of(side, "words");
        const std::string asked = text_of(side, "asked_in");
        if (asked != "both") out_ << " (asked only in " << (asked == "old" ? "OLD)" : "NEW)");
        out_ << "\n";
      }
    }
    if (conditions.size() > alternatives_shown) {
      out_ << "   or with " << conditions.size() - alternatives_shown
           << " more combinations, which --json lists\n";
    }
  }

  void write_witness(const Json& witness) {
    const Json& before = witness["old"];
    const Json& after = witness["new"];
    if (before["answers"] == after["answers"]) {
      out_ << "   for example " << canonical(before["answers"]) << "\n";
      write_verdict("old", before);
      write_verdict("new", after);
      return;
    }
    out_ << "   for example, as OLD asks, " << canonical(before["answers"]) << "\n";
    write_verdict("old", before);
    out_ << "   and, as NEW asks, " << canonical(after["answers"]) << "\n";
    write_verdict("new", after);
  }

  void write_verdict(const char* version, const Json& side) {
    out_ << "     " << version << ": " << text_of(side, "verdict") << "\n";
    for (const Json& reason : side["reasons"]) {
      out_ << "       " << text_of(reason, "rule") << " (" << text_of(reason, "clause") << ", "
           << text_of(reason, "effect") << "): " << text_of(reason, "message") << "\n";
    }
  }

  void write_changes(const char* heading, const Json& changes) {
    if (changes.empty()) return;
    out_ << "\n" << heading << ":\n";
    for (const Json& change : changes) {
      out_ << "  " << text_of(change, "path") << " " << text_of(change, "change");
      const std::string place = text_of(change, "new_place");
      out_ << (place.empty() ? " (OLD " + text_of(change, "old_place") : " (" + place) << ")";
      const Json* judged = Reader::find(change, "changes_reasons");
      out_ << (judged != nullptr && *judged == Json(false) ? ", which changes nobody\n" : "\n");
      if (!change["before"].is_null()) out_ << "    - " << change["before"].dump() << "\n";
      if (!change["after"].is_null()) out_ << "    + " << change["after"].dump() << "\n";
    }
  }

  void write_answers(const Json& answers) {
    out_ << "\nAnswers given, " << answers["total"] << " lines:\n";
    for (const Json& entry : answers["verdict_changed"]) {
      out_ << "  " << entry["count"] << " from " << text_of(entry, "from") << " to "
           << text_of(entry, "to");
      write_lines(entry);
    }
    if (answers["verdict_changed"].empty()) out_ << "  0 with another verdict\n";
    out_ << "  " << answers["reasons_changed"]["count"]
         << " with the same verdict for other reasons";
    write_lines(answers["reasons_changed"]);
    out_ << "  " << answers["unchanged"] << " unchanged\n";
    if (answers["consultations"] != Json(0)) {
      out_ << "  " << answers["consultations"] << " consultations, which have no verdict\n";
    }
    out_ << "  " << answers["unusable"] << " unusable\n";
    for (const Json& line : answers["unusable_lines"]) {
      out_ << "    line " << line["line"] << ": " << text_of(line, "error") << "\n";
    }
  }

  void write_lines(const Json& entry) {
    const Json& lines = entry["lines"];
    for (std::size_t i = 0; i < lines.size(); ++i) {
      out_ << (i != 0 ? ", " : lines.size() == 1 ? " (line " : " (lines ") << lines[i];
    }
    if (!lines.empty()) out_ << (entry["count"] == Json(lines.size()) ? ")" : ", …)");
    out_ << "\n";
  }

  std::ostringstream out_;
};

}  // namespace

std::string diff_text(const Json& report) {
  return Writer().write(report);
}

}  // namespace precall::tool
