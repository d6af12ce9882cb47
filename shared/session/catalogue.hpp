// The core's own words, in both languages: what is said around the policy's texts.
#pragma once

#include <initializer_list>
#include <string>

#include "form/normalize.hpp"
#include "policy/text.hpp"

namespace precall {

enum class Word {
  back,
  next,
  see_result,
  change,
  send_request,
  review_before_sending,
  send_now,
  try_again,
  start_over,
  correct_request,
  consultation_offer,
  support_offer,
  quick_check,
  answer_rest,
  optional_note,
  unsure,
  unsure_please_check,
  what_clause_says,
  progress,  // {0} answered of about {1}
  errors_heading,
  hotline_label,  // {0} the number as printed
  heading_eligible,
  heading_may_be_refused,
  heading_not_met,
  heading_undetermined,
  text_eligible,
  text_may_be_refused,  // {0} reasons
  text_not_met,         // {0} conditions
  text_undetermined,    // {0} open points
  text_more_open,       // {0} open points beside a certain verdict
  text_can_still_send,
  quick_stopped,
  reasons_heading,
  plan_heading_eligible,
  plan_heading,
  plan_eligible,
  plan_eligible_until,  // {0} date
  plan_may_be_refused,
  plan_not_met,
  plan_undetermined,
  unknown_heading,
  valid_until,     // {0} date
  calendar_label,  // {0} date
  calendar_title,  // {0} company
  calendar_text,   // {0} date of the check {1} hotline
  cannot_send,     // {0} hotline
  review_heading,
  review_intro,
  review_contact_group,
  not_given,
  not_sure,
  agreed,
  sent_heading,
  sent_text,
  sending_heading,
  sending_text,
  retrying_heading,
  retrying_text,
  refused_heading,
  refused_text,
  row_problem,
  code_label,
  row_received,
  row_verdict,
  row_policy,
  row_consents,
  row_digest,
  policy_version,  // {0} date
  short_eligible,
  short_may_be_refused,
  short_not_met,
  short_undetermined,
};

// The words with {0}, {1} … replaced, and {s} by an English plural's s unless {0} is 1. Arguments
// are not expanded again.
std::string say(Word word, Language language, std::initializer_list<std::string> arguments = {});

enum class InputKind { choice, date, number, field, consent };

// An issue as a sentence that says what to do. `label` is the field's, for the sentence to name it.
std::string say(const Issue& issue, InputKind kind, const std::string& label, Language language);

}  // namespace precall
