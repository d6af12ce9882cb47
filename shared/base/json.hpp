// JSON in and out, stricter than the library: the only file that includes nlohmann/json.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/place.hpp"
#include "base/result.hpp"

namespace precall {

using Json = nlohmann::json;

// Parses one JSON text (RFC 8259) and refuses what two readers could understand differently:
// invalid UTF-8, a byte order mark, duplicate keys, numbers that are not integers of at most 53
// bits, lone surrogates, more than json_depth_max levels, more than `bytes_max` bytes, and
// anything after the value.
Result<Json> parse_json(std::string_view text, std::size_t bytes_max);

// RFC 8785 canonical form. Precondition: `value` came from parse_json or holds only integers,
// strings of valid UTF-8, and keys without characters beyond U+FFFF (which JavaScript sorts its
// own way). Linear.
std::string canonical(const Json& value);

// Whether `value` is exactly this string.
bool is_string(const Json& value, std::string_view text);

// The string at a member, or "" if there is none.
std::string text_at(const Json& object, std::string_view key);

// Set a member. Functions of their own, because the library's assignments are large when inlined.
void set_text(Json& object, std::string_view key, std::string_view value);
void set_flag(Json& object, std::string_view key, bool value);
void set_number(Json& object, std::string_view key, std::int64_t value);
Json& set_value(Json& object, std::string_view key, Json value);

// Reads the members of untrusted objects. The first failure is kept and later reads return
// empty values, so that a parser reads straight through and asks once at its end.
class Reader {
 public:
  explicit Reader(std::optional<Error>& failure) : failure_(failure) {}

  bool failed() const { return failure_.has_value(); }
  void fail(const Place& place, std::string_view problem, std::string_view remedy);

  // The member if it is there (null counts as absent), else nullptr.
  static const Json* find(const Json& object, std::string_view key);
  // Fails unless `value` is an object whose members are all among `keys` (space separated).
  bool object(const Json& value, const Place& place, std::string_view keys);
  // Required members. They fail if missing or of another type, and then return an empty value.
  std::string string(const Json& object, const Place& place, std::string_view key);
  std::int64_t integer(const Json& object, const Place& place, std::string_view key,
                       std::int64_t min, std::int64_t max);
  const Json& array(const Json& object, const Place& place, std::string_view key,
                    std::size_t size_max);
  const Json& member(const Json& object, const Place& place, std::string_view key);
  // Optional members.
  std::string optional_string(const Json& object, const Place& place, std::string_view key);
  bool optional_boolean(const Json& object, const Place& place, std::string_view key);
  const Json& optional_array(const Json& object, const Place& place, std::string_view key,
                             std::size_t size_max);

 private:
  std::optional<Error>& failure_;
};

}  // namespace precall
