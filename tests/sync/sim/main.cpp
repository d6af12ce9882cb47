// precall-sync-sim: lives many short lives of the uploader, each by its seed, and looks for one in
// which the promise was broken. Exit codes: 0 as it has to be, 1 a seed fails (or a canary lives),
// 2 unusable arguments.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <charconv>
#include <chrono>
#include <cstring>
#include <iostream>

#include "../support.hpp"
#include "world.hpp"

namespace {

using namespace precall::sync;
using namespace precall::sync::sim;

constexpr std::size_t trace_lines_max = 80;
constexpr const char* usage =
    "usage: precall-sync-sim [--seeds N] [--seed S] [--canary no-sync|early-receipt|new-id]\n"
    "  --seeds N      how many runs, with the seeds 1 to N (1000)\n"
    "  --seed S       only this one, with its whole trace\n"
    "  --canary NAME  put this fault into the uploader; one of the seeds has to find it\n";

struct Options {
  std::uint64_t seeds = 1000;
  std::optional<std::uint64_t> seed;
  Canary canary = Canary::none;
  std::string canary_name;
};

std::optional<std::uint64_t> number_in(const char* text) {
  std::uint64_t number = 0;
  const char* end = text + std::strlen(text);
  const auto [rest, error] = std::from_chars(text, end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

std::optional<Options> options_in(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    if (i + 1 == argc) return std::nullopt;
    const std::string_view name = argv[i];
    const auto number = number_in(argv[i + 1]);
    const auto canary = canary_named(argv[i + 1]);
    if (name == "--seeds" && number) {
      options.seeds = *number;
    } else if (name == "--seed" && number) {
      options.seed = number;
    } else if (name == "--canary" && canary) {
      options.canary = *canary;
      options.canary_name = argv[i + 1];
    } else {
      return std::nullopt;
    }
  }
  return options;
}

// What was wrong in the run of this seed.
std::optional<std::string> run(std::uint64_t seed, const Options& options, const Requests& requests,
                               const std::string& path) {
  World world(seed, requests, path, options.canary);
  const auto problem = world.run();
  if (!problem && !options.seed) return problem;
  if (problem) std::cout << "seed " << seed << ": " << *problem << std::endl;
  const auto& trace = world.trace();
  const std::size_t first =
      options.seed || trace.size() < trace_lines_max ? 0 : trace.size() - trace_lines_max;
  const bool quiet = options.canary != Canary::none && !options.seed;
  for (std::size_t i = first; i < trace.size() && !quiet; ++i) std::cout << trace[i] << "\n";
  return problem;
}

int run_all(const Options& options) {
  const Requests requests = make_requests();
  const test::TemporaryDirectory directory;
  const std::string path = directory.path("spool.db");
  const std::uint64_t first = options.seed.value_or(1);
  const std::uint64_t last = options.seed.value_or(options.seeds);
  std::uint64_t failed = 0;
  const auto start = std::chrono::steady_clock::now();
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    if (!run(seed, options, requests, path)) continue;
    ++failed;
    if (options.canary == Canary::none) continue;
    std::cout << "canary " << options.canary_name << ": found by seed " << seed << "\n";
    return 0;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::cout << last - first + 1 << " seeds, " << failed << " failed, " << took.count() << " s\n";
  return failed == 0 && options.canary == Canary::none ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  // The helpers of the other tests check by doctest's macros.
  doctest::Context context;
  context.setAsDefaultForAssertsOutOfTestCases();
  context.setAssertHandler([](const doctest::AssertData& assertion) {
    if (!assertion.m_failed) return;
    std::cerr << assertion.m_file << ":" << assertion.m_line << ": " << assertion.m_expr << "\n";
    std::exit(2);
  });
  const auto options = options_in(argc, argv);
  if (!options) {
    std::cerr << usage;
    return 2;
  }
  return run_all(*options);
}
