// Website addresses, typed any way people type them.
#include "form/website.hpp"

#include <doctest/doctest.h>

#include "form_support.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

std::string website(std::string_view raw) {
  const std::string value = value_of(normalize_website(raw));
  if (value != "issue") CHECK(value_of(normalize_website(value)) == value);
  return value;
}

IssueCode code(std::string_view raw) {
  return issue_of(normalize_website(raw)).code;
}

}  // namespace

TEST_CASE("addresses are kept as typed, with the host in lower case and no lone slash") {
  CHECK(website("example.com") == "example.com");
  CHECK(website("WWW.Example.COM.vn") == "www.example.com.vn");
  CHECK(website("  example.com/  ") == "example.com");
  CHECK(website("https://Example.com/Trang-Chu?a=B#C") == "https://example.com/Trang-Chu?a=B#C");
  CHECK(website("example.com/a/") == "example.com/a/");
  CHECK(website("example.com?x=1") == "example.com?x=1");
  CHECK(website("example.com#top") == "example.com#top");
  CHECK(website("a_b.example.com") == "a_b.example.com");
  CHECK(website("127.0.0.1") == "127.0.0.1");
}

TEST_CASE("a misspelt scheme is understood and none is made up") {
  for (const std::string raw : {"http://example.com", "HTTP://example.com", "http//example.com",
                                "http:/example.com", "http:///example.com", "http:\\\\example.com",
                                "http;//example.com", "http/example.com", "Http//:example.com"}) {
    CAPTURE(raw);
    CHECK(website(raw) == "http://example.com");
  }
  CHECK(website("https//Example.com/") == "https://example.com");
  CHECK(website("httpd.example.com") == "httpd.example.com");
  CHECK(website("https.vn") == "https.vn");
  CHECK(website("http.example.com/http://") == "http.example.com/http://");
}

TEST_CASE("a port is kept if it is a number") {
  CHECK(website("example.com:8080") == "example.com:8080");
  CHECK(website("http://example.com:8080/a") == "http://example.com:8080/a");
  CHECK(code("example.com:") == IssueCode::website_form);
  CHECK(code("example.com:abc") == IssueCode::website_form);
  CHECK(code("example.com:123456") == IssueCode::website_form);
  CHECK(code("ftp://example.com") == IssueCode::website_form);
  CHECK(code("javascript:alert(1)") == IssueCode::website_form);
}

TEST_CASE("names in any script are kept") {
  CHECK(website("chồixanh.vn") == "chồixanh.vn");
  CHECK(website("https://tên-miền.việt/đường/dẫn") == "https://tên-miền.việt/đường/dẫn");
  CHECK(website("xn--chixanh-j11c.vn") == "xn--chixanh-j11c.vn");
}

TEST_CASE("what is not an address is refused with its reason") {
  CHECK(code("trang web cua toi") == IssueCode::website_space);
  CHECK(code("example .com") == IssueCode::website_space);
  CHECK(code("a.vn\nb.vn") == IssueCode::website_space);
  CHECK(code("example") == IssueCode::website_dot);
  CHECK(code("http://localhost/") == IssueCode::website_dot);
  CHECK(code("http://") == IssueCode::website_form);
  CHECK(code("example..com") == IssueCode::website_form);
  CHECK(code(".com") == IssueCode::website_form);
  CHECK(code("-a.com") == IssueCode::website_form);
  CHECK(code("a-.com") == IssueCode::website_form);
  CHECK(code(std::string(64, 'a') + ".com") == IssueCode::website_form);
  CHECK(website(std::string(63, 'a') + ".com") != "issue");
}

TEST_CASE("a character that no name has is named") {
  CHECK(issue_of(normalize_website("ten@example.com")) ==
        Issue{IssueCode::website_characters, "@", {}});
  CHECK(issue_of(normalize_website("example,com.vn")).detail == ",");
  CHECK(issue_of(normalize_website("https://a:b@example.com")).code == IssueCode::website_form);
}

TEST_CASE("an address is as long as a line may be") {
  const std::string longest = "a.vn/" + std::string(195, 'x');
  CHECK(website(longest) == longest);
  CHECK(issue_of(normalize_website(longest + "x")) == Issue{IssueCode::too_long, "200", "201"});
  CHECK(code("a.vn/\x01") == IssueCode::control_characters);
}

TEST_CASE("an empty website field is empty") {
  CHECK(website("").empty());
  CHECK(website(" ").empty());
}
