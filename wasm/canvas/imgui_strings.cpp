// What Dear ImGui would format with the C library: names of windows that we do not have, and the
// one number that its OpenGL backend reads. Without the real functions the client is a tenth
// smaller.
#include <cstdarg>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "canvas/imgui.hpp"

int ImFormatString(char* text, std::size_t size, const char*, ...) {
  if (text != nullptr && size != 0) *text = '\0';
  return 0;
}

int ImFormatStringV(char* text, std::size_t size, const char*, va_list) {
  if (text != nullptr && size != 0) *text = '\0';
  return 0;
}

extern "C" {

int precall_unheard(std::FILE*, const char*, ...) {
  return 0;
}

// Only "#version %d" is ever asked for.
int sscanf(const char* text, const char* format, ...) {
  constexpr char version[] = "#version ";
  if (std::strcmp(format, "#version %d") != 0) return 0;
  if (std::strncmp(text, version, sizeof version - 1) != 0) return 0;
  va_list arguments;
  va_start(arguments, format);
  *va_arg(arguments, int*) = std::atoi(text + sizeof version - 1);
  va_end(arguments);
  return 1;
}
}
