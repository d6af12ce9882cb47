// Functions of the C library that the JSON library names for numbers with a fraction and for
// messages that nobody reads. The core refuses such numbers before their value matters, and without
// the real functions the browser downloads a fifth less.
#include <cstddef>
#include <cstring>

extern "C" {

double strtod(const char* text, char** end) {
  *end = const_cast<char*>(text) + std::strlen(text);
  return 0;
}

float strtof(const char* text, char** end) {
  *end = const_cast<char*>(text) + std::strlen(text);
  return 0;
}

long double strtold(const char* text, char** end) {
  *end = const_cast<char*>(text) + std::strlen(text);
  return 0;
}

int snprintf(char* text, std::size_t size, const char*, ...) {
  if (size != 0) *text = '\0';
  return 0;
}
}
