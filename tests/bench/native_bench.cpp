// Times the engine natively, on a policy and answers from files, and prints raw samples as JSON.
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>

#include "by_hand.hpp"
#include "rules/table.hpp"
#include "timing.hpp"

namespace precall::bench {
namespace {

[[noreturn]] void fail(const std::string& message) {
  std::cerr << "precall-bench: " << message << "\n";
  std::exit(2);
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) fail(path + " cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

// Full answers of many customers, in the forms that are timed.
struct Customers {
  std::size_t count = 0;
  std::vector<std::int32_t> rows;  // stride() values each
  std::vector<Answers> known;
  std::vector<Answers> half_open;
};

// `bytes` are 32-bit values, one a question, customer by customer.
Customers read_customers(const std::string& bytes, std::size_t questions, std::size_t stride) {
  Customers customers;
  customers.count = bytes.size() / (questions * sizeof(std::int32_t));
  customers.rows.resize(customers.count * stride);
  std::mt19937_64 random(1);
  for (std::size_t i = 0; i < customers.count; ++i) {
    std::int32_t* row = customers.rows.data() + i * stride;
    std::memcpy(row, bytes.data() + i * questions * sizeof *row, questions * sizeof *row);
    Answers answers(row, row + questions);
    customers.known.push_back(answers);
    for (auto& answer : answers) {
      if (random() % 2 == 0) answer.reset();
    }
    customers.half_open.push_back(std::move(answers));
  }
  return customers;
}

// What a way of classifying finds for each customer.
struct Found {
  std::vector<Verdict> verdicts;
  std::vector<std::uint64_t> fired;

  bool operator==(const Found&) const = default;
};

struct Bench {
  std::string text;
  CompiledPolicy compiled;
  VerdictTable table;
  Customers customers;
  Day today;
};

Found nothing(const Bench& bench) {
  const std::size_t count = bench.customers.count;
  return {std::vector<Verdict>(count, Verdict::undetermined),
          std::vector<std::uint64_t>(count * bench.table.rule_words())};
}

void classify_all(const Bench& bench, Found& found) {
  const std::int32_t* row = bench.customers.rows.data();
  std::uint64_t* fired = found.fired.data();
  for (Verdict& verdict : found.verdicts) {
    verdict = classify(bench.table, row, bench.today, fired);
    row += bench.table.answer_stride();
    fired += bench.table.rule_words();
  }
}

template <class Classify>
void by_hand_all(const Bench& bench, Found& found, const Classify& classify_one) {
  const std::int32_t* row = bench.customers.rows.data();
  std::uint64_t* fired = found.fired.data();
  for (Verdict& verdict : found.verdicts) {
    verdict = classify_one(row, bench.today, fired++);
    row += bench.table.answer_stride();
  }
}

void evaluate_all(const Bench& bench, const std::vector<Answers>& all, Found& found) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    found.verdicts[i] = evaluate(bench.compiled, all[i], bench.today).verdict;
  }
}

// The engine and the hand-written ifs on the real policy. They have to agree before they are timed.
Json bench_classify(const Bench& bench, const Effort& effort) {
  Found engine = nothing(bench);
  Found ifs = nothing(bench);
  Found branchless = nothing(bench);
  classify_all(bench, engine);
  by_hand_all(bench, ifs, by_hand);
  by_hand_all(bench, branchless, without_branches);
  if (!(engine == ifs && engine == branchless)) fail("the engine and the hand-written code differ");
  const std::size_t count = bench.customers.count;
  return race(
      {{"engine", count, [&] { classify_all(bench, engine); }},
       {"by_hand", count, [&] { by_hand_all(bench, ifs, by_hand); }},
       {"without_branches", count, [&] { by_hand_all(bench, branchless, without_branches); }}},
      effort);
}

Json bench_growth(const Bench& bench, const Effort& effort) {
  Found by_table = nothing(bench);
  Found by_rows = nothing(bench);
  classify_all(bench, by_table);
  evaluate_all(bench, bench.customers.known, by_rows);
  if (by_table.verdicts != by_rows.verdicts) fail("the table and the matrix differ");
  const std::size_t count = bench.customers.count;
  return race(
      {{"load", 1,
        [&] {
          if (!load_policy(bench.text)) fail("the policy does not load");
        }},
       {"classify", count, [&] { classify_all(bench, by_table); }},
       {"all_known", count, [&] { evaluate_all(bench, bench.customers.known, by_rows); }},
       {"half_open", count, [&] { evaluate_all(bench, bench.customers.half_open, by_rows); }}},
      effort);
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() != 6) {
    fail("usage: classify|growth POLICY ANSWERS TODAY REPETITIONS SAMPLE_MS");
  }
  std::string text = read_file(arguments[1]);
  auto compiled = load_policy(text);
  if (!compiled) fail(to_line(compiled.error()));
  VerdictTable table = make_table(compiled.value());
  Customers customers = read_customers(read_file(arguments[2]), compiled->policy.questions.size(),
                                       table.answer_stride());
  const Bench bench{std::move(text), std::move(compiled).value(), std::move(table),
                    std::move(customers), std::stoi(arguments[3])};
  const Effort effort{std::stoi(arguments[4]), std::chrono::milliseconds(std::stoi(arguments[5]))};
  const Json samples =
      arguments[0] == "classify" ? bench_classify(bench, effort) : bench_growth(bench, effort);
  std::cout << samples.dump() << "\n";
  return 0;
}

}  // namespace
}  // namespace precall::bench

int main(int argc, char** argv) {
  return precall::bench::run({argv + 1, argv + argc});
}
