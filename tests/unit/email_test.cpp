// E-mail addresses, valid as HTML says and no other way.
#include "form/email.hpp"

#include <doctest/doctest.h>

#include "base/limits.hpp"
#include "form_support.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

Issue issue(std::string_view raw) {
  return issue_of(normalize_email(raw));
}

}  // namespace

TEST_CASE("addresses that HTML allows are kept as they were typed") {
  for (const std::string& address : std::vector<std::string>{
           "ten@example.com", "Ten.Dem+nhan@Example.COM.vn", "a@b", "a@b.c", "1@2.3", ".@x.y",
           "a..b@x.y", "!#$%&'*+/=?^_`{|}~-@x.y", "a@x-y.z", "a@xn--i-7iq.ws", "a@localhost",
           "a@" + std::string(63, 'x') + ".vn"}) {
    CAPTURE(address);
    CHECK(value_of(normalize_email(address)) == address);
    CHECK(value_of(normalize_email(" " + address + "\n")) == address);
  }
}

TEST_CASE("an address without exactly one @ inside is refused") {
  for (const std::string raw : {"ten", "ten.example.com", "@", "@example.com", "ten@", "a@b@c",
                                "a@@b", "ten@example.com@"}) {
    CAPTURE(raw);
    CHECK(issue(raw).code == IssueCode::email_at);
  }
}

TEST_CASE("the first character that has no place before the @ is named") {
  CHECK(issue("tên@example.com") == Issue{IssueCode::email_characters, "ê", {}});
  CHECK(issue("a;b@example.com") == Issue{IssueCode::email_characters, ";", {}});
  CHECK(issue("\"a\"@example.com") == Issue{IssueCode::email_characters, "\"", {}});
  CHECK(issue("a,b@example.com") == Issue{IssueCode::email_characters, ",", {}});
  CHECK(issue("Lan<lan@example.com").detail == "<");
  CHECK(issue("a😀@example.com").detail == "😀");
}

TEST_CASE("a space anywhere inside is named as such") {
  for (const std::string raw :
       {"a b@example.com", "ten @example.com", "ten@ex ample.com", "a\tb"}) {
    CAPTURE(raw);
    CHECK(issue(raw).code == IssueCode::email_space);
  }
}

TEST_CASE("a domain that HTML refuses is refused and named") {
  const std::string long_label = std::string(64, 'x') + ".vn";
  for (const std::string& domain : std::vector<std::string>{
           "example..com", ".com", "com.", "-x.com", "x-.com", "x.-y", "example,com", "ví-dụ.vn",
           "[127.0.0.1]", "example_a.com", "a.b>", long_label}) {
    CAPTURE(domain);
    CHECK(issue("ten@" + domain) == Issue{IssueCode::email_domain, domain, {}});
  }
}

TEST_CASE("an address is as long as a line may be") {
  const auto of_length = [](std::size_t length) { return std::string(length - 5, 'a') + "@b.vn"; };
  const auto most = limits::line_characters_max;
  CHECK(value_of(normalize_email(of_length(most))) == of_length(most));
  CHECK(issue(of_length(most + 1)) == Issue{IssueCode::too_long, "200", "201"});
}

TEST_CASE("an empty e-mail field is empty") {
  CHECK(value_of(normalize_email("")).empty());
  CHECK(value_of(normalize_email("  ")).empty());
}
