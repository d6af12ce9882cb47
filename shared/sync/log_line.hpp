// How a line of the log is written: an event in fixed words and what it is about, as logfmt.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace precall::sync {

struct LogField {
  std::string_view key;
  std::string value;
};

// event="…" key=value …, always one line: what is not a bare word stands in quotes, as JSON writes
// it. Fields without a value are left out.
std::string log_line(std::string_view event, std::initializer_list<LogField> fields = {});
// The event and the error that it met.
std::string log_line(std::string_view event, const Error& error);

}  // namespace precall::sync
