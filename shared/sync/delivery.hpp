// The states of one submission at one target, and their names.
#pragma once

#include <string_view>

namespace precall::sync {

enum class DeliveryState {
  // Under way.
  accepted,  // stored, and not tried yet
  sending,   // an attempt is being made; after a crash its outcome is unknown
  waiting,   // tried, and tried again when it is due
  // Until a person releases or discards it.
  held,         // the target refused it, or nobody can tell whether it has it
  quarantined,  // what is stored is not what was receipted; it cannot be released
  // Over.
  delivered,
  discarded,  // given up by a person
  erased,     // its personal data was taken out on request
  expired     // the same, because its time was up
};

inline constexpr DeliveryState all_delivery_states[] = {
    DeliveryState::accepted,  DeliveryState::sending, DeliveryState::waiting,
    DeliveryState::delivered, DeliveryState::held,    DeliveryState::quarantined,
    DeliveryState::discarded, DeliveryState::erased,  DeliveryState::expired};

// The name in the spool and in the output of `status`.
inline constexpr std::string_view name_of(DeliveryState state) {
  switch (state) {
    case DeliveryState::accepted:
      return "accepted";
    case DeliveryState::sending:
      return "sending";
    case DeliveryState::waiting:
      return "waiting";
    case DeliveryState::delivered:
      return "delivered";
    case DeliveryState::held:
      return "held";
    case DeliveryState::quarantined:
      return "quarantined";
    case DeliveryState::discarded:
      return "discarded";
    case DeliveryState::erased:
      return "erased";
    case DeliveryState::expired:
      return "expired";
  }
  return "";
}

}  // namespace precall::sync
