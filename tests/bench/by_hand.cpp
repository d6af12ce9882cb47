// One if a rule, in the order of the policy.
#include "by_hand.hpp"

namespace precall::bench {
namespace {

enum Question {
  owner_verified,
  admin_account,
  request_kind,
  sales_designation,
  remote_control_consent,
  hands_off_mouse_consent,
  stays_responsive,
  works_continuously,
  data_storage_consent,
  statements_not_contract_ack,
  prior_guidance_count,
  unpaid_costs,
  service_expiry_date,
  no_staff_details_ack
};

enum RequestKind { unclear_points, full_guidance, source_code_review, outside_duty };
enum UnpaidCosts { none };

constexpr std::uint64_t blocking = 0b100'0000'1111'1011;

}  // namespace

Verdict by_hand(const std::int32_t* answers, Day today, std::uint64_t* fired) {
  std::uint64_t rules = 0;
  if (answers[owner_verified] == 0) rules |= 1U << 0;
  if (answers[admin_account] == 0) rules |= 1U << 1;
  if (answers[request_kind] == full_guidance && answers[sales_designation] == 0) rules |= 1U << 2;
  if (answers[remote_control_consent] == 0) rules |= 1U << 3;
  if (answers[hands_off_mouse_consent] == 0) rules |= 1U << 4;
  if (answers[stays_responsive] == 0) rules |= 1U << 5;
  if (answers[data_storage_consent] == 0) rules |= 1U << 6;
  if (answers[statements_not_contract_ack] == 0) rules |= 1U << 7;
  if (answers[request_kind] == outside_duty) rules |= 1U << 8;
  if (answers[prior_guidance_count] > 1) rules |= 1U << 9;
  if (answers[unpaid_costs] != none) rules |= 1U << 10;
  if (today - answers[service_expiry_date] > 10) rules |= 1U << 11;
  if (answers[request_kind] == source_code_review) rules |= 1U << 12;
  if (answers[works_continuously] == 0) rules |= 1U << 13;
  if (answers[no_staff_details_ack] == 0) rules |= 1U << 14;
  *fired = rules;
  if ((rules & blocking) != 0) return Verdict::conditions_not_met;
  if (rules != 0) return Verdict::may_be_refused;
  return Verdict::eligible;
}

Verdict without_branches(const std::int32_t* answers, Day today, std::uint64_t* fired) {
  const auto bit = [](bool fires, int rule) { return static_cast<std::uint32_t>(fires) << rule; };
  const std::uint32_t rules =
      bit(answers[owner_verified] == 0, 0) | bit(answers[admin_account] == 0, 1) |
      bit((answers[request_kind] == full_guidance) & (answers[sales_designation] == 0), 2) |
      bit(answers[remote_control_consent] == 0, 3) | bit(answers[hands_off_mouse_consent] == 0, 4) |
      bit(answers[stays_responsive] == 0, 5) | bit(answers[data_storage_consent] == 0, 6) |
      bit(answers[statements_not_contract_ack] == 0, 7) |
      bit(answers[request_kind] == outside_duty, 8) | bit(answers[prior_guidance_count] > 1, 9) |
      bit(answers[unpaid_costs] != none, 10) | bit(today - answers[service_expiry_date] > 10, 11) |
      bit(answers[request_kind] == source_code_review, 12) |
      bit(answers[works_continuously] == 0, 13) | bit(answers[no_staff_details_ack] == 0, 14);
  *fired = rules;
  return static_cast<Verdict>(static_cast<int>(rules != 0) +
                              static_cast<int>((rules & blocking) != 0));
}

}  // namespace precall::bench
