// A verdict in words and as the JSON that `precall check` prints.
#pragma once

#include <string>

#include "policy/text.hpp"
#include "rules/repair.hpp"

namespace precall {

// An answer as people read it: the option's words, the number, or the date as dd/mm/yyyy.
std::string answer_text(const Question& question, std::int64_t value, Language language);

// The rule's message with its placeholders filled from the answers.
std::string rule_message(const Policy& policy, const Rule& rule, const Answers& answers, Day today,
                         Language language);

// The follow-ups of the rules that fire, each once.
std::vector<std::size_t> follow_ups(const Policy& policy, const Evaluation& evaluation);

// {verdict, settled, reasons: [ids], unknown: [ids], valid_until, follow_up: [ids]}: the form that
// goes into submissions and tickets.
Json verdict_summary(const Policy& policy, const Evaluation& evaluation);

// The same with each reason as {rule, clause, effect, message}.
Json explained_verdict(const Policy& policy, const Evaluation& evaluation, const Answers& answers,
                       Day today, Language language);

// The answers that a repair accepts: a list of options, or {from, to} without the ends that are
// the question's own.
Json accepted_json(const Policy& policy, const Repair& repair);

// All that `precall check` prints: the explained verdict, repairs as {question, accept, how}, and
// after_repair. An Error as plan_repairs, or where the verdict could not be decided.
Result<Json> verdict_report(const CompiledPolicy& compiled, const Answers& answers, Day today,
                            Language language);

}  // namespace precall
