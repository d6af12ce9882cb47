// Honest submissions, and the receiver's check at a fixed time.
#pragma once

#include <string>
#include <string_view>

#include "customer.hpp"
#include "submission/submission.hpp"

namespace precall::test {

// 2026-11-22T09:05:00+07:00, five minutes after the customer's acts.
inline constexpr Instant receiving_time{1795313100};

Json honest_submission(const Inputs& inputs = eligible_inputs());
Json honest_consultation();

// The company's policy, known and in force.
PolicyBook company_book();

Result<Examined> examine(const Json& submission, const PolicyBook& book = company_book());

// Where a consent stands in the submission.
std::string consent(const Json& submission, std::string_view id);

}  // namespace precall::test
