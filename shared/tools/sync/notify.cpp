// One message each, over the socket that the manager named in the environment.
#include "tools/sync/notify.hpp"

#include <systemd/sd-daemon.h>

namespace precall::sync::tool {

void notify_ready() {
  sd_notify(0, "READY=1");
}

void notify_alive() {
  sd_notify(0, "WATCHDOG=1");
}

void notify_stopping() {
  sd_notify(0, "STOPPING=1");
}

}  // namespace precall::sync::tool
