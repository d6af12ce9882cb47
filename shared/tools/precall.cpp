// `precall`: the policy tool. Each command is a file of its own; the core does the work.
#include <iostream>

#include "tools/command.hpp"

int main(int argc, char** argv) {
  using namespace precall::tool;
  std::ios::sync_with_stdio(false);
  CLI::App app("Checks answers against a policy of support conditions.", "precall");
  app.require_subcommand(1);
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return std::string("precall: ") + error.what() + "; see precall --help\n";
  });
  int status = exit_done;
  add_check(app, status);
  add_replay(app, status);
  CLI::App* policy = app.add_subcommand("policy", "Examine a policy.");
  policy->require_subcommand(1);
  add_policy_check(*policy, status);
  add_policy_diff(*policy, status);
  add_policy_drift(*policy, status);
  add_policy_trust(*policy, status);
  add_policy_interview(*policy, status);
  CLI::App* submission = app.add_subcommand("submission", "Examine what a customer sent.");
  submission->require_subcommand(1);
  add_submission_verify(*submission, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // CLI11 reports --help and bad usage this way
    return app.exit(error) == 0 ? exit_done : exit_unusable;
  }
  // A full disk shows only when the last of the output is written.
  if (!std::cout.flush()) {
    return unusable({"standard output", "cannot be written", "check the disk or the pipe"});
  }
  return status;
}
