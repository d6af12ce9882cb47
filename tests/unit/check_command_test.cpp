// `precall check` as a process: its output, its exit codes, and its one line about a mistake.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "process.hpp"
#include "rules/report.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

const std::string policy_path = PRECALL_SOURCE_DIR "/shared/policy/choixanh.policy.json";
const std::string now = "2026-11-22T09:00:00+07:00";

Finished check(std::vector<std::string> arguments, const std::string& input = {}) {
  arguments.insert(arguments.begin(), "check");
  return run(PRECALL_TOOL, arguments, input);
}

// The company's policy at a fixed time, answers on standard input.
Finished check_answers(const std::string& answers, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"--policy", policy_path, "--answers", "-", "--now", now};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return check(arguments, answers);
}

// Unusable input: exit code 2, nothing on standard output, one line that names these words.
void check_unusable(const Finished& finished, const std::vector<std::string>& words) {
  CAPTURE(finished.errors);
  CHECK(finished.status == 2);
  CHECK(finished.output.empty());
  CHECK(std::count(finished.errors.begin(), finished.errors.end(), '\n') == 1);
  CHECK(finished.errors.find("precall: ") == 0);
  for (const std::string& word : words) {
    CAPTURE(word);
    CHECK(finished.errors.find(word) != std::string::npos);
  }
}

Json expected_report(const Json& answers, Language language) {
  const Answers known = answers_of(company().policy, answers);
  const Day today = day_at(instant_of(now), 7 * 60);
  return verdict_report(company(), known, today, language).value();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("check prints the verdict on a set of answers and exits with 0, whatever it is") {
  for (const auto& [id, value] :
       std::vector<std::pair<std::string, Json>>{{"prior_guidance_count", 0},
                                                 {"prior_guidance_count", 7},
                                                 {"owner_verified", false},
                                                 {"service_expiry_date", "unknown"}}) {
    const Json answers = with(eligible_answers(), "/" + id, value);
    const Finished finished = check_answers(answers.dump(2));
    CHECK(finished.status == 0);
    CHECK(finished.errors.empty());
    CHECK(json_of(finished.output) == expected_report(answers, Language::vi));
  }
}

TEST_CASE("check prints the members that its contract names") {
  const Json answers = with(eligible_answers(), "/prior_guidance_count", 7);
  const Json report = json_of(check_answers(answers.dump(), {"--lang", "en"}).output);
  CHECK(is_string(report["verdict"], "may_be_refused"));
  CHECK(report["settled"] == Json(true));
  CHECK(report["unknown"] == Json::array());
  CHECK(report["valid_until"].is_null());
  REQUIRE(report["reasons"].size() == 1);
  const Json& reason = report["reasons"][0];
  CHECK(is_string(reason["rule"], "guidance_repeated"));
  CHECK(is_string(reason["clause"], "6.1"));
  CHECK(is_string(reason["effect"], "may_refuse"));
  CHECK(is_string(reason["message"], "You have requested guidance 7 times before"));
}

TEST_CASE("check speaks Vietnamese unless it is told otherwise") {
  const Json answers = with(eligible_answers(), "/unpaid_costs", "all");
  CHECK(json_of(check_answers(answers.dump()).output) == expected_report(answers, Language::vi));
  CHECK(json_of(check_answers(answers.dump(), {"--lang", "vi"}).output) ==
        expected_report(answers, Language::vi));
  CHECK(json_of(check_answers(answers.dump(), {"--lang", "en"}).output) ==
        expected_report(answers, Language::en));
}

TEST_CASE("check reads answers from a file, and without a time takes this moment") {
  const TemporaryFile answers(eligible_answers().dump());
  const Finished fixed =
      check({"--policy", policy_path, "--answers", answers.path(), "--now", now});
  CHECK(json_of(fixed.output) == expected_report(eligible_answers(), Language::vi));
  const Finished current = check({"--policy", policy_path, "--answers", answers.path()});
  CHECK(current.status == 0);
}

TEST_CASE("check takes the day at UTC+07:00") {
  const std::string answers = with(eligible_answers(), "/service_expiry_date", "2026-11-11").dump();
  const auto verdict = [&](const char* moment) {
    const Finished finished =
        check({"--policy", policy_path, "--answers", "-", "--now", moment}, answers);
    return json_of(finished.output)["verdict"].get<std::string>();
  };
  CHECK(verdict("2026-11-21T16:59:59Z") == "eligible");
  CHECK(verdict("2026-11-21T17:00:00Z") == "may_be_refused");
}

TEST_CASE("check of lines answers each line in order") {
  std::string input;
  for (int count = 0; count < 5; ++count) {
    input += with(eligible_answers(), "/prior_guidance_count", count).dump() + "\n";
  }
  const Finished finished = check_answers(input, {"--jsonl"});
  CHECK(finished.status == 0);
  CHECK(finished.errors.empty());
  const auto lines = lines_of(finished.output);
  REQUIRE(lines.size() == 5);
  for (int count = 0; count < 5; ++count) {
    const Json answers = with(eligible_answers(), "/prior_guidance_count", count);
    CHECK(json_of(lines[static_cast<std::size_t>(count)]) ==
          expected_report(answers, Language::vi));
  }
  const TemporaryFile file(input);
  CHECK(
      check({"--policy", policy_path, "--answers", file.path(), "--now", now, "--jsonl"}).output ==
      finished.output);
}

TEST_CASE("a bad line is answered by an error, the others as usual, and the exit code is 1") {
  const std::string good = eligible_answers().dump();
  const Finished finished =
      check_answers(good + "\nnot json\n{\"nobody\":true}\n\n" + good + "\n[]", {"--jsonl"});
  CHECK(finished.status == 1);
  const auto lines = lines_of(finished.output);
  REQUIRE(lines.size() == 6);
  for (const std::size_t i : {std::size_t{0}, std::size_t{4}}) {
    CHECK(is_string(json_of(lines[i])["verdict"], "eligible"));
  }
  for (const std::size_t i : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{5}}) {
    CAPTURE(lines[i]);
    const Json line = json_of(lines[i]);
    REQUIRE(line.size() == 1);
    CHECK(line["error"].get<std::string>().find("line " + std::to_string(i + 1)) == 0);
  }
  CHECK(json_of(lines[2])["error"].get<std::string>().find("/nobody") != std::string::npos);
}

