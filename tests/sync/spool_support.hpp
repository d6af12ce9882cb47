// What several tests of the spool need: submissions in every state, and a look past the interface.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support.hpp"

namespace precall::sync::test {

// An id for each number below a million.
std::string numbered_id(int number);

// Drives a new submission into `state` for the one target "file", by what the spool offers.
void make_in_state(Spool& spool, const SpooledSubmission& submission, DeliveryState state);

// The state of the delivery of `id` to "file".
std::string state_of(Spool& spool, std::string_view id);

// Runs one statement on the spool that nobody has open, as somebody with the file could; the first
// column of its rows.
std::vector<std::string> by_hand(const TemporaryDirectory& directory, const std::string& sql);

// Everything in the spool's files, one after the other.
std::string raw_files(const TemporaryDirectory& directory);

}  // namespace precall::sync::test
