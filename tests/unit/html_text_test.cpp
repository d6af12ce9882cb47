// A published page in HTML, as browsers get it, through `precall policy drift`.
#include <doctest/doctest.h>

#include <chrono>

#include "drift_support.hpp"
#include "process.hpp"

using namespace precall;
using namespace precall::test;

namespace {

Finished drift(const std::string& html) {
  const TemporaryFile titled(
      canonical(with(company_json(), "/page", json_of(R"({"title":{"vi":")" + title + R"("}})"))));
  return run(PRECALL_TOOL, {"policy", "drift", titled.path(), "-", "--json"}, html);
}

std::string clause(const std::string& id) {
  for (const Clause& each : company().policy.clauses) {
    if (each.id == id) return each.text.vi;
  }
  FAIL(id);
  return {};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  return text.replace(at, from.size(), to);
}

// Lists with and without numbers, breaks, tables, references, tags within words, and what nobody
// sees. Clause 7 is one text in the policy.
std::string html_page() {
  std::string html = "<!DOCTYPE html>\n<html><head><meta charset=\"windows-1252\"><title>" + title +
                     "</title><style>p{}</style></head><body>\n<nav><ul><li><a href=\"/\">" +
                     title + "</a></li></ul></nav><script>document.write('<p>" + hotline +
                     "</p>');</script><h1>Hỗ trợ</h1><h2>\n  " + replaced(title, " và ", "\n và ") +
                     "</h2><!-- <p>Mới</p> -->\n<p>" + clause("preamble") + "</p><ol>";
  html += "<li>" + replaced(clause("1"), "admin", "<b>ad</b>min") + "</li>";
  html += "<li><p>" + clause("2") + "</p></li><li>" + clause("3") + "<ul>";
  html += "<li>" + replaced(clause("3.1"), "tại đây", "<a href=\"#\">tại\nđây</a>");
  html += "<li>" + replaced(clause("3.2"), "hỗ trợ", "h&#7895; tr&#x1EE3;");
  html += "<li>" + clause("3.3") + "</ul></li></ol><ol start=\"4\"><li>" + clause("4");
  html += "<p>" + clause("4.2") + "</p></li></ol><table><tr><td>5.</td><td>" + clause("5");
  html += "</td></tr></table><div>6.&nbsp;" + clause("6") + "<br>• " + clause("6.1") + "<br/>• " +
          clause("6.2") + "<br>• " + clause("6.3") + "<br>• " + clause("6.4") + "<br>• " +
          clause("6.5") + "</div>";
  html += "<p hidden>Ẩn</p><pre>7. " + clause("7") + "</pre><template><p>Ẩn</p></template>";
  html += "<p>" + replaced(clause("contact"), hotline, "<a href=tel:x>08.3974</a> 3179") + "</p>";
  return html + "<footer>&copy; 2026 &lt;Chồi Xanh&gt;</footer>";
}

}  // namespace

TEST_CASE("a page in HTML is compared as people see it") {
  const Finished finished = drift(html_page());
  CAPTURE(finished.output);
  CHECK(finished.errors.empty());
  CHECK(finished.status == 0);
  const Json report = json_of(finished.output);
  CHECK(report["sentences"].size() == 22);
  CHECK(is_string(report["title"], "found"));
  const Json& last = report["outside"][report["outside"].size() - 1];
  CHECK(is_string(last["text"], "© 2026 <Chồi Xanh>"));
  CHECK(finished.output.find("Ẩn") == std::string::npos);
  CHECK(finished.output.find("Mới") == std::string::npos);
}

TEST_CASE("a change in HTML is found, and a number that only a list gives counts") {
  const std::pair<std::string, std::string> edits[] = {
      {"quá 10 ngày", "quá 11 ngày"},   {"h&#7895; tr&#x1EE3;", "h&#7893; tr&#x1EE3;"},
      {"start=\"4\"", "start=\"5\""},   {"<li><p>Nhân viên", "<li value=3><p>Nhân viên"},
      {"<td>5.</td>", "<td>8.</td>"},   {"<p hidden>Ẩn", "<p>Ẩn"},
      {"<b>ad</b>min", "<b>ad</b> min"}};
  for (const auto& [from, to] : edits) {
    CAPTURE(from);
    CHECK(drift(replaced(html_page(), from, to)).status == 1);
  }
  const Finished renumbered = drift(replaced(html_page(), "start=\"4\"", "start=\"5\""));
  CHECK(renumbered.output.find("\"renumbered\"") != std::string::npos);
}

TEST_CASE("a list of letters has no numbers, and entries may bring their own") {
  std::string html = replaced(html_page(), "start=\"4\"", "type=\"a\"");
  CHECK(drift(html).status == 1);
  html = replaced(html, "<li>" + clause("4"), "<li>4. " + clause("4"));
  CHECK(drift(html).status == 0);
  CHECK(drift(replaced(html, "type=\"a\"", "")).status == 0);
}

TEST_CASE("a page in HTML without words, or made to be slow, is refused in one line") {
  const auto start = std::chrono::steady_clock::now();
  const std::pair<std::string, std::string> pages[] = {
      {"<", "holds no words"},
      {"<html><head><title>x</title></head><body><script>x</script></body></html>", "no words"},
      {repeated("<b>", 100000) + repeated("</i>", 150000), "deeper than 512"},
      {repeated("<b>", 500) + repeated("</i>", 200000), "no words"},
      {"<p>a" + repeated("&#769;", 40), "combining marks"}};
  for (const auto& [html, words] : pages) {
    const Finished finished = drift(html);
    CAPTURE(words);
    CHECK(finished.status == 2);
    CHECK(finished.output.empty());
    CHECK(finished.errors.find(words) != std::string::npos);
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
}

TEST_CASE("HTML that is cut off anywhere is read as far as it goes") {
  const std::string html = html_page();
  for (std::size_t size = 0; size < html.size(); size += 97) {
    std::size_t end = size;
    while ((static_cast<unsigned char>(html[end]) & 0xC0) == 0x80) ++end;
    const int status = drift(html.substr(0, end)).status;
    CAPTURE(end);
    REQUIRE(status >= 0);
    REQUIRE(status <= 2);
  }
}
