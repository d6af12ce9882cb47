// Vietnamese phone numbers, and foreign ones in international form.
#pragma once

#include <string>
#include <string_view>

#include "form/normalize.hpp"

namespace precall {

// The number in E.164, or an issue. Numbers that changed are explained and never rewritten behind
// the customer's back: 11-digit mobiles changed in 2018, area codes in 2017. In particular 08x
// with 10 digits is a mobile number today, whatever it was before. (Numbering plan of Vietnam:
// Circular 22/2014/TT-BTTTT; ITU-T E.164.)
Checked<std::string> normalize_phone(std::string_view raw);

// A normalized number as people in Vietnam write it: 0912 345 678, 028 3974 3179, 0236 123 4567.
// Numbers abroad stay as they are.
std::string grouped_phone(const std::string& e164);

}  // namespace precall
