// What the service manager is told: the only user of libsystemd. Does nothing under another one.
#pragma once

namespace precall::sync::tool {

void notify_ready();
// The watchdog's sign of life.
void notify_alive();
void notify_stopping();

}  // namespace precall::sync::tool
