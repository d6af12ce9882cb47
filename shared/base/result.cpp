// Making and printing errors.
#include "base/result.hpp"

namespace precall {

Error::Error(std::string_view where, std::string_view what, std::string_view advice)
    : place(where), problem(what), remedy(advice) {}

std::string to_line(const Error& error) {
  std::string line = error.place.empty() ? error.problem : error.place + ": " + error.problem;
  if (!error.remedy.empty()) line += "; " + error.remedy;
  for (char& c : line) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  return line;
}

}  // namespace precall
