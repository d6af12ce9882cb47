// The published page against the policy: on the company's own page, and on edits of it.
#include "policy/drift.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "base/limits.hpp"
#include "drift_support.hpp"
#include "policy/sentences.hpp"

using namespace precall;
using namespace precall::test;

namespace {

// What is not as in the policy: "state clause" each.
Names differences(const Drift& drift, const Policy& of = policy()) {
  Names list;
  for (const DriftEntry& entry : drift.entries) {
    if (entry.state == DriftState::matched) continue;
    list.push_back(std::string(name_of(entry.state)) + " " +
                   (entry.clause ? of.clauses[*entry.clause].id : "none"));
  }
  return list;
}

// The differences after an edit; the page has drifted exactly if there are any.
Names after(const std::string& text) {
  const Drift drift = drift_of(text);
  Names found = differences(drift);
  CHECK(drift.title == Landmark::found);
  CHECK(drift.drifted() == !found.empty());
  return found;
}

const DriftEntry& first_difference(const Drift& drift) {
  const auto found =
      std::find_if(drift.entries.begin(), drift.entries.end(),
                   [](const auto& entry) { return entry.state != DriftState::matched; });
  REQUIRE(found != drift.entries.end());
  return *found;
}

}  // namespace

TEST_CASE("the fixture is the company's own page") {
  const auto source = read_if_there("../shared/source/dieu-kien-ho-tro-khach-hang.txt");
  if (source) CHECK(*source == page());
}

TEST_CASE("on the company's page every sentence of the conditions has its clause") {
  for (const Policy* each : {&policy(), &untitled()}) {
    const Drift drift = drift_of(page(), *each);
    CHECK_FALSE(drift.drifted());
    CHECK(drift.hotline == Landmark::found);
    Names clauses;
    for (const DriftEntry& entry : drift.entries) {
      CHECK(entry.state == DriftState::matched);
      CHECK(entry.text == entry.expected);
      clauses.push_back(each->clauses[entry.clause.value()].id);
    }
    CHECK(clauses == Names{"preamble", "1",   "2", "3", "3.1", "3.1",    "3.2", "3.3",
                           "4",        "4.2", "5", "6", "6.1", "6.2",    "6.3", "6.4",
                           "6.5",      "7",   "7", "7", "7",   "contact"});
    CHECK(drift.absent.empty());
  }
  CHECK(drift_of(page()).title == Landmark::found);
  CHECK(drift_of(page(), untitled()).title == Landmark::unnamed);
}

TEST_CASE("no line of the company's page is left out") {
  const Drift drift = drift_of(page());
  std::set<std::size_t> lines = {9};  // the heading
  for (const DriftEntry& entry : drift.entries) lines.insert(entry.line);
  for (const OutsideEntry& entry : drift.outside) {
    CHECK((entry.line < 9 || entry.line > 43));
    lines.insert(entry.line);
  }
  for (const Sentence& sentence : cut_sentences(page())) CHECK(lines.count(sentence.line) == 1);
}

TEST_CASE("the consultation stands outside and is named where it is word for word") {
  Names named;
  for (const OutsideEntry& entry : drift_of(page()).outside) {
    if (entry.clause) named.push_back(policy().clauses[*entry.clause].id);
  }
  CHECK(named == Names{"consultation", "consultation"});
  const Drift drift = drift_of(edited("trong thời gian sớm nhất", "trong 24 giờ"));
  CHECK_FALSE(drift.drifted());
  REQUIRE(drift.absent.size() == 1);
  CHECK(policy().clauses[drift.absent[0].clause].id == "consultation");
  CHECK(drift.absent[0].text == "Chúng tôi sẽ liên hệ với quý vị trong thời gian sớm nhất.");
}

TEST_CASE("a changed word is reported with its clause, before and after") {
  const Drift drift = drift_of(edited("quá 10 ngày", "quá 11 ngày"));
  CHECK(drift.drifted());
  CHECK(differences(drift) == Names{"changed 6.3"});
  const DriftEntry& entry = first_difference(drift);
  CHECK(entry.line == 33);
  CHECK(entry.words_removed == Names{"10"});
  CHECK(entry.words_added == Names{"11"});
  CHECK(entry.expected == "Dịch vụ của khách hàng sử dụng đã hết hạn quá 10 ngày.");
  CHECK(entry.text == "Dịch vụ của khách hàng sử dụng đã hết hạn quá 11 ngày.");
}

