// Text form: what is UTF-8, what is NFC, and that hostile text is answered quickly.
#include "base/nfc.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "base/limits.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

std::string utf8(std::uint32_t code_point) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
  const auto next = [&](int shift) { return byte(0x80 | (code_point >> shift & 0x3F)); };
  if (code_point < 0x80) return {byte(code_point)};
  if (code_point < 0x800) return {byte(0xC0 | code_point >> 6), next(0)};
  return {byte(0xE0 | code_point >> 12), next(6), next(0)};
}

}  // namespace

TEST_CASE("composed Vietnamese is NFC and decomposed Vietnamese is not") {
  CHECK(text_form("") == TextForm::nfc);
  CHECK(text_form("Yêu cầu hỗ trợ") == TextForm::nfc);
  CHECK(text_form("Ye\u0302u ca\u0302\u0300u") == TextForm::other);
  CHECK(text_form("a\u0301\u0323") == TextForm::other);  // marks out of order
  CHECK(text_form("\u1EA5\u0323") == TextForm::other);   // a mark that belongs under the letter
  CHECK(text_form("\u212B") == TextForm::other);         // the Angstrom sign is written Å
  CHECK(text_form("\u1100\u1161") == TextForm::other);   // Hangul composes by arithmetic
}

TEST_CASE("marks without a composed form are NFC in their order") {
  CHECK(text_form("x\u0323\u0301") == TextForm::nfc);
  CHECK(text_form("😀 €") == TextForm::nfc);
}

// Most text is told to be NFC without normalizing it. That has to come to the same.
TEST_CASE("a character between others makes text NFC exactly where normalizing leaves it alone") {
  const char* const around[] = {"",       "e",      "\u1EA5", "\u0323", "\u0301",
                                "\u1100", "\u1161", "\u4E2D", "\u0B47", "\u2019"};
  for (std::uint32_t code_point = 1; code_point < 0x3100; ++code_point) {
    const std::string character = utf8(code_point);
    for (const char* const before : around) {
      for (const char* const after : {"", "x", "\u0301", "\u0338", "\u1161", "\u0B3E"}) {
        const std::string text = before + character + after;
        const bool nfc = text_form(text) == TextForm::nfc;
        if (nfc != (to_nfc(text) == text)) FAIL_CHECK(code_point << " in: " << text);
      }
    }
  }
}

TEST_CASE("what is not UTF-8 is told apart from what is not NFC") {
  CHECK(text_form("\xFF") == TextForm::not_utf8);
  CHECK(text_form("\xC0\x80") == TextForm::not_utf8);          // overlong
  CHECK(text_form("\xED\xA0\x80") == TextForm::not_utf8);      // a surrogate
  CHECK(text_form("\xF4\x90\x80\x80") == TextForm::not_utf8);  // beyond U+10FFFF
  CHECK(text_form("e\u0302\xC3") == TextForm::not_utf8);       // truncated, after text not in NFC
}

TEST_CASE("text made to be slow to normalize is answered within a tenth of a second") {
  const std::string texts[] = {repeated("\u0F73", 21000),        // each becomes two marks to sort
                               repeated("\u0315\u0327", 16000),  // marks in the wrong order
                               "a" + repeated("\u0301", 16000) + repeated("\u0323", 16000)};
  for (const std::string& text : texts) {
    const auto start = std::chrono::steady_clock::now();
    CHECK(text_form(text) == TextForm::other);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(100));
  }
}

TEST_CASE("text in any form is normalized, and stays as it is in form C") {
  CHECK(to_nfc("") == "");
  CHECK(to_nfc("Yêu cầu hỗ trợ") == "Yêu cầu hỗ trợ");
  CHECK(to_nfc("Ye\u0302u ca\u0302\u0300u h\u006F\u0302\u0303 tr\u006F\u031B\u0323") ==
        "Yêu cầu hỗ trợ");
  CHECK(to_nfc("\u1EA5\u0323") == "\u1EAD\u0301");
  CHECK(to_nfc("\u212B") == "Å");
  CHECK(to_nfc("\uFB01") == "\uFB01");  // compatibility is not touched
  CHECK(to_nfc(std::string_view("a\0b", 3)) == std::string("a\0b", 3));
}

TEST_CASE("what is not UTF-8, or has marks without end, is not normalized") {
  CHECK_FALSE(to_nfc("\xFF"));
  CHECK_FALSE(to_nfc("e\u0302\xC3"));
  CHECK(to_nfc("a" + repeated("\u0323", limits::marks_max)));
  CHECK_FALSE(to_nfc("a" + repeated("\u0323", limits::marks_max + 1)));
  CHECK_FALSE(to_nfc("a" + repeated("\u0301\u0323", 500000)));
}
