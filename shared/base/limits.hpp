// Every limit on input, with its reason. A limit that is hit is an Error that names it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace precall::limits {

// A policy is hand-written text; the real one is 40 KB. 1 MiB bounds memory and load time.
inline constexpr std::size_t policy_bytes_max = std::size_t{1024} * 1024;
// A submission is one form; 64 KiB holds every field at its longest, and no attachment.
inline constexpr std::size_t submission_bytes_max = std::size_t{64} * 1024;
// Conditions nest a handful deep; 32 keeps recursive checks far from any stack's end.
inline constexpr int json_depth_max = 32;
// Nobody answers more; rows of the bit matrix are sized by these.
inline constexpr std::size_t questions_max = 512;
inline constexpr std::size_t options_max = 256;
inline constexpr std::size_t rules_max = 2048;
inline constexpr std::size_t terms_max = 4096;
inline constexpr std::size_t clauses_max = 1024;
inline constexpr std::size_t fields_max = 64;
// A rule's own cells are checked exhaustively; more would take longer than a frame.
inline constexpr std::size_t rule_combinations_max = 65536;
// A message is a letter, not a book; a single line is a line. Counted in code points.
inline constexpr std::size_t text_characters_max = 4000;
inline constexpr std::size_t line_characters_max = 200;
// Integers of questions stay within what every JSON reader holds exactly.
inline constexpr std::int64_t integer_max = 1000000000;
// The best interview is found by trying all: the real policy has 21 thousand states with 330
// thousand ways on. So many take some seconds and 200 MiB.
inline constexpr std::size_t interview_states_max = 150000;
inline constexpr std::size_t interview_ways_max = 8000000;
// Chances are compared by products of two sums of weights, which have to fit 64 bits.
inline constexpr std::int64_t weights_total_max = 1000000000;
// Sessions and actions come from the page itself; generous, but bounded.
inline constexpr std::size_t session_bytes_max = std::size_t{256} * 1024;

// The uploader's configuration is written by hand, like the policy but smaller.
inline constexpr std::size_t config_bytes_max = std::size_t{64} * 1024;
inline constexpr std::size_t config_entries_max = 64;
// Browsers and proxies send one or two KiB of header fields.
inline constexpr std::size_t http_header_bytes_max = std::size_t{8} * 1024;
// Below the usual 1,024 open files of a process. Whoever comes next waits to be accepted.
inline constexpr std::size_t http_connections_max = 512;
// From waiting for a request's first byte to the last byte of its response.
inline constexpr std::int64_t http_request_ms_max = 10000;

}  // namespace precall::limits