TEST_CASE("a mark, a letter's case or a stop is a change") {
  CHECK(after(edited("tuân theo sự hướng dẫn của nhân viên hỗ trợ",
                     "tuân theo sự hướng dẫn của nhân viên hổ trợ")) == Names{"changed 3"});
  CHECK(after(edited("tài khoản admin.", "tài khoản Admin.")) == Names{"changed 1"});
  CHECK(after(edited("mã nguồn của website.", "mã nguồn của website")) == Names{"changed 6.4"});
  CHECK(after(edited("một / một phần/ toàn bộ", "một, một phần hoặc toàn bộ")) ==
        Names{"changed 6.2"});
  CHECK(after(edited("không được hỏi:", "không được hỏi")) == Names{"changed 7"});
}

TEST_CASE("a removed sentence is reported with its clause") {
  CHECK(after(edited(" Chương trình tải tại đây.", "")) == Names{"removed 3.1"});
  CHECK(after(edited("  • Số điện thoại\n", "")) == Names{"removed 7"});
  CHECK(after(edited("Tất cả những tuyên bố của nhân viên hỗ trợ không được xem là 1 phần hợp "
                     "đồng.\n",
                     "")) == Names{"removed 4.2"});
  CHECK(
      after(edited("Nhằm đảm bảo quyền lợi được phục vụ tốt nhất và kịp thời nhất, và nhận được "
                   "sự hỗ trợ tốt nhất từ chúng tôi, khách hàng phải đồng ý với các điều khoản hỗ "
                   "trợ sau đây:\n",
                   "")) == Names{"removed preamble"});
}

TEST_CASE("an added sentence is reported with the clause before it") {
  CHECK(after(edited("  • Email\n", "  • Email\n  • Địa chỉ nhà\n")) == Names{"added 7"});
  CHECK(after(edited("đối chứng sau này.", "đối chứng sau này. Dữ liệu được xoá sau 5 năm.")) ==
        Names{"added 4"});
  CHECK(after(edited(title, title + "\n\nCập nhật ngày 1 tháng 1 năm 2026")) ==
        Names{"added none"});
  CHECK(after(edited("\nTrong quá trình hỗ trợ,",
                     "8. Khách hàng trả phí.\nTrong quá trình hỗ trợ,")) == Names{"added 7"});
}

TEST_CASE("a clause under another number is renumbered") {
  const Drift drift = drift_of(edited("\n5. Các yêu cầu", "\n6. Các yêu cầu"));
  CHECK(differences(drift) == Names{"renumbered 5"});
  CHECK(first_difference(drift).number == "6");
  CHECK(first_difference(drift).number_expected == "5");
  CHECK(after(edited("\n5. Các yêu cầu", "\nCác yêu cầu")) == Names{"renumbered 5"});
  CHECK(after(edited("Tất cả những tuyên bố", "5. Tất cả những tuyên bố")) ==
        Names{"renumbered 4.2"});
  CHECK(after(edited("• Khách hàng chưa", "2. Khách hàng chưa")) == Names{"renumbered 6.2"});
  CHECK(after(edited("• Khách hàng chưa", "6.2. Khách hàng chưa")).empty());
  CHECK(after(edited("Số điện thoại", "2. Số điện thoại")) == Names{"renumbered 7"});
  const Drift both = drift_of(edited("\n5. Các yêu cầu không", "\n9. Các đề nghị không"));
  CHECK(differences(both) == Names{"changed 5"});
  CHECK(first_difference(both).renumbered);
}

TEST_CASE("swapped sentences are removed here and added there") {
  CHECK(after(edited("  • Tên nhân viên\n  • Số điện thoại\n",
                     "  • Số điện thoại\n  • Tên nhân viên\n")) == Names{"removed 7", "added 7"});
  std::string text = edited("• Khách hàng yêu cầu kiểm tra mã nguồn của website.", "• @");
  text = edited("• Dịch vụ của khách hàng sử dụng đã hết hạn quá 10 ngày.",
                "• Khách hàng yêu cầu kiểm tra mã nguồn của website.", text);
  text = edited("@", "Dịch vụ của khách hàng sử dụng đã hết hạn quá 10 ngày.", text);
  CHECK(after(text) == Names{"removed 6.3", "added 6.4"});
}

