// The parts of a screen that show what the rules say: the verdict and the board of clauses.
#pragma once

#include <string>
#include <vector>

#include "session/screen.hpp"

namespace precall {

ScreenClause make_clause(const Clause& clause, Language language);

// A verdict in two or three words, for receipts.
std::string verdict_name(Verdict verdict, Language language);

// ok, warn, no or open: how a face colours it.
std::string tone_of(Verdict verdict);

ScreenVerdict make_verdict(const CompiledPolicy& compiled, const Session& session,
                           const Standing& now, Language language);

// Every clause with its state: a clause is as bad as the worst of its rules.
std::vector<BoardEntry> make_board(const CompiledPolicy& compiled, const Standing& now,
                                   Language language);

}  // namespace precall
