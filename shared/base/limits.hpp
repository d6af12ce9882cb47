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
// A file to verify: a policy, or a saved request, whose submission is a string inside a JSON text.
inline constexpr std::size_t evidence_bytes_max = policy_bytes_max;
// Nobody answers more; rows of the bit matrix are sized by these.
inline constexpr std::size_t questions_max = 512;
inline constexpr std::size_t options_max = 256;
inline constexpr std::size_t rules_max = 2048;
inline constexpr std::size_t terms_max = 4096;
inline constexpr std::size_t clauses_max = 1024;
inline constexpr std::size_t fields_max = 64;
// A rule's own cells are checked exhaustively; more would take longer than a frame.
inline constexpr std::size_t rule_combinations_max = 65536;
// Whether linked rules can all be avoided is searched at every change of the page; ordinary
// policies take a handful of steps.
inline constexpr std::size_t avoidance_steps_max = 20000;
// A repair plan is searched while the customer waits; single changes take a few steps each.
inline constexpr std::size_t repair_steps_max = 20000;
// A proof about a policy looks at so many tests of terms, about a second of work. The real policy
// needs some thousands, 2,048 ordinary rules some millions.
inline constexpr std::size_t proof_steps_max = 100000000;
// Per term, to find nicer answers for an author to look at; what is found is right in any case.
inline constexpr std::size_t witness_steps_max = 20000;
// More findings than this are fixed, not accepted.
inline constexpr std::size_t accepted_findings_max = 1024;
// Comparing two versions of a policy: one step looks one term of a rule up, and holds two bytes at
// most. Five changed rules of the real policy take some 10,000; so many take a second and 128 MiB.
inline constexpr std::size_t diff_steps_max = std::size_t{1} << 26;
// For showing a change on a customer to whom nothing else happens, which is nice but no must.
inline constexpr std::size_t diff_tidy_steps_max = std::size_t{1} << 18;
// Boxes that say for whom one rule changes. Nobody reads as many.
inline constexpr std::size_t diff_boxes_max = 1024;
// Reasons of all the examples of a comparison, each of which is written out: some 50 MiB.
inline constexpr std::size_t diff_reasons_max = 65536;
// The fewest answers to check are found by trying sets; the company's policy takes a dozen. Each is
// a verdict of microseconds, so that even the receiver, which does this too, answers at once.
inline constexpr std::size_t trust_judgements_max = 10000;
// A message is a letter, not a book; a single line is a line. Counted in code points.
inline constexpr std::size_t text_characters_max = 4000;
inline constexpr std::size_t line_characters_max = 200;
// A published page as text or HTML; the real one has 4 KB of text. 1 MiB is more than any page that
// people read.
inline constexpr std::size_t page_bytes_max = std::size_t{1024} * 1024;
// Browsers nest elements 512 deep and no deeper. The parser looks through them at each end tag.
inline constexpr std::size_t html_depth_max = 512;
// Words times sentences when a page is compared with the policy, 20,000 for the real ones: less
// than a second, and tables of 40 MB.
inline constexpr std::size_t drift_steps_max = 10000000;
// Combining marks in a row: what Unicode's stream-safe format allows; Vietnamese writes two.
inline constexpr std::size_t marks_max = 30;
// Integers of questions stay within what every JSON reader holds exactly.
inline constexpr std::int64_t integer_max = 1000000000;
// The best interview is found by trying all: the real policy has 21 thousand states with 330
// thousand ways on. So many take some seconds and 200 MiB.
inline constexpr std::size_t interview_states_max = 150000;
inline constexpr std::size_t interview_ways_max = 8000000;
// The time that finding the states takes, where many ways lead to few: 64 terms are a word.
inline constexpr std::size_t interview_words_max = 16000000;
// Chances are compared by products of two sums of weights, which have to fit 64 bits.
inline constexpr std::int64_t weights_total_max = 1000000000;
// Days on a time line, each of which is judged while somebody drags along it.
inline constexpr std::int64_t timeline_days_max = 512;
// Sessions and actions come from the page itself; generous, but bounded.
inline constexpr std::size_t session_bytes_max = std::size_t{256} * 1024;

// The uploader's configuration is written by hand, like the policy but smaller.
inline constexpr std::size_t config_bytes_max = std::size_t{64} * 1024;
inline constexpr std::size_t config_entries_max = 64;
// More requests a second, or a minute from one address, are no limit that protects anything.
inline constexpr std::int64_t rate_max = 1000000;
// A century: law and contracts ask for years.
inline constexpr std::int64_t retention_days_max = 36500;
// A mapping onto a back end is a page of JSON; a secret is one line.
inline constexpr std::size_t mapping_bytes_max = std::size_t{64} * 1024;
inline constexpr std::size_t secret_bytes_max = std::size_t{4} * 1024;
// What a back end answers is read for an id; a list of found items can be long.
inline constexpr std::size_t remote_bytes_max = std::size_t{1024} * 1024;
// From connecting to the last byte. Back ends take seconds; webhooks' own limits are 15 to 30 s.
inline constexpr std::int64_t remote_ms_max = 30000;
// Submissions in one commit: one sync carries as many as arrived meanwhile.
inline constexpr std::size_t commit_submissions_max = 256;
// Submissions that wait to be stored; whoever comes next is told to come back.
inline constexpr std::size_t waiting_submissions_max = 1024;
// A reason that a person gives, or a back end: a sentence for `status`, in bytes.
inline constexpr std::size_t reason_bytes_max = 500;
// Addresses whose requests are counted; 64 Ki of them take some MiB.
inline constexpr std::size_t rate_addresses_max = 65536;
// Lines of `status`; more is what `export` is for.
inline constexpr std::size_t status_rows_max = 1000;
// Browsers and proxies send one or two KiB of header fields.
inline constexpr std::size_t http_header_bytes_max = std::size_t{8} * 1024;
// Below the usual 1,024 open files of a process. Whoever comes next waits to be accepted.
inline constexpr std::size_t http_connections_max = 512;
// From waiting for a request's first byte to the last byte of its response.
inline constexpr std::int64_t http_request_ms_max = 10000;

}  // namespace precall::limits
