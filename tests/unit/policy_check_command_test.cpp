// `precall policy check` as a process: its table, its JSON, its certificate, its exit codes, and
// that `precall check` gives every witness the verdict and the reasons that stand beside it.
#include <doctest/doctest.h>

#include <algorithm>

#include "policy_builder.hpp"
#include "process.hpp"
#include "proof_support.hpp"
#include "rules/certificate.hpp"

using namespace precall;
using namespace precall::test;

namespace {

const std::string policy_path = PRECALL_SOURCE_DIR "/shared/policy/choixanh.policy.json";
const std::string now = "2026-11-22T09:00:00+07:00";

Finished policy_check(std::vector<std::string> arguments, const std::string& input = {}) {
  arguments.insert(arguments.begin(), {"policy", "check"});
  return run(PRECALL_TOOL, arguments, input);
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void check_unusable(const Finished& finished, const std::string& word) {
  CAPTURE(finished.errors);
  CHECK(finished.status == 2);
  CHECK(finished.output.empty());
  CHECK(std::count(finished.errors.begin(), finished.errors.end(), '\n') == 1);
  CHECK(finished.errors.find("precall: ") == 0);
  CHECK(holds(finished.errors, word));
}

// The company's policy with a rule that hides behind another, and one that contradicts itself.
Json edited_policy() {
  Json policy = company_json();
  add_rule(policy, "later", "may_refuse",
           json_of(R"({">":[{"days_since":[{"var":"service_expiry_date"}]},30]})"));
  add_rule(policy, "impossible", "blocks", json_of(R"({"and":[{"==":[{"var":"unpaid_costs"},"one"]},
                              {"==":[{"var":"unpaid_costs"},"all"]}]})"));
  return policy;
}

// What `precall check` prints for the witness's answers.
void check_reproduces(const std::string& policy, const Json& witness) {
  CAPTURE(witness);
  const Finished finished =
      run(PRECALL_TOOL, {"check", "--policy", policy, "--answers", "-", "--now", now},
          witness["answers"].dump());
  CHECK(finished.status == 0);
  const Json report = json_of(finished.output);
  CHECK(report["verdict"] == witness["verdict"]);
  CHECK(report["settled"] == Json(true));
  Json reasons = Json::array();
  for (const Json& reason : report["reasons"]) reasons.push_back(reason["rule"]);
  CHECK(reasons == witness["reasons"]);
}

}  // namespace

TEST_CASE("policy check passes the company's policy and says what it found") {
  const Finished finished = policy_check({policy_path, "--now", now});
  CHECK(finished.status == 0);
  CHECK(finished.errors.empty());
  CHECK(holds(finished.output, "information no_remedy          rule \"outside_duty\" cannot"));
  CHECK(holds(finished.output, "\n    at /rules/8/when\n"));
  CHECK(holds(finished.output, "\"request_kind\":\"outside_duty\""));
  CHECK(holds(finished.output, "\n      may_be_refused outside_duty\n"));
  CHECK(holds(finished.output, "precall check --policy " + policy_path +
                                   " --answers - --now 2026-11-22T09:00:00+07:00\n"));
  CHECK(holds(finished.output,
              "policy choixanh 2023-12-15 on 2026-11-22: 15 of 15 rules can fire; errors: 0, "));
}

TEST_CASE("policy check fails on an error, and names it with its place") {
  const TemporaryFile file(canonical(edited_policy()));
  const Finished finished = policy_check({file.path(), "--now", now});
  CHECK(finished.status == 1);
  CHECK(finished.errors.empty());
  CHECK(finished.output.find("error       never_fires        rule \"impossible\" never fires: no "
                             "answers meet its condition on 2026-11-22\n    at /rules/16/when\n") ==
        0);
  CHECK(holds(finished.output, "warning     masked             rule \"later\" adds nothing"));
  CHECK(holds(finished.output, ": 16 of 17 rules can fire; errors: 1, warnings: "));
  const Finished read = policy_check({"-", "--now", now}, file.content());
  CHECK(read.status == 1);
  CHECK(read.output.substr(0, 1000) == finished.output.substr(0, 1000));

  Json accepted = edited_policy();
  accepted["accepted_findings"].push_back(
      json_of(R"({"finding":"never_fires:impossible","reason":"kept for later"})"));
  const Finished passed = policy_check({"-", "--now", now}, canonical(accepted));
  CHECK(passed.status == 0);
  CHECK(holds(passed.output, "\n    accepted: kept for later\n"));
}

TEST_CASE("policy check prints one JSON object and writes the same as a certificate") {
  const TemporaryFile file(canonical(edited_policy()));
  const TemporaryFile written("something else that is longer than nothing");
  const Finished finished =
      policy_check({file.path(), "--now", now, "--json", "--certificate", written.path()});
  CHECK(finished.status == 1);
  CHECK(finished.output == written.content());
  CHECK(finished.output ==
        certificate(compiled(edited_policy()).policy, proof_of(edited_policy())) + "\n");
  const Finished table = policy_check({file.path(), "--now", now, "--certificate", written.path()});
  CHECK(written.content() == finished.output);
  CHECK(table.output.find("error ") == 0);
}

TEST_CASE("precall check gives every witness its verdict and reasons") {
  const TemporaryFile file(canonical(edited_policy()));
  const Json report = json_of(policy_check({file.path(), "--now", now, "--json"}).output);
  std::size_t witnesses = 0;
  for (const Json& finding : report["findings"]) {
    for (const Json& witness : finding["witnesses"]) {
      check_reproduces(file.path(), witness);
      ++witnesses;
    }
  }
  CHECK(witnesses == 5);  // one for each of three without remedy, two for the masked rule
  for (const auto& item : report["witnesses"].items()) {
    if (item.key() == "impossible") {
      CHECK(item.value().is_null());
    } else {
      check_reproduces(file.path(), item.value());
    }
  }
}

TEST_CASE("policy check refuses what it cannot use, with one line that says where") {
  check_unusable(policy_check({"/nonexistent/policy.json"}), "/nonexistent/policy.json");
  check_unusable(policy_check({"-"}, "{}"), "- at /format: missing");
  check_unusable(policy_check({policy_path, "--now", "2026-11-22"}), "--now");
  check_unusable(policy_check({}), "policy");
  check_unusable(policy_check({policy_path, "--certificate", "/nonexistent/certificate.json"}),
                 "/nonexistent/certificate.json");
  const Json bad = with(company_json(), "/accepted_findings", json_of(R"([{"finding":"x"}])"));
  check_unusable(policy_check({"-"}, canonical(bad)), "/accepted_findings/0");
}

TEST_CASE("the help of policy check says everything") {
  const Finished finished = policy_check({"--help"});
  CHECK(finished.status == 0);
  for (const char* word : {"--now", "--json", "--certificate", "accepted_findings", "Exit codes"}) {
    CAPTURE(word);
    CHECK(holds(finished.output, word));
  }
}