TEST_CASE("check of no lines prints nothing and succeeds") {
  const Finished finished = check_answers("", {"--jsonl"});
  CHECK(finished.status == 0);
  CHECK(finished.output.empty());
}

TEST_CASE("a policy that cannot be read or used is named") {
  const std::string nowhere = "/nonexistent/policy.json";
  check_unusable(check({"--policy", nowhere, "--answers", "-"}), {nowhere, "check the path"});
  const TemporaryFile broken("{\"format\":");
  check_unusable(check({"--policy", broken.path(), "--answers", "-"}),
                 {broken.path(), "not valid JSON"});
  const TemporaryFile wrong(canonical(with(company_json(), "/rules/0/effect", "refuses")));
  check_unusable(check({"--policy", wrong.path(), "--answers", "-"}),
                 {wrong.path(), "/rules/0/effect", "write blocks or may_refuse"});
  check_unusable(check({"--policy", "/tmp", "--answers", "-"}), {"/tmp"});
}

TEST_CASE("answers that cannot be used are named with their place and a remedy") {
  const std::pair<const char*, std::vector<std::string>> mistakes[] = {
      {R"({"owner_verified":"yes"})", {"/owner_verified", "true, false or \"unknown\""}},
      {R"({"prior_guidance_count":1.5})", {"whole number"}},
      {R"({"prior_guidance_count":-1})", {"/prior_guidance_count", "0 to 1000"}},
      {R"({"password":"x"})", {"/password", "unknown question"}},
      {R"({"service_expiry_date":"2026-02-30"})", {"/service_expiry_date", "date that exists"}},
      {R"({"owner_verified":true,"owner_verified":false})", {"twice"}},
      {R"([])", {"not an object"}},
      {"{\n\n", {"not valid JSON"}},
      {"", {"not valid JSON"}},
  };
  for (const auto& [answers, words] : mistakes) {
    CAPTURE(answers);
    check_unusable(check_answers(answers), words);
  }
  check_unusable(check({"--policy", policy_path, "--answers", "/nonexistent/a.json"}),
                 {"/nonexistent/a.json"});
  check_unusable(check({"--policy", policy_path, "--answers", "/nonexistent/a.jsonl", "--jsonl"}),
                 {"/nonexistent/a.jsonl"});
}

TEST_CASE("a time without an offset, or none at all, is refused") {
  for (const std::string moment : {"2026-11-22T09:00:00", "2026-11-22", "today", ""}) {
    CAPTURE(moment);
    check_unusable(check({"--policy", policy_path, "--answers", "-", "--now", moment},
                         eligible_answers().dump()),
                   {"--now"});
  }
}

TEST_CASE("a language that is not spoken and a flag that is not known are refused") {
  check_unusable(check_answers("{}", {"--lang", "fr"}), {"--lang", "vi or en"});
  check_unusable(check_answers("{}", {"--verbose"}), {"--verbose", "--help"});
  check_unusable(check({"--answers", "-"}), {"--policy"});
  check_unusable(check({"--policy", policy_path}), {"--answers"});
  check_unusable(run(PRECALL_TOOL, {}), {"--help"});
  check_unusable(run(PRECALL_TOOL, {"fly"}), {"--help"});
}

TEST_CASE("help is printed on request and is no mistake") {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--help"}, std::vector<std::string>{"check", "--help"}}) {
    const Finished finished = run(PRECALL_TOOL, arguments);
    CHECK(finished.status == 0);
    CHECK(finished.errors.empty());
    CHECK(finished.output.find("check") != std::string::npos);
  }
}
