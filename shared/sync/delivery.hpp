// The states of one submission at one target; the table in the design says what each means.
#pragma once

#include <string_view>

namespace precall::sync {

enum class DeliveryState {
  accepted,
  sending,
  waiting,
  delivered,
  held,
  quarantined,
  discarded,
  erased,
  expired
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
