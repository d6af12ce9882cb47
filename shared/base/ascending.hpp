// Lists that stay sorted and without duplicates as they grow. For short lists: the browser
// downloads less code than for sorting, and each insertion is linear.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace precall {

inline void insert_ascending(std::vector<std::int64_t>& list, std::int64_t value) {
  const auto place = std::lower_bound(list.begin(), list.end(), value);
  if (place == list.end() || *place != value) list.insert(place, value);
}

}  // namespace precall
