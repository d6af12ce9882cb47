// A count of steps that ends work which could explode, instead of a clock that the core lacks.
#pragma once

#include <cstddef>

namespace precall {

class Budget {
 public:
  explicit Budget(std::size_t steps) : left_(steps) {}

  // False once more was asked for than there was; then the result of the work is worthless.
  bool spend(std::size_t steps) {
    if (steps > left_) exceeded_ = true;
    left_ -= exceeded_ ? left_ : steps;
    return !exceeded_;
  }
  bool exceeded() const { return exceeded_; }

 private:
  std::size_t left_;
  bool exceeded_ = false;
};

}  // namespace precall
