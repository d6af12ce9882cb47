// precall-sync, the uploader: its command line. The work is in shared/sync.
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>

#include "tools/sync/command.hpp"

int main(int argc, char** argv) {
  using namespace precall::sync::tool;
  std::signal(SIGPIPE, SIG_IGN);
  spdlog::set_default_logger(spdlog::stderr_logger_mt("precall-sync"));
  spdlog::set_pattern("time=%Y-%m-%dT%H:%M:%S%z level=%l %v");

  CLI::App app(
      "Receives requests from the eligibility checker and delivers them.\n"
      "Exit codes: 0 done; 1 the spool failed while serving, a check found something, or a\n"
      "request was refused or matched nothing; 2 unusable input, as one line on standard error;\n"
      "75 import or enqueue could not store now: hand the same in again later.\n"
      "While serve or send is running, the other commands ask it; otherwise they open the spool.",
      "precall-sync");
  app.require_subcommand(1);
  int status = exit_done;
  add_serve(app, status);
  add_status(app, status);
  add_decisions(app, status);
  add_hand_in(app, status);
  add_evidence(app, status);
  // The library reports by exception only, --help among them.
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& answer) {
    return app.exit(answer);
  } catch (const CLI::ParseError& error) {
    return unusable(precall::Error{"", error.what(), "see precall-sync --help"});
  }
  return status;
}
