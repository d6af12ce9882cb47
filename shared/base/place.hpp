// A place in a JSON document, written out (as a JSON Pointer, RFC 6901) only when it is needed for
// an error. Readers pass places down as they go; a place refers to the one above it, so that one
// has to have a name and live as long.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace precall {

class Place {
 public:
  // A pointer that is known as text; "" is the whole document.
  Place(std::string_view pointer) : base_(pointer) {}
  Place(const char* pointer) : base_(pointer) {}

  std::string text() const;

  // A member of the object, or an entry of the array, at `above`. The key's text has to live on.
  friend Place child(const Place& above, std::string_view key);
  friend Place child(const Place& above, std::size_t index);
  friend Place child(const char* above, std::string_view key);
  friend Place child(const char* above, std::size_t index);

 private:
  static constexpr std::size_t no_index = static_cast<std::size_t>(-1);

  const Place* above_ = nullptr;
  std::string_view base_;  // instead of `above_`
  bool is_child_ = false;
  std::string_view key_;
  std::size_t index_ = no_index;
};

Place child(const Place& above, std::string_view key);
Place child(const Place& above, std::size_t index);
Place child(const char* above, std::string_view key);
Place child(const char* above, std::size_t index);

}  // namespace precall
