// Reads the findings that the author accepts: their form only, since what is found is not known
// yet.
#include "policy/part_reader.hpp"

namespace precall {
namespace {

constexpr std::string_view list_key = "accepted_findings";

// "kind:id": the names of findings are in the hands of those who find them.
bool names_finding(std::string_view text) {
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && colon != 0 && colon + 1 < text.size();
}

}  // namespace

void parse_accepted_findings(const Json& root, Policy& policy, PartReader& reader) {
  const Json& list = reader.optional_array(root, "", list_key, limits::accepted_findings_max);
  const Place place = child("", list_key);
  for (std::size_t i = 0; i < list.size() && !reader.failed(); ++i) {
    const Place inner = child(place, i);
    if (!reader.object(list[i], inner, "finding reason")) return;
    AcceptedFinding accepted{reader.string(list[i], inner, "finding"),
                             reader.string(list[i], inner, "reason")};
    const bool twice =
        std::any_of(policy.accepted_findings.begin(), policy.accepted_findings.end(),
                    [&](const auto& other) { return other.finding == accepted.finding; });
    if (twice || !names_finding(accepted.finding)) {
      reader.fail(child(inner, "finding"), twice ? "stands twice" : "not a finding",
                  "write it as in precall policy check --json");
    }
    if (accepted.reason.empty()) reader.fail(child(inner, "reason"), "empty", "say why");
    policy.accepted_findings.push_back(std::move(accepted));
  }
}

}  // namespace precall
