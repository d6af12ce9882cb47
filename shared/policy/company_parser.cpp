// Reads who the company is, and the hotline as it is printed and as it is dialled.
#include "policy/part_reader.hpp"

namespace precall {
namespace {

bool is_e164(std::string_view number) {
  return number.size() >= 8 && number.size() <= 16 && number[0] == '+' &&
         std::all_of(number.begin() + 1, number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void parse_company(const Json& root, Policy& policy, PartReader& reader) {
  const Json& company = reader.member(root, "", "company");
  if (reader.failed() || !reader.object(company, "/company", "name hotline")) return;
  policy.company = reader.string(company, "/company", "name");
  const Json& hotline = reader.member(company, "/company", "hotline");
  if (reader.failed() || !reader.object(hotline, "/company/hotline", "shown dial")) return;
  policy.hotline_shown = reader.string(hotline, "/company/hotline", "shown");
  policy.hotline_dial = reader.string(hotline, "/company/hotline", "dial");
  if (!reader.failed() && !is_e164(policy.hotline_dial)) {
    reader.fail("/company/hotline/dial", "not a number in E.164",
                "write + and the country code, like +842839743179");
  }
}

}  // namespace precall
