// Writes logfmt, with JSON's quotes.
#include "sync/log_line.hpp"

#include "base/json.hpp"

namespace precall::sync {
namespace {

constexpr std::string_view bare =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+.:/";

void append(std::string& line, std::string_view key, const std::string& value) {
  if (!line.empty()) line += ' ';
  line += key;
  line += '=';
  line += value.find_first_not_of(bare) == std::string::npos ? value : canonical(Json(value));
}

}  // namespace

std::string log_line(std::string_view event, std::initializer_list<LogField> fields) {
  std::string line;
  append(line, "event", std::string(event));
  for (const auto& [key, value] : fields) {
    if (!value.empty()) append(line, key, value);
  }
  return line;
}

std::string log_line(std::string_view event, const Error& error) {
  return log_line(event,
                  {{"place", error.place}, {"problem", error.problem}, {"remedy", error.remedy}});
}

}  // namespace precall::sync
