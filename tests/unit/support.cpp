// Loads what tests share, once.
#include "support.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "base/limits.hpp"

namespace precall::test {

std::optional<std::string> read_if_there(const std::string& path) {
  std::ifstream file(std::string(PRECALL_SOURCE_DIR "/") + path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const std::string& company_text() {
  static const std::string text =
      read_if_there("shared/policy/choixanh.policy.json").value_or(std::string());
  REQUIRE_FALSE(text.empty());
  return text;
}

const Json& company_json() {
  static const Json json = json_of(company_text());
  return json;
}

const CompiledPolicy& company() {
  static const CompiledPolicy policy = compiled(company_json());
  return policy;
}

Json eligible_answers() {
  return json_of(R"({"owner_verified": true, "admin_account": true,
    "request_kind": "unclear_points", "remote_control_consent": true,
    "hands_off_mouse_consent": true, "stays_responsive": true, "works_continuously": true,
    "data_storage_consent": true, "statements_not_contract_ack": true,
    "prior_guidance_count": 0, "unpaid_costs": "none", "service_expiry_date": "2027-06-30",
    "no_staff_details_ack": true})");
}

Json json_of(std::string_view text) {
  const Result<Json> json = parse_json(text, limits::policy_bytes_max);
  REQUIRE_MESSAGE(json, line_of(json));
  return json.value();
}

CompiledPolicy compiled(const Json& policy) {
  Result<CompiledPolicy> result = load_policy(canonical(policy));
  REQUIRE_MESSAGE(result, line_of(result));
  return std::move(result).value();
}

Answers answers_of(const Policy& policy, const Json& answers) {
  Result<Answers> result = parse_answers(answers, "", policy);
  REQUIRE_MESSAGE(result, line_of(result));
  return std::move(result).value();
}

Day day_of(std::string_view text) {
  const auto day = parse_iso_date(text);
  REQUIRE_MESSAGE(day.has_value(), std::string(text));
  return *day;
}

Instant instant_of(std::string_view text) {
  const auto instant = parse_timestamp(text);
  REQUIRE_MESSAGE(instant, std::string(text));
  return instant.value();
}

Json with(Json value, const std::string& pointer, const Json& member) {
  value[Json::json_pointer(pointer)] = member;
  return value;
}

Json without(Json value, const std::string& pointer) {
  const Json::json_pointer place(pointer);
  Json& parent = value[place.parent_pointer()];
  if (parent.is_array()) {
    parent.erase(std::stoul(place.back()));
  } else {
    REQUIRE_MESSAGE(parent.erase(place.back()) == 1, pointer);
  }
  return value;
}

std::string repeated(std::string_view part, std::size_t count) {
  std::string text;
  text.reserve(part.size() * count);
  for (std::size_t i = 0; i < count; ++i) text += part;
  return text;
}

}  // namespace precall::test
