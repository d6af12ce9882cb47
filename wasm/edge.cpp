// Results, and the digest, which the host supplies.
#include "edge.hpp"

#include <utility>

#include "base/digest.hpp"

extern "C" {
__attribute__((import_module("env"), import_name("host_sha256"))) void host_sha256(
    const char* bytes, std::size_t size, std::uint8_t* digest);
}

namespace precall {

Sha256 sha256(std::string_view bytes) {
  Sha256 digest;
  host_sha256(bytes.data(), bytes.size(), digest.data());
  return digest;
}

const char* reply_text(std::string text) {
  static std::string result;
  result = std::move(text);
  return result.c_str();
}

const char* reply(const Json& json) {
  return reply_text(canonical(json));
}

const char* reply(std::string_view key, Json value) {
  Json json = Json::object();
  set_value(json, key, std::move(value));
  return reply(json);
}

const char* reply(const Error& error) {
  Json json = Json::object();
  set_text(json, "place", error.place);
  set_text(json, "problem", error.problem);
  set_text(json, "remedy", error.remedy);
  return reply("error", std::move(json));
}

}  // namespace precall
