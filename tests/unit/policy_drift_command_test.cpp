// `precall policy drift` as a process, and its JSON.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/limits.hpp"
#include "drift_support.hpp"
#include "process.hpp"

using namespace precall;
using namespace precall::test;

namespace {

const std::string policy_path = PRECALL_SOURCE_DIR "/shared/policy/choixanh.policy.json";

Finished drift(const std::string& text, const std::vector<std::string>& more = {}) {
  const TemporaryFile file(text);
  std::vector<std::string> arguments = {"policy", "drift", policy_path, file.path()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(PRECALL_TOOL, arguments);
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void check_unusable(const Finished& finished, const std::string& words) {
  CAPTURE(finished.errors);
  CHECK(finished.status == 2);
  CHECK(finished.output.empty());
  CHECK(std::count(finished.errors.begin(), finished.errors.end(), '\n') == 1);
  CHECK(finished.errors.find("precall: ") == 0);
  CHECK(holds(finished.errors, words));
}

}  // namespace

TEST_CASE("a comparison as JSON says what each sentence is") {
  const Json same = drift_to_json(policy(), drift_of(page()));
  CHECK(same["drifted"] == Json(false));
  CHECK(is_string(same["title"], "found"));
  CHECK(is_string(same["hotline"], "found"));
  CHECK(same["sentences"].size() == 22);
  CHECK(same["absent"] == Json::array());
  CHECK(same["sentences"][11] == json_of(R"({"state": "matched", "clause": "6", "line": 29,
    "text": "Nhân viên chúng tôi có quyền từ chối hỗ trợ trong các trường hợp:",
    "expected": "Nhân viên chúng tôi có quyền từ chối hỗ trợ trong các trường hợp:"})"));
  CHECK(same["outside"][0] == json_of(R"({"line": 1, "text": "Hotline mobile"})"));

  std::string text = edited("\n6. Nhân viên chúng tôi có", "\n7. Nhân viên có");
  text = edited("  • Email\n", "  • Địa chỉ nhà\n", text);
  const Json report = drift_to_json(policy(), drift_of(text));
  CHECK(report["drifted"] == Json(true));
  CHECK(report["sentences"][11] == json_of(R"({"state": "changed", "clause": "6", "line": 29,
    "text": "Nhân viên có quyền từ chối hỗ trợ trong các trường hợp:",
    "expected": "Nhân viên chúng tôi có quyền từ chối hỗ trợ trong các trường hợp:",
    "number": {"expected": "6", "page": "7"},
    "words_removed": ["chúng", "tôi"], "words_added": []})"));
  CHECK(report["sentences"][20] ==
        json_of(R"({"state": "removed", "clause": "7", "expected": "Email"})"));
  CHECK(report["sentences"][21] ==
        json_of(R"({"state": "added", "after": "7", "line": 41, "text": "Địa chỉ nhà"})"));
  CHECK(drift_to_json(untitled(), drift_of(page(), untitled()))["title"].is_null());
}

TEST_CASE("policy drift exits with 0 where the page says what the policy says") {
  const Finished finished = drift(page());
  CHECK(finished.status == 0);
  CHECK(finished.errors.empty());
  CHECK(holds(finished.output, "The page says what the policy says.\n"));
  CHECK(holds(finished.output, "  line 34, clause 6.4: Khách hàng yêu cầu kiểm tra mã nguồn"));
  CHECK(holds(finished.output, "  line 79: TOP\n"));
  CHECK(holds(finished.output, "  line 75, clause consultation: Chúng tôi sẽ liên hệ"));
  CHECK(drift(edited("Đã xem: 4237", "Đã xem: 5000")).status == 0);
}

TEST_CASE("policy drift exits with 1 and says what differs, in words") {
  std::string text = edited("\n5. Các yêu cầu", "\n8. Các yêu cầu");
  text = edited("quá 10 ngày", "quá 11 ngày", text);
  text = edited("  • Khách hàng yêu cầu kiểm tra mã nguồn của website.\n", "", text);
  text = edited("  • Email\n", "  • Email\n  • Địa chỉ nhà\n", text);
  const Finished finished = drift(text);
  CHECK(finished.status == 1);
  CHECK(finished.errors.empty());
  CHECK(finished.output.find(R"(The page differs from the policy.
clause 5 renumbered, line 27
  numbered: on the page as 8, by the policy as 5
  page:   Các yêu cầu không thuộc nhiệm vụ của nhân viên hỗ trợ, nhân viên có quyền từ chối.
clause 6.3 changed, line 33
  words: "10" became "11"
  policy: Dịch vụ của khách hàng sử dụng đã hết hạn quá 10 ngày.
  page:   Dịch vụ của khách hàng sử dụng đã hết hạn quá 11 ngày.
clause 6.4 removed
  policy: Khách hàng yêu cầu kiểm tra mã nguồn của website.
added, in no clause, after clause 7, line 41
  page:   Địa chỉ nhà

As in the policy, word for word:
)") == 0);
  const Finished missing = drift(edited(hotline, "1900 1234"));
  CHECK(missing.status == 1);
  CHECK(holds(missing.output, "the hotline is not on the page: 08.3974 3179\n"));
}

TEST_CASE("policy drift --json prints one object") {
  for (const std::string& text : {page(), edited("quá 10 ngày", "quá 11 ngày")}) {
    const Finished finished = drift(text, {"--json"});
    const Json report = json_of(finished.output);
    CHECK(finished.status == (report["drifted"] == Json(true) ? 1 : 0));
    CHECK(report == drift_to_json(company().policy, drift_of(text, company().policy)));
  }
}

TEST_CASE("policy drift reads a page from standard input, in any normalization form") {
  std::string decomposed = edited("quá 10 ngày", "qua\u0301 10 nga\u0300y");
  const Finished same = run(PRECALL_TOOL, {"policy", "drift", policy_path, "-"}, decomposed);
  CHECK(same.status == 0);
  const Finished other = drift(edited("quá 10 ngày", "qua\u0300 10 ngày"));
  CHECK(other.status == 1);
  CHECK(holds(other.output, "clause 6.3 changed"));
}

TEST_CASE("a page that is no text, empty, too long or not there is refused in one line") {
  check_unusable(drift(""), "holds no words");
  check_unusable(drift(" \n\n"), "holds no words");
  check_unusable(drift(std::string("\x89PNG\r\n\x1A\n\0\0", 10)), "not text in UTF-8");
  check_unusable(drift(std::string("a\0b", 3)), "not text in UTF-8");
  check_unusable(drift("ti\xEA\xEFng"), "not text in UTF-8");
  check_unusable(drift("a" + repeated("\u0301", 31)), "30 combining marks");
  check_unusable(drift(repeated("a ", limits::page_bytes_max)), "longer than 1048576 bytes");
  check_unusable(drift(edited("\n5. Các", repeated("một hai.\n", 60000) + "5. Các")), "steps");
  check_unusable(run(PRECALL_TOOL, {"policy", "drift", policy_path, "/nonexistent/page.txt"}),
                 "/nonexistent/page.txt");
  check_unusable(run(PRECALL_TOOL, {"policy", "drift", policy_path, "/dev/zero"}),
                 "longer than 1048576 bytes");
  check_unusable(run(PRECALL_TOOL, {"policy", "drift", policy_path, "/tmp"}), "/tmp");
  check_unusable(run(PRECALL_TOOL, {"policy", "drift", policy_path}), "page");
}
