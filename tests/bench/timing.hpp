// Times for the native benches: samples in turn, as raw numbers. What they mean is computed once,
// in measure.ts.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace precall::bench {

// Something to time: `run` works through `inputs` inputs.
struct Contender {
  std::string name;
  std::size_t inputs = 1;
  std::function<void()> run;
};

struct Effort {
  int repetitions = 3;
  std::chrono::milliseconds sample{2};  // the least that a sample takes
};

// Nanoseconds an input.
inline double sample(const Contender& contender, std::chrono::milliseconds least) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  Clock::duration passed{};
  double inputs = 0;
  do {
    contender.run();
    inputs += static_cast<double>(contender.inputs);
    passed = Clock::now() - start;
  } while (passed < least);
  return std::chrono::duration<double, std::nano>(passed).count() / inputs;
}

// {name: [nanoseconds an input, …]}: every contender once a repetition, in changing order.
inline Json race(const std::vector<Contender>& contenders, const Effort& effort) {
  Json samples = Json::object();
  for (const Contender& contender : contenders) {
    samples[contender.name] = Json::array();
    sample(contender, effort.sample);  // warms up
  }
  for (int repetition = 0; repetition < effort.repetitions; ++repetition) {
    for (std::size_t turn = 0; turn < contenders.size(); ++turn) {
      const std::size_t index = (turn + static_cast<std::size_t>(repetition)) % contenders.size();
      const Contender& contender = contenders[index];
      samples[contender.name].push_back(sample(contender, effort.sample));
    }
  }
  return samples;
}

}  // namespace precall::bench
