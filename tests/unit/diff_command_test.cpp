// `precall policy diff` as a process: exit codes, text, JSON, and examples that `precall check`
// reproduces.
#include <doctest/doctest.h>

#include <algorithm>

#include "diff_support.hpp"
#include "process.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

const std::string company_path = PRECALL_SOURCE_DIR "/shared/policy/choixanh.policy.json";
const std::string now = "2026-11-22T09:00:00+07:00";
constexpr Day today = 20779;

Finished diff(const std::string& after, std::vector<std::string> more = {},
              const std::string& input = {}) {
  std::vector<std::string> arguments = {"policy", "diff", company_path, after, "--now", now};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(PRECALL_TOOL, arguments, input);
}

// A version with a change of each kind.
Json next_version() {
  Json json = with(company_json(), "/version", "2027-01-01");
  json["rules"][11]["when"] =
      json_of(R"({">":[{"days_since":[{"var":"service_expiry_date"}]},7]})");
  json["rules"][9]["effect"] = "blocks";
  json["rules"][4]["clause"] = "3.1";
  json["rules"][0]["when"] = json_of(R"({"==":[{"var":"owner_verified"},false]})");
  json["clauses"][1]["text"]["vi"] = "Lời mới.";
  json["questions"][10]["max"] = 100;
  return without(json, "/rules/8");
}

bool has(const std::string& text, const std::string& part) {
  CAPTURE(text);
  CAPTURE(part);
  const bool found = text.find(part) != std::string::npos;
  CHECK(found);
  return found;
}

void check_unusable(const Finished& finished, const std::vector<std::string>& words) {
  CHECK(finished.status == 2);
  CHECK(finished.output.empty());
  CHECK(std::count(finished.errors.begin(), finished.errors.end(), '\n') == 1);
  CHECK(finished.errors.find("precall: ") == 0);
  for (const std::string& word : words) has(finished.errors, word);
}

}  // namespace

TEST_CASE("policies that say the same exit with 0, however they are written") {
  const TemporaryFile pretty(company_json().dump(8));
  for (const std::string& path : {company_path, pretty.path()}) {
    const Finished finished = diff(path);
    CHECK(finished.status == 0);
    CHECK(finished.errors.empty());
    has(finished.output, "The same: no difference");
  }
  const Finished json = diff(company_path, {"--json"});
  CHECK(json.status == 0);
  CHECK(json_of(json.output)["same"] == Json(true));
}

TEST_CASE("policies that differ exit with 1, and the JSON is the report of the comparison") {
  const Json after = next_version();
  const TemporaryFile file(after.dump());
  const Finished finished = diff(file.path(), {"--json"});
  CHECK(finished.status == 1);
  CHECK(finished.errors.empty());
  CHECK(json_of(finished.output) == diff_of(company_json(), after, today, Language::vi));
  CHECK(json_of(diff(file.path(), {"--json", "--lang", "en"}).output) ==
        diff_of(company_json(), after, today, Language::en));
  CHECK(json_of(diff("-", {"--json"}, after.dump()).output) == json_of(finished.output));
}

TEST_CASE("a difference of words alone exits with 1 too") {
  const TemporaryFile file(with(company_json(), "/clauses/1/text/en", "New words.").dump());
  const Finished finished = diff(file.path());
  CHECK(finished.status == 1);
  has(finished.output, "Every customer whom both versions understand gets the same verdict");
  has(finished.output, "/clauses/1/text/en");
  has(finished.output, "+ \"New words.\"");
}

TEST_CASE("the text says what changes, for whom, by which clause, and shows an example") {
  const TemporaryFile file(next_version().dump());
  const std::string text = diff(file.path(), {"--lang", "en"}).output;
  for (const char* part :
       {"OLD choixanh 2023-12-15", "NEW choixanh 2027-01-01", "on 2026-11-22",
        "Customers judged differently: 4 classes",
        "service_expired, clause 6.3 (Clause 6, point 3): starts to fire; the verdict can change",
        "days since it 8–10 (12/11/2026–14/11/2026)",
        "mouse_kept, clause 3.2 → 3.1 (Clause 3, point 1): cites another clause; only the reasons",
        "guidance_repeated, clause 6.1 (Clause 6, point 1): now blocks, where staff could refuse",
        "outside_duty, clause 5 (Clause 5): no longer fires",
        "request_kind (\"What do you need support with?\"): outside_duty \"Something else, outside",
        "old: eligible", "new: may_be_refused",
        "service_expired (6.3, may_refuse): The service expired 8 days ago",
        "/questions/prior_guidance_count/max changed (/questions/10/max)",
        "/rules/ownership_unproven/when changed (/rules/0/when), which changes nobody",
        "/rules/outside_duty removed (OLD /rules/8)", "/clauses/1/text/vi changed",
        "+ \"Lời mới.\"", "/version changed"}) {
    has(text, part);
  }
  has(diff(file.path()).output, "số ngày đã qua 8–10 (12/11/2026–14/11/2026)");
}

