// Signatures of receipts: the standard's own examples, and everything that is not one.
#include "submission/signature.hpp"

#include <doctest/doctest.h>

#include <string>

#include "base/hex.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

// RFC 8032, section 7.1, tests 1 to 3.
struct Example {
  std::string key;
  std::string message;
  std::string signature;
};

const Example examples[] = {
    {"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "4"
     "6bd25bf5f0595bbe24655141438e7a100b"},
    {"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "\x72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d"
     "8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "\xaf\x82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6"
     "594a7c15e9716ed28dc027beceea1ec40a"}};

Ed25519Key key_of(const std::string& hex) {
  Ed25519Key key;
  REQUIRE(from_hex(hex, key));
  return key;
}

Json ring_json() {
  return keys_json({{key_id(key_of(examples[0].key)), key_of(examples[0].key)}});
}

}  // namespace

TEST_CASE("hexadecimal digits go both ways, and nothing else is read") {
  std::array<std::uint8_t, 3> bytes{};
  CHECK(from_hex("00ff7a", bytes));
  CHECK(to_hex(bytes) == "00ff7a");
  for (const char* wrong : {"", "00ff7", "00ff7a0", "00FF7A", "00ff7g", " 0ff7a"}) {
    CAPTURE(wrong);
    CHECK_FALSE(from_hex(wrong, bytes));
  }
}

TEST_CASE("the examples of RFC 8032 are right, and wrong once a bit differs") {
  for (const Example& example : examples) {
    Ed25519Signature signature;
    REQUIRE(from_hex(example.signature, signature));
    const Ed25519Key key = key_of(example.key);
    CHECK(is_signed(example.message, signature, key));
    CHECK_FALSE(is_signed(example.message + "x", signature, key));
    signature[5] ^= 1;
    CHECK_FALSE(is_signed(example.message, signature, key));
    signature[5] ^= 1;
    Ed25519Key other = key;
    other[0] ^= 1;
    CHECK_FALSE(is_signed(example.message, signature, other));
  }
}

TEST_CASE("a list of keys reads as it is written") {
  const auto ring = read_keys(ring_json());
  REQUIRE(ring);
  CHECK(ring->size() == 1);
  CHECK(ring->begin()->first == "21fe31dfa154a261");
  CHECK(ring->begin()->second == key_of(examples[0].key));
}

TEST_CASE("what is wrong with a list of keys is named by its place") {
  const auto place = [](const std::string& pointer, const Json& value) {
    const auto ring = read_keys(with(ring_json(), pointer, value));
    return ring ? std::string("no error") : ring.error().place;
  };
  CHECK(read_keys(json_of("7")).error().place.empty());
  CHECK(place("/format", "precall.keys/2") == "/format");
  CHECK(place("/more", 1) == "/more");
  CHECK(place("/keys", "x") == "/keys");
  CHECK(place("/keys/0/ed25519", "00") == "/keys/0/ed25519");
  CHECK(place("/keys/0/ed25519", 7) == "/keys/0/ed25519");
  CHECK(place("/keys/0/id", "0000000000000000") == "/keys/0/id");
}

TEST_CASE("a receipt's signature is missing, broken, by an unknown key, or wrong") {
  const auto ring = read_keys(ring_json());
  REQUIRE(ring);
  const std::string id = ring->begin()->first;
  const auto state = [&](const Json& signature) {
    return check_signature({{"format", "precall.receipt/1"}, {"signature", signature}},
                           ring.value())
        .state;
  };
  CHECK(state(nullptr) == SignatureState::missing);
  CHECK(state("x") == SignatureState::broken);
  CHECK(state({{"key", id}}) == SignatureState::broken);
  CHECK(state({{"key", id}, {"ed25519", "00"}}) == SignatureState::broken);
  CHECK(state({{"key", id}, {"ed25519", examples[0].signature}}) == SignatureState::wrong);
  CHECK(state({{"key", "0123456789abcdef"}, {"ed25519", examples[0].signature}}) ==
        SignatureState::unknown_key);
}

TEST_CASE("what is signed is the canonical receipt without its signature") {
  CHECK(signed_text({{"b", 1}, {"a", "x"}, {"signature", {{"key", "k"}}}}) == R"({"a":"x","b":1})");
}
