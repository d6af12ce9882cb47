// Cutting text into sentences: where one ends, and what is a number, a bullet, or white space.
#include "policy/sentences.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

// "line|number|words" a sentence.
std::vector<std::string> cut(std::string_view text) {
  std::vector<std::string> result;
  for (const Sentence& sentence : cut_sentences(text)) {
    result.push_back(std::to_string(sentence.line) + "|" + sentence.number + "|" +
                     text_of(sentence));
  }
  return result;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a sentence ends with its mark or with its line") {
  CHECK(cut("Một. Hai? Ba! Bốn") == Lines{"1||Một.", "1||Hai?", "1||Ba!", "1||Bốn"});
  CHECK(cut("Trong các trường hợp:\nMột\n\nHai.") ==
        Lines{"1||Trong các trường hợp:", "2||Một", "4||Hai."});
  CHECK(cut("thêm: gọi đi") == Lines{"1||thêm: gọi đi"});
  CHECK(cut("") == Lines{});
  CHECK(cut(" \n\t\r\n\u00A0") == Lines{});
}

TEST_CASE("no sentence ends within a telephone number, a fraction or an address") {
  CHECK(cut("gọi 08.3974 3179 nhé") == Lines{"1||gọi 08.3974 3179 nhé"});
  CHECK(cut("08.3974 3179") == Lines{"1||08.3974 3179"});
  CHECK(cut("một / một phần/ toàn bộ 1 / 1") == Lines{"1||một / một phần/ toàn bộ 1 / 1"});
  CHECK(cut("xem www.example.com/a?b!c nhé") == Lines{"1||xem www.example.com/a?b!c nhé"});
}

TEST_CASE("the number that begins a line is kept apart from its words") {
  CHECK(cut("6. Nhân viên. Hai") == Lines{"1|6|Nhân viên.", "1||Hai"});
  CHECK(cut("6.Nhân viên") == Lines{"1|6|Nhân viên"});
  CHECK(cut("  12) Nhân viên") == Lines{"1|12|Nhân viên"});
  CHECK(cut("3.1. Nhân viên") == Lines{"1|3.1|Nhân viên"});
  CHECK(cut("• 4. Nhân viên") == Lines{"1|4|Nhân viên"});
  CHECK(cut("6.\n\nNhân viên") == Lines{"3|6|Nhân viên"});
  CHECK(cut("1 người đã bình chọn") == Lines{"1||1 người đã bình chọn"});
  CHECK(cut("5 /5") == Lines{"1||5 /5"});
  CHECK(cut("10.000 đồng") == Lines{"1||10.000 đồng"});
  CHECK(cut("2. 10. tháng") == Lines{"1|2|10.", "1||tháng"});
}

TEST_CASE("a bullet that begins a line is not part of its words") {
  for (const std::string bullet : {"•", "-", "*", "–", "·", "  • ", "- •"}) {
    CAPTURE(bullet);
    CHECK(cut(bullet + " Email") == Lines{"1||Email"});
  }
  CHECK(cut("•Email") == Lines{"1||Email"});
  CHECK(cut("-5 độ") == Lines{"1||-5 độ"});
  CHECK(cut("một - hai * ba") == Lines{"1||một - hai * ba"});
  CHECK(cut("•\n*\n") == Lines{});
}

TEST_CASE("white space between words does not count, whatever it is") {
  const Lines plain = {"1|1|Một hai ba."};
  for (const std::string text :
       {"1. Một hai ba.", "1. Một  hai\tba. ", "\uFEFF1.\u00A0Một hai ba.\r\n",
        "1.   Một\u2003hai\u200Bba.", "1. Một\u3000hai\u202Fba."}) {
    CAPTURE(text);
    CHECK(cut(text) == plain);
  }
  CHECK(cut("một\u00ADhai") == Lines{"1||một\u00ADhai"});
}
