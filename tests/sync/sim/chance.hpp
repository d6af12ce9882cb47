// Everything random in a run comes from one seed, so that the seed is the run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>

namespace precall::sync::sim {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}

  // 0 up to but not including `bound`, which is at least 1. The standard's distributions differ
  // from one library to the next; a remainder's tiny bias does not matter here.
  std::uint64_t below(std::uint64_t bound) { return engine_() % bound; }
  bool one_in(std::uint64_t bound) { return below(bound) == 0; }
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
  }
  // An index into something that is not empty.
  template <class List>
  std::size_t index_of(const List& list) {
    return static_cast<std::size_t>(below(list.size()));
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace precall::sync::sim
