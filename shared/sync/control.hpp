// What the operator asks and decides: the same whether the process that serves is asked, or a
// command has opened the spool itself.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/edges.hpp"
#include "sync/sender.hpp"
#include "sync/spool.hpp"

namespace precall::sync {

struct ControlScope {
  Spool& spool;
  Clock clock;
  std::vector<Sender*> senders;           // of the process that serves; none where there is no such
  std::function<void()> released;         // deliveries may have become due
  std::function<Result<KeyRing>()> keys;  // that receipts are signed with
  StoreCheck store_check = StoreCheck::whole;  // what verify asks of the store
};

// Performs one command, whose arguments are a JSON object, and returns a JSON object:
//
//   status   {"state","target","id"}, all optional: which deliveries to list. Without any, those
//            that need a person: held, quarantined, and waiting for a reason.
//            {"targets":{TARGET:{STATE:COUNT}},"paused":{TARGET:{"reason","until","unusable"}},
//             "deliveries":[{"id","code","target","state","attempts","reason","remote_id",
//             "received_at","changed_at","due_at"}],"journal":[…]}; "journal" only for an "id",
//            and "until" null for a target that the config does not have any more
//   release  {"id","target","all","reason"}: one of the first three      {"changed":COUNT}
//   discard  {"id","target","reason"}: "target" is optional              {"changed":COUNT}
//   erase    {"id","reason"}          {"changed":COUNT,"copies":[{"target","remote_id"}]}: those
//            that were ever sent it, and its id there as far as it is known; nobody but they can
//            erase that
//   export   {"after"}: the sequence of the last one seen, 0 at first
//            {"lines":[{"sequence","id","sha256","received_at","receipt","submission","examined",
//             "damaged","states"}]}: a page of them, none at the end
//   verify   {}                             the members of ScanReport, and "sound": true or false;
//            every receipt has to be signed by one of the config's keys, where there are any
//
// Times are RFC 3339 in UTC.
Result<std::string> perform(const ControlScope& scope, std::string_view command,
                            std::string_view arguments);

}  // namespace precall::sync
