// Looks through the counts, which are by target and state.
#include "sync/stranded.hpp"

#include <algorithm>

namespace precall::sync {
namespace {

bool is_open(std::string_view state) {
  return state == name_of(DeliveryState::accepted) || state == name_of(DeliveryState::sending) ||
         state == name_of(DeliveryState::waiting);
}

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::vector<std::string> stranded_targets(const std::vector<StateCount>& counts,
                                          const std::vector<std::string>& known) {
  std::vector<std::string> stranded;
  for (const StateCount& item : counts) {
    const bool waits = item.count > 0 && is_open(item.state);
    if (waits && !holds(known, item.target) && !holds(stranded, item.target)) {
      stranded.push_back(item.target);
    }
  }
  return stranded;
}

}  // namespace precall::sync
