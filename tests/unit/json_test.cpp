// Strict JSON: what two readers could understand differently is refused, and what is written is
// canonical.
#include "base/json.hpp"

#include <doctest/doctest.h>

#include "base/limits.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

Result<Json> parse(std::string_view text) {
  return parse_json(text, 4096);
}

std::string nested(std::size_t levels, std::string_view open, std::string_view close) {
  return repeated(open, levels) + "1" + repeated(close, levels);
}

Json random_value(Random& random, int depth) {
  static const std::vector<std::string> words = {
      "", "a", "Điều kiện", "\"\\/", "\b\t\n\f\r\x01\x1f", "\x7f", "😀", "\u2028", "é", "~1"};
  const std::size_t kind = random.below(depth > 0 ? 6 : 4);
  if (kind == 0) return nullptr;
  if (kind == 1) return random.one_in(2);
  if (kind == 2) return random.between(-9007199254740991, 9007199254740991);
  if (kind == 3) return random.pick(words);
  Json value = kind == 4 ? Json::array() : Json::object();
  for (std::size_t i = random.below(4); i > 0; --i) {
    Json member = random_value(random, depth - 1);
    if (kind == 4) {
      value.push_back(std::move(member));
    } else {
      value[random.pick(words)] = std::move(member);
    }
  }
  return value;
}

}  // namespace

TEST_CASE("JSON of every kind is read") {
  CHECK(canonical(json_of(" {\"a\" : [1, -2, true, false, null, \"x\"]}\r\n\t ")) ==
        R"({"a":[1,-2,true,false,null,"x"]})");
  CHECK(canonical(json_of("0")) == "0");
  CHECK(canonical(json_of("-0")) == "0");
  CHECK(canonical(json_of("\"\"")) == "\"\"");
  CHECK(canonical(json_of(R"("\u0110i\u1EC1u \ud83d\ude00 \/")")) == "\"Điều 😀 /\"");
}

TEST_CASE("whole numbers of 53 bits are kept exactly and larger ones are refused") {
  CHECK(canonical(json_of("9007199254740991")) == "9007199254740991");
  CHECK(canonical(json_of("-9007199254740991")) == "-9007199254740991");
  for (const std::string text :
       {"9007199254740992", "-9007199254740992", "9223372036854775807", "9223372036854775808",
        "18446744073709551615", "18446744073709551616", "-9223372036854775809",
        "99999999999999999999999999"}) {
    CAPTURE(text);
    CHECK(line_of(parse(text)).find("53 bits") != std::string::npos);
  }
}

TEST_CASE("numbers that are not integers are refused") {
  for (const std::string text :
       {"1.0", "0.5", "-1.5", "1e2", "1E0", "1e400", "[1.25]", "{\"a\":2e1}", "NaN", "nan",
        "Infinity", "-Infinity", "+1", "01", "1.", ".5", "-", "0x10", "1e"}) {
    CAPTURE(text);
    CHECK_FALSE(parse(text));
  }
}

TEST_CASE("a member that stands twice is refused at any level") {
  CHECK(line_of(parse(R"({"a":1,"a":1})")) == "the member \"a\" stands twice; keep one of them");
  CHECK_FALSE(parse(R"({"a":1,"b":2,"a":3})"));
  CHECK_FALSE(parse(R"({"x":[{"a":null,"a":null}]})"));
  CHECK_FALSE(parse(R"({"a":1,"\u0061":2})"));
  CHECK(parse(R"({"a":{"a":1},"b":{"a":1}})"));
}

TEST_CASE("nesting is allowed to the limit and refused beyond it") {
  const auto levels = static_cast<std::size_t>(limits::json_depth_max);
  CHECK(parse(nested(levels, "[", "]")));
  CHECK(parse(nested(levels, "{\"a\":", "}")));
  CHECK(parse(nested(levels / 2, "[{\"a\":", "}]")));
  for (const auto& text :
       {nested(levels + 1, "[", "]"), nested(levels + 1, "{\"a\":", "}"),
        nested(levels / 2, "[{\"a\":", "}]").replace(16 * 6, 1, "[1]"), repeated("[", 4000)}) {
    CAPTURE(text);
    CHECK(line_of(parse(text)).find("more than 32 levels") != std::string::npos);
  }
  // Nesting that was left again does not count.
  CHECK(parse("[" + nested(levels - 1, "[", "]") + "," + nested(levels - 1, "[", "]") + "]"));
}

TEST_CASE("surrogates come in pairs") {
  CHECK(parse(R"("\uD83D\uDE00")"));
  for (const std::string text :
       {R"("\ud83d")", R"("\ude00")", R"("\ude00\ud83d")", R"("\ud83dx")", R"("\ud83d\u0041")"}) {
    CAPTURE(text);
    CHECK_FALSE(parse(text));
  }
}

TEST_CASE("bytes that are not UTF-8 are refused") {
  for (const std::string bytes : {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                                  "\xe1\xbb", "\x80", "\xf8\x88\x80\x80\x80", "a\xc3"}) {
    CAPTURE(bytes);
    CHECK_FALSE(parse("\"" + std::string(bytes) + "\""));
    CHECK_FALSE(parse("{\"" + std::string(bytes) + "\":1}"));
  }
}

