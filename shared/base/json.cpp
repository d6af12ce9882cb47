// Strict parsing over the library's event interface, and checked access to members.
#include "base/json.hpp"

#include <vector>

#include "base/limits.hpp"

// The library words every fault at length and nobody reads it: parse_json words its own, by the
// place of the byte. Left out, that is a kilobyte of the download.
namespace nlohmann::detail {

using TextParser = parser<precall::Json, iterator_input_adapter<const char*>>;
using TextLexer = lexer<precall::Json, iterator_input_adapter<const char*>>;

template <>
std::string TextParser::exception_message(token_type, const std::string&) {
  return {};
}

template <>
std::string TextLexer::get_token_string() const {
  return {};
}

// So is each token's text, of which it keeps every byte once more, and the number of the line. Left
// out, parsing takes three quarters of the time.
template <>
inline TextLexer::char_int_type TextLexer::get() {
  ++position.chars_read_total;
  if (!next_unget) current = ia.get_character();
  next_unget = false;
  return current;
}

template <>
inline void TextLexer::unget() {
  next_unget = true;
  --position.chars_read_total;
}

template <>
parse_error parse_error::create<std::nullptr_t, 0>(int id, const position_t& position,
                                                   const std::string&, std::nullptr_t) {
  return {id, position.chars_read_total, ""};
}

template <>
out_of_range out_of_range::create<std::nullptr_t, 0>(int id, const std::string&, std::nullptr_t) {
  return {id, ""};
}

}  // namespace nlohmann::detail

