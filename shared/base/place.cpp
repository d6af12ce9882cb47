// Writing places out.
#include "base/place.hpp"

namespace precall {

Place child(const char* above, std::string_view key) {
  Place place(above);
  place.is_child_ = true;
  place.key_ = key;
  return place;
}

Place child(const char* above, std::size_t index) {
  Place place = child(above, std::string_view());
  place.index_ = index;
  return place;
}

Place child(const Place& above, std::string_view key) {
  Place place = child("", key);
  place.above_ = &above;
  return place;
}

Place child(const Place& above, std::size_t index) {
  Place place = child("", index);
  place.above_ = &above;
  return place;
}

std::string Place::text() const {
  std::string result = above_ != nullptr ? above_->text() : std::string(base_);
  if (!is_child_) return result;
  result += '/';
  if (index_ != no_index) return result + std::to_string(index_);
  for (const char c : key_) {
    if (c == '~') {
      result += "~0";
    } else if (c == '/') {
      result += "~1";
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace precall
