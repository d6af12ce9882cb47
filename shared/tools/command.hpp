// What every command of `precall` shares: exit codes, reading files, errors on one line.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "rules/compiled_policy.hpp"

namespace precall::tool {

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;    // the policy has errors, or a check failed
inline constexpr int exit_unusable = 2;  // input that cannot be used; one line on stderr says why

// Prints the error and returns exit_unusable.
int unusable(const Error& error);

// The error with the file before its place.
Error within(std::string_view file, Error error);

// The whole of a file, or of standard input for "-". More than `bytes_max` is an Error.
Result<std::string> read_all(const std::string& path, std::size_t bytes_max);

Result<CompiledPolicy> read_policy(const std::string& path);

// The moment named by --now, or this one.
Result<Instant> moment(const std::optional<std::string>& now);

// Each adds one command to `parent`. Running it sets `status`, the exit code.
void add_check(CLI::App& parent, int& status);
void add_replay(CLI::App& parent, int& status);
// Below `precall policy`.
void add_policy_check(CLI::App& parent, int& status);
void add_policy_diff(CLI::App& parent, int& status);
void add_policy_drift(CLI::App& parent, int& status);
void add_policy_trust(CLI::App& parent, int& status);
void add_policy_interview(CLI::App& parent, int& status);
// Below `precall submission`.
void add_submission_verify(CLI::App& parent, int& status);

}  // namespace precall::tool