namespace precall {
namespace {

// Builds a value from parser events and stops at the first thing that parse_json refuses.
class StrictHandler : public nlohmann::json_sax<Json> {
 public:
  Json root;
  std::optional<Error> failure;

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return number(value); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<number_unsigned_t>(exact_max)) return refuse_number();
    return number(static_cast<number_integer_t>(value));
  }
  bool number_float(number_float_t, const string_t&) override { return refuse_number(); }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& value) override {
    if (open_.back()->contains(value)) {
      return refuse("the member \"" + value + "\" stands twice", "keep one of them");
    }
    slot_ = &(*open_.back())[value];
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    return refuse("not valid JSON at byte " + std::to_string(position),
                  "check the text around that byte");
  }

 private:
  static constexpr std::int64_t exact_max = (std::int64_t{1} << 53) - 1;

  bool refuse(std::string_view problem, std::string_view remedy) {
    if (!failure) failure.emplace("", problem, remedy);
    return false;
  }
  bool refuse_number() {
    return refuse("a number is not an integer of at most 53 bits", "write a whole number");
  }
  bool number(std::int64_t value) {
    if (value > exact_max || value < -exact_max) return refuse_number();
    return put(value);
  }
  Json* place(Json&& value) {
    if (open_.empty()) {
      root = std::move(value);
      return &root;
    }
    if (open_.back()->is_array()) {
      open_.back()->push_back(std::move(value));
      return &open_.back()->back();
    }
    *slot_ = std::move(value);
    return slot_;
  }
  bool put(Json&& value) {
    place(std::move(value));
    return true;
  }
  bool open(Json&& value) {
    if (open_.size() == static_cast<std::size_t>(limits::json_depth_max)) {
      return refuse("more than " + std::to_string(limits::json_depth_max) + " levels of nesting",
                    "flatten the value");
    }
    open_.push_back(place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  // The containers being filled. Only the innermost grows, so the pointers stay valid.
  std::vector<Json*> open_;
  Json* slot_ = nullptr;
};

// The escapes of RFC 8785, 3.2.2.2: the short ones where JSON has them, else \\u00xx.
void write_string(std::string_view value, std::string& text) {
  static constexpr std::string_view controls = "\b\t\n\f\r";
  static constexpr std::string_view letters = "btnfr";
  static constexpr std::string_view digits = "0123456789abcdef";
  text += '"';
  std::size_t start = 0;  // of what is not written yet
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto byte = static_cast<unsigned char>(value[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    text.append(value, start, i - start);
    start = i + 1;
    const std::size_t control = controls.find(value[i]);
    if (byte >= 0x20) {
      text += '\\';
      text += value[i];
    } else if (control != std::string_view::npos) {
      text += '\\';
      text += letters[control];
    } else {
      text += "\\u00";
      text += digits[byte >> 4];
      text += digits[byte & 15];
    }
  }
  text.append(value, start);
  text += '"';
}

// Recursion is bounded: what comes from outside has at most json_depth_max levels.
void write(const Json& value, std::string& text) {
  const char* separator = "";
  if (value.is_object()) {
    text += '{';
    for (const auto& item : value.items()) {
      text += separator;
      separator = ",";
      write_string(item.key(), text);
      text += ':';
      write(item.value(), text);
    }
    text += '}';
  } else if (value.is_array()) {
    text += '[';
    for (const Json& entry : value) {
      text += separator;
      separator = ",";
      write(entry, text);
    }
    text += ']';
  } else if (const auto* string = value.get_ptr<const std::string*>()) {
    write_string(*string, text);
  } else if (const auto* boolean = value.get_ptr<const bool*>()) {
    text += *boolean ? "true" : "false";
  } else if (const auto* integer = value.get_ptr<const Json::number_integer_t*>()) {
    text += std::to_string(*integer);
  } else {
    text += "null";
  }
}

const Json& empty_array() {
  static const Json value = Json::array();
  return value;
}

bool listed(std::string_view keys, std::string_view key) {
  std::size_t begin = 0;
  while (begin < keys.size()) {
    std::size_t end = keys.find(' ', begin);
    if (end == std::string_view::npos) end = keys.size();
    if (keys.substr(begin, end - begin) == key) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

Result<Json> parse_json(std::string_view text, std::size_t bytes_max) {
  if (text.size() > bytes_max) {
    return Error{"", "longer than " + std::to_string(bytes_max) + " bytes", "shorten it"};
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF") {
    return Error{"", "starts with a byte order mark", "save it as UTF-8 without one"};
  }
  // The library takes a NUL byte for the end of the text and would not see what follows it.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return Error{"", "not valid JSON at byte " + std::to_string(nul + 1), "remove the NUL byte"};
  }
  StrictHandler handler;
  const bool complete = Json::sax_parse(text.data(), text.data() + text.size(), &handler);
  if (handler.failure) return *handler.failure;
  if (!complete) return Error{"", "not valid JSON", "check the text"};
  return std::move(handler.root);
}

std::string canonical(const Json& value) {
  std::string text;
  write(value, text);
  return text;
}

bool is_string(const Json& value, std::string_view text) {
  const auto* string = value.get_ptr<const std::string*>();
  return string != nullptr && *string == text;
}

std::string text_at(const Json& object, std::string_view key) {
  const Json* value = Reader::find(object, key);
  return value != nullptr && value->is_string() ? value->get_ref<const std::string&>()
                                                : std::string();
}

void set_text(Json& object, std::string_view key, std::string_view value) {
  object[std::string(key)] = std::string(value);
}

void set_flag(Json& object, std::string_view key, bool value) {
  object[std::string(key)] = value;
}

void set_number(Json& object, std::string_view key, std::int64_t value) {
  object[std::string(key)] = value;
}

Json& set_value(Json& object, std::string_view key, Json value) {
  return object[std::string(key)] = std::move(value);
}

void Reader::fail(const Place& place, std::string_view problem, std::string_view remedy) {
  if (!failure_) failure_.emplace(place.text(), problem, remedy);
}

const Json* Reader::find(const Json& object, std::string_view key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(std::string(key));
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

bool Reader::object(const Json& value, const Place& place, std::string_view keys) {
  if (!value.is_object()) {
    fail(place, "not an object", "write an object with members " + std::string(keys));
    return false;
  }
  for (const auto& item : value.items()) {
    if (!listed(keys, item.key())) {
      fail(child(place, item.key()), "unknown member", "known here are: " + std::string(keys));
      return false;
    }
  }
  return true;
}

const Json& Reader::member(const Json& object, const Place& place, std::string_view key) {
  static const Json missing;
  const Json* found = find(object, key);
  if (found == nullptr) {
    fail(child(place, key), "missing", "add the member \"" + std::string(key) + "\"");
  }
  return found == nullptr ? missing : *found;
}

std::string Reader::string(const Json& object, const Place& place, std::string_view key) {
  const Json& value = member(object, place, key);
  if (value.is_string()) return value.get_ref<const std::string&>();
  fail(child(place, key), "not a string", "write a string");
  return {};
}

std::int64_t Reader::integer(const Json& object, const Place& place, std::string_view key,
                             std::int64_t min, std::int64_t max) {
  const Json& value = member(object, place, key);
  if (value.is_number_integer()) {
    const auto number = *value.get_ptr<const Json::number_integer_t*>();
    if (number >= min && number <= max) return number;
  }
  fail(child(place, key),
       "not a whole number from " + std::to_string(min) + " to " + std::to_string(max),
       "write one in that range");
  return min;
}

const Json& Reader::array(const Json& object, const Place& place, std::string_view key,
                          std::size_t size_max) {
  member(object, place, key);
  return optional_array(object, place, key, size_max);
}

std::string Reader::optional_string(const Json& object, const Place& place, std::string_view key) {
  return find(object, key) == nullptr ? std::string() : string(object, place, key);
}

bool Reader::optional_boolean(const Json& object, const Place& place, std::string_view key) {
  const Json* value = find(object, key);
  if (value == nullptr) return false;
  if (value->is_boolean()) return *value->get_ptr<const bool*>();
  fail(child(place, key), "not true or false", "write true or false");
  return false;
}

const Json& Reader::optional_array(const Json& object, const Place& place, std::string_view key,
                                   std::size_t size_max) {
  const Json* value = find(object, key);
  if (value == nullptr) return empty_array();
  if (!value->is_array()) {
    fail(child(place, key), "not an array", "write an array");
    return empty_array();
  }
  if (value->size() > size_max) {
    fail(child(place, key), "more than " + std::to_string(size_max) + " entries", "remove some");
    return empty_array();
  }
  return *value;
}

}  // namespace precall
