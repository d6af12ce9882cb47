// What the commands of precall-sync share: exit codes, the config, errors on one line.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "sync/config.hpp"
#include "sync/control_line.hpp"
#include "sync/edges.hpp"

namespace precall::sync::tool {

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;    // the spool failed, a check found something, or a request
                                         // was refused or matched nothing
inline constexpr int exit_unusable = 2;  // input that cannot be used; one line on stderr says why
inline constexpr int exit_later = 75;    // EX_TEMPFAIL of sysexits.h: the same bytes may be taken
                                         // later, and what hands mail to programs tries them again

// Prints the error as one line and returns the exit code.
int unusable(const Error& error);
int failed(const Error& error);
int later(const Error& error);

// Clock, chance and a log on standard error.
Edges real_edges();
// The same without a log: a command says what it has to say by itself.
Edges quiet_edges();

// Adds a command with its --config to `app`. Running it loads the config, calls `run` and sets
// `status`, the exit code.
CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& help, int& status,
                      std::function<int(const Config&)> run);

// The line to the spool, handed to `use`; an Error instead is unusable input, but of what is to be
// handed in, which may be taken later.
int with_line(const Config& config, ControlPurpose purpose,
              const std::function<int(ControlLine&)>& use);

// Each adds its commands to `app`.
void add_serve(CLI::App& app, int& status);      // serve, send
void add_status(CLI::App& app, int& status);     // status
void add_decisions(CLI::App& app, int& status);  // release, discard, erase
void add_hand_in(CLI::App& app, int& status);    // import, enqueue
void add_evidence(CLI::App& app, int& status);   // export, verify

}  // namespace precall::sync::tool