TEST_CASE("a page without the hotline has drifted, and the contact clause says why") {
  const Drift drift = drift_of(edited(hotline, "028.3974 3179"));
  CHECK(drift.hotline == Landmark::missing);
  CHECK(drift.drifted());
  CHECK(differences(drift) == Names{"changed contact"});
  CHECK(first_difference(drift).words_removed == Names{"08.3974"});
  // Without the sentence too, the conditions are taken to go on to the end.
  const Drift wide = drift_of(edited(
      "Trong quá trình hỗ trợ, nếu khách hàng gặp khó khăn, vui lòng điện thoại cho chúng tôi "
      "để được giải đáp thêm: 08.3974 3179",
      ""));
  CHECK(wide.hotline == Landmark::missing);
  const Names found = differences(wide);
  CHECK(std::count(found.begin(), found.end(), "removed contact") == 1);
  CHECK(wide.entries.back().text == "TOP");
}

TEST_CASE("a page without the heading has drifted, and is compared all the same") {
  for (const std::string other : {"Các điều kiện hỗ trợ khách hàng", ""}) {
    const Drift drift = drift_of(edited(title, other));
    CHECK(drift.title == Landmark::missing);
    CHECK(drift.drifted());
    CHECK(differences(drift).empty());
  }
  const Drift changed = drift_of(edited("quá 10 ngày", "quá 11 ngày", edited(title, "")));
  CHECK(differences(changed) == Names{"changed 6.3"});
}

TEST_CASE("headings and hotlines elsewhere on the page do not matter") {
  const std::string menu = title + "\nHotline: " + hotline + "\nSản phẩm\n";
  CHECK(after(menu + page()).empty());
  CHECK(after(page() + "\nHotline: " + hotline + "\n" + title + "\n").empty());
  CHECK(after(edited("đối chứng sau này.", "đối chứng sau này. Gọi " + hotline + ".")) ==
        Names{"added 4"});
  // What stands between two headings is compared with the one that counts.
  CHECK(after(edited("Đã xem: 4237", title + "\nĐã xem: 4237")).empty());
}

TEST_CASE("changes outside the conditions are listed and are no drift") {
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{"Đã xem: 4237", "Đã xem: 4238"},
                                                        {"\"Giá rẻ nhưng", "\"Giá cao và"},
                                                        {"TOP", "TOP\n\nBản quyền 2026."},
                                                        {"Hotline mobile\n", ""}}) {
    CHECK(after(edited(from, to)).empty());
  }
  const Drift drift = drift_of(edited("TOP", "TOP\n\nBản quyền 2026."));
  CHECK(drift.outside.back().text == "Bản quyền 2026.");
  CHECK(drift.outside.back().line == 81);
}

TEST_CASE("white space, bullets and line ends do not matter") {
  std::string windows;
  for (const char c : page()) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(after("\uFEFF" + windows).empty());
  CHECK(after(edited("Teamviewer vào", "Teamviewer\u00A0 vào")).empty());
  CHECK(after(edited("  • Email", "- Email")).empty());
  CHECK(after(edited("\n7. Khách", "\n   7.Khách")).empty());
  CHECK(after(edited("sử dụng đã hết hạn", "sử dụng\n    đã hết hạn")).empty());
  CHECK(after(edited("giải đáp thêm: 08", "giải đáp thêm:\n08")).empty());
  CHECK(after(edited("của khách hàng. Chương trình", "của khách hàng.\nChương trình")).empty());
}

TEST_CASE("a page without words, too long or too large to compare is refused") {
  for (const std::string text : {"", " \n\t\n", "\uFEFF", "•\n"}) {
    CHECK(line_of(find_drift(policy(), text)) ==
          "holds no words; give the text of the published page");
  }
  const std::string full(limits::page_bytes_max - page().size(), ' ');
  CHECK_FALSE(drift_of(page() + full).drifted());
  CHECK(line_of(find_drift(policy(), page() + full + " ")) ==
        "longer than 1048576 bytes; give only the page with the conditions");
  // What stands outside the conditions costs little.
  const std::string many = repeated("một hai ba.\n", 60000);
  CHECK_FALSE(drift_of(page() + many).drifted());
  const auto large = find_drift(policy(), edited("\n5. Các", many + "5. Các"));
  REQUIRE_FALSE(large);
  CHECK(large.error().problem.find("steps, more than 10000000") != std::string::npos);
}
