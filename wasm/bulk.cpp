// The module for programs that hold many full answers as numbers: verdicts in nanoseconds, without
// JSON. Pages never download it.
#include <deque>

#include "edge.hpp"
#include "rules/table.hpp"

using namespace precall;

namespace {

std::deque<VerdictTable>& tables() {
  static std::deque<VerdictTable> instance;
  return instance;
}

}  // namespace

extern "C" {

// {table, stride, rules}: the number to classify by, how many 32-bit values one set of answers
// takes (see classify() in rules/table.hpp), and how many rules there are. Or {error: …}.
const char* precall_bulk_load(const char* policy_text) {
  const Result<CompiledPolicy> compiled = load_policy(policy_text);
  if (!compiled) return reply(compiled.error());
  const VerdictTable& table = tables().emplace_back(make_table(compiled.value()));
  Json json = Json::object();
  set_number(json, "table", static_cast<std::int64_t>(tables().size() - 1));
  set_number(json, "stride", static_cast<std::int64_t>(table.answer_stride()));
  set_number(json, "rules", static_cast<std::int64_t>(table.rule_count));
  return reply(json);
}

// The verdict as 0 eligible, 1 may_be_refused, 2 conditions_not_met, and the rules that fire as
// bits of `fired`, 64 a word. -1 if there is no such table. Precondition: every answer is in its
// question's range.
int precall_bulk_classify(int table, const std::int32_t* answers, int today, std::uint64_t* fired) {
  const auto index = static_cast<std::size_t>(table);
  if (index >= tables().size()) return -1;
  return static_cast<int>(classify(tables()[index], answers, today, fired));
}

}  // extern "C"