TEST_CASE("a byte order mark is refused by name") {
  CHECK(line_of(parse("\xEF\xBB\xBF{}")).find("byte order mark") != std::string::npos);
  CHECK_FALSE(parse("{}\xEF\xBB\xBF"));
}

TEST_CASE("text that is not one JSON value is refused") {
  for (const std::string text :
       {"",        " ",          "{} {}", "{},",     "1 2",  "[1,]", "{\"a\":1,}",
        "{a:1}",   "{'a':1}",    "[1 2]", "nul",     "True", "\"a",  "\"\t\"",
        "\"\\x\"", "// note\n1", "/**/1", "{\"a\"}", "}",    "[",    "{\"a\":"}) {
    CAPTURE(text);
    CHECK_FALSE(parse(text));
  }
  CHECK_FALSE(parse(std::string_view("\"a\0b\"", 5)));
  CHECK_FALSE(parse(std::string_view("1\0", 2)));
  CHECK(line_of(parse("[1,\n  x]")).find("byte") != std::string::npos);
}

TEST_CASE("text is allowed up to the size that the caller names") {
  CHECK(parse_json("[1,2]", 5));
  CHECK(line_of(parse_json("[1,2] ", 5)) == "longer than 5 bytes; shorten it");
  CHECK_FALSE(parse_json("1", 0));
}

TEST_CASE("strings are written with the escapes of RFC 8785") {
  std::string all;
  for (char c = 0; c < 0x20; ++c) all += c;
  CHECK(canonical(Json(all)) ==
        "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e"
        "\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a"
        "\\u001b\\u001c\\u001d\\u001e\\u001f\"");
  CHECK(canonical(Json("\"\\/")) == R"("\"\\/")");
  CHECK(canonical(Json("\x7f€\u2028 Đủ 😀")) == "\"\x7f€\u2028 Đủ 😀\"");
}

TEST_CASE("members are written in the order of their code units") {
  // The example of RFC 8785, 3.2.3, without the key beyond U+FFFF.
  const Json value = json_of(
      R"({"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",)"
      R"("1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"})");
  CHECK(canonical(value) ==
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xC2\x80\":\"Control\","
        "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
        "\"\xEF\xAC\xB3\":\"Hebrew Letter Dalet With Dagesh\"}");
  CHECK(canonical(json_of(R"({"b":{"d":1,"c":[]},"a":{},"B":0})")) ==
        R"({"B":0,"a":{},"b":{"c":[],"d":1}})");
}

TEST_CASE("the canonical form is read back as the same value and written as the same bytes") {
  constexpr std::uint64_t seed = 20261122;
  CAPTURE(seed);
  Random random(seed);
  for (int i = 0; i < 2000; ++i) {
    const Json value = random_value(random, 4);
    const std::string text = canonical(value);
    const Result<Json> again = parse_json(text, 1 << 20);
    REQUIRE_MESSAGE(again, text);
    REQUIRE(again.value() == value);
    REQUIRE(canonical(again.value()) == text);
  }
}

TEST_CASE("a reader keeps the first failure and returns empty values after it") {
  const Json object = json_of(R"({"text":"x","number":5,"flag":true,"list":[1,2],"none":null})");
  std::optional<Error> failure;
  Reader read(failure);
  CHECK(read.string(object, "/o", "text") == "x");
  CHECK(read.integer(object, "/o", "number", 0, 5) == 5);
  CHECK(read.optional_boolean(object, "/o", "flag"));
  CHECK_FALSE(read.optional_boolean(object, "/o", "none"));
  CHECK(read.optional_string(object, "/o", "absent").empty());
  CHECK(read.array(object, "/o", "list", 2).size() == 2);
  CHECK(read.object(object, "/o", "text number flag list none"));
  REQUIRE_FALSE(read.failed());
  CHECK(read.integer(object, "/o", "number", 6, 9) == 6);
  CHECK(read.string(object, "/o", "number").empty());
  REQUIRE(failure.has_value());
  CHECK(to_line(*failure) == "/o/number: not a whole number from 6 to 9; write one in that range");
}

TEST_CASE("a reader names the member that is missing, unknown, or of another type") {
  const Json object = json_of(R"({"text":"x","list":[1,2,3],"none":null})");
  const auto place = [&](auto&& use) {
    std::optional<Error> failure;
    Reader read(failure);
    use(read);
    return failure ? failure->place : "no error";
  };
  CHECK(place([&](Reader& r) { r.string(object, "", "absent"); }) == "/absent");
  CHECK(place([&](Reader& r) { r.string(object, "", "none"); }) == "/none");
  CHECK(place([&](Reader& r) { r.integer(object, "", "text", 0, 1); }) == "/text");
  CHECK(place([&](Reader& r) { r.array(object, "", "text", 9); }) == "/text");
  CHECK(place([&](Reader& r) { r.array(object, "", "list", 2); }) == "/list");
  CHECK(place([&](Reader& r) { r.optional_boolean(object, "", "text"); }) == "/text");
  CHECK(place([&](Reader& r) { r.optional_string(object, "", "list"); }) == "/list");
  CHECK(place([&](Reader& r) { r.object(object, "/o", "text none"); }) == "/o/list");
  CHECK(place([&](Reader& r) { r.object(object["list"], "/o", "text"); }) == "/o");
  CHECK(place([&](Reader& r) { r.member(Json("text"), "/o", "text"); }) == "/o/text");
}
