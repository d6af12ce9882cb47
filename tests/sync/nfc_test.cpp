// Text form: what is UTF-8, what is NFC, and that hostile text is answered quickly.
#include "sync/nfc.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

using namespace precall::sync;

namespace {

std::string repeated(std::string_view part, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += part;
  return text;
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
