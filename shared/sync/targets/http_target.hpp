// Delivery to a back end over HTTP, as a mapping says: look for our id, make the item if it is not
// there, read its id, and look at it once more.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "sync/edges.hpp"
#include "sync/outgoing.hpp"
#include "sync/target.hpp"
#include "sync/targets/mapping.hpp"

namespace precall::sync {

class HttpTarget : public Target {
 public:
  // `supplied` are the variables and secrets of the config, as "variable.NAME" and "secret.NAME".
  // Fails if they are not the ones that the mapping declares, or unfit for where they go.
  static Result<std::unique_ptr<HttpTarget>> make(std::string id, Mapping mapping, Values supplied,
                                                  SendHttp send, Clock clock, Clock steady);

  const std::string& id() const override { return id_; }
  std::int64_t min_interval_ms() const override { return mapping_.min_interval_ms; }

  // What each answer means:
  //   to `find`    an item that holds our id as a whole token: delivered. Nothing found: create.
  //                Items without our id: the filter is ignored; Unusable, before anything is made.
  //                Any other answer that will not change by itself: Unusable.
  //   to `create`  success with an id: delivered, unless `verify` shows that our id is not in it.
  //                2xx without an id or without what `ok` asks for, 3xx, other 4xx: Refused.
  //                403: Doubtful. `pause_status`, no TLS, no address: Unusable.
  //                408, 425, 429, 5xx, no or half an answer: TryLater, after Retry-After.
  // An earlier attempt may have arrived: with `find` the search gets `settle_s` by the steady clock
  // to catch up first (NotYet); without, a request older than `memory_s` is Refused.
  DeliveryOutcome deliver(const Claim& claim) override;

 private:
  HttpTarget(std::string id, Mapping mapping, Values supplied, SendHttp send, Clock clock,
             Clock steady);

  // What an attempt works with.
  struct Attempt {
    const SpooledSubmission& submission;
    Values values;
  };

  std::optional<DeliveryOutcome> look_before(const Claim& claim, const Attempt& attempt);
  std::optional<std::int64_t> seconds_to_settle(const Claim& claim);
  void remember(const std::string& submission_id, const DeliveryOutcome& outcome, bool created);
  std::optional<DeliveryOutcome> find(const Attempt& attempt) const;
  DeliveryOutcome create(Attempt attempt) const;
  DeliveryOutcome created(const RemoteResponse& response, Attempt attempt) const;
  DeliveryOutcome existing(const RemoteResponse& response, const Attempt& attempt) const;
  DeliveryOutcome verify(Attempt attempt, const std::string& remote_id) const;
  // Nothing if a header would break its line.
  std::optional<RemoteRequest> build(const RequestTemplate& request, const Attempt& attempt) const;
  void sign(RemoteRequest& request, const SpooledSubmission& submission) const;
  // Of statuses that are no success; `lookup` tells find and verify from create.
  DeliveryOutcome judge(const RemoteResponse& response, bool lookup) const;

  std::string id_;
  Mapping mapping_;
  Values supplied_;
  SendHttp send_;
  Clock clock_;
  Clock steady_;
  // Until when, by the steady clock, a search may not show what an attempt made. What an earlier
  // process attempted counts from when it is looked at first: the clock may have been set since.
  std::map<std::string, Instant> settling_;
};

}  // namespace precall::sync
