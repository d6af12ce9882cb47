// Lists that stay sorted and without duplicates as they grow. For short lists: the browser
// downloads less code than for sorting, and each insertion is linear.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace precall {

inline void insert_ascending(std::vector<std::int64_t>& list, std::int64_t value) {
  if (std::find(list.begin(), list.end(), value) != list.end()) return;
  list.push_back(value);
  for (std::size_t i = list.size() - 1; i > 0 && list[i - 1] > value; --i) {
    std::swap(list[i - 1], list[i]);
  }
}

}  // namespace precall