TEST_CASE("precall check prints different verdicts or reasons for each example") {
  const TemporaryFile file(next_version().dump());
  const Json report = json_of(diff(file.path(), {"--json"}).output);
  REQUIRE(report["classes"].size() == 4);
  for (const Json& found : report["classes"]) {
    CAPTURE(found);
    Json printed[2];
    const std::pair<const char*, std::string> sides[] = {{"old", company_path},
                                                         {"new", file.path()}};
    for (std::size_t s = 0; s < 2; ++s) {
      Json told = found["witness"][sides[s].first];
      const Finished checked =
          run(PRECALL_TOOL, {"check", "--policy", sides[s].second, "--answers", "-", "--now", now},
              told["answers"].dump());
      REQUIRE(checked.status == 0);
      printed[s] = json_of(checked.output);
      for (const char* member : {"verdict", "settled", "reasons", "unknown"}) {
        CHECK(printed[s][member] == told[member]);
      }
    }
    const bool differs = printed[0]["verdict"] != printed[1]["verdict"] ||
                         printed[0]["reasons"] != printed[1]["reasons"];
    CHECK(differs);
  }
}

TEST_CASE("given answers are counted, from a file or standard input, and in both forms") {
  const TemporaryFile file(next_version().dump());
  const std::string lines = with(eligible_answers(), "/prior_guidance_count", 2).dump() + "\n" +
                            eligible_answers().dump() + "\n" + "nonsense\n" +
                            with(eligible_answers(), "/hands_off_mouse_consent", false).dump() +
                            "\n";
  const TemporaryFile answers(lines);
  const Finished finished = diff(file.path(), {"--json", "--answers", answers.path()});
  CHECK(finished.status == 1);
  const Json impact = json_of(finished.output)["answers"];
  CHECK(impact["total"] == Json(4));
  CHECK(impact["verdict_changed"] ==
        json_of(R"([{"from":"may_be_refused","to":"conditions_not_met","count":1,"lines":[1]}])"));
  CHECK(impact["reasons_changed"] == json_of(R"({"count":1,"lines":[4]})"));
  CHECK(impact["unchanged"] == Json(1));
  CHECK(impact["unusable"] == Json(1));

  const std::string text = diff(file.path(), {"--answers", "-"}, lines).output;
  for (const char* part :
       {"Answers given, 4 lines:", "1 from may_be_refused to conditions_not_met (line 1)",
        "1 with the same verdict for other reasons (line 4)", "1 unchanged", "1 unusable",
        "line 3: "}) {
    has(text, part);
  }
  // Answers change no verdict of equal policies, and no exit code.
  const Finished same = diff(company_path, {"--answers", answers.path()});
  CHECK(same.status == 0);
  has(same.output, "0 with another verdict");
}

TEST_CASE("what cannot be used is named with the file and a remedy") {
  check_unusable(diff("/nonexistent/policy.json"), {"/nonexistent/policy.json", "check the path"});
  const TemporaryFile broken("{");
  check_unusable(diff(broken.path()), {broken.path(), "not valid JSON"});
  const TemporaryFile wrong(with(company_json(), "/rules/0/effect", "refuses").dump());
  check_unusable(diff(wrong.path()), {wrong.path() + " at /rules/0/effect", "write blocks"});
  check_unusable(diff(company_path, {"--answers", "/nonexistent/a.jsonl"}),
                 {"/nonexistent/a.jsonl", "check the path"});
  check_unusable(diff(company_path, {"--answers", "/tmp"}), {"/tmp"});
  check_unusable(diff(company_path, {"--answers", ""}), {"check the path"});
  check_unusable(diff("-", {"--answers", "-"}, company_text()), {"standard input", "name files"});
  check_unusable(diff(company_path, {"--lang", "fr"}), {"--lang", "vi or en"});
  check_unusable(run(PRECALL_TOOL, {"policy", "diff", company_path, company_path, "--now", "soon"}),
                 {"--now"});
  check_unusable(run(PRECALL_TOOL, {"policy", "diff", company_path}), {"NEW", "--help"});
}

TEST_CASE("the help of diff says what it takes and what its exit codes mean") {
  const Finished finished = run(PRECALL_TOOL, {"policy", "diff", "--help"});
  CHECK(finished.status == 0);
  for (const char* part : {"OLD", "NEW", "--json", "--now", "--answers", "--lang", "Exit 0"}) {
    has(finished.output, part);
  }
}
