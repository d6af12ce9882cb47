// A form's field as the control that a face shows.
#pragma once

#include "session/screen.hpp"

namespace precall {

// Fills in a new control, with what the session holds for it and no error. (A control that is
// returned costs the browser half a kilobyte.)
void fill_control(Control& control, const Field& field, const Session& session, Language language);

}  // namespace precall
