// The way of one submission into a back end, one request after the other.
#include "sync/targets/http_target.hpp"

#include <algorithm>

#include "sync/targets/content.hpp"
#include "sync/targets/http_request.hpp"
#include "sync/targets/remote_json.hpp"
#include "sync/webhook_signature.hpp"

namespace precall::sync {
namespace {

// A back end that names a longer time is asked once a day all the same.
constexpr std::int64_t retry_after_seconds_max = 86400;

bool listed(const std::vector<unsigned>& statuses, unsigned status) {
  return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

bool is_transient(unsigned status) {
  return status == 408 || status == 425 || status == 429 || status >= 500;
}

bool is_success(unsigned status) {
  return status >= 200 && status < 300;
}

std::string answered(unsigned status) {
  return "the back end answered " + std::to_string(status);
}

DeliveryOutcome judge_fault(RemoteFault fault, bool lookup) {
  const std::string reason(words_of(fault));
  switch (fault) {
    case RemoteFault::bad_address:
    case RemoteFault::tls:
      return Unusable{reason};
    case RemoteFault::too_long:
      if (lookup) return Unusable{"to the search, " + reason};
      return Refused{reason + "; look there whether it took the request"};
    case RemoteFault::unreachable:
    case RemoteFault::timed_out:
    case RemoteFault::cut_off:
      break;
  }
  return TryLater{reason, {}};
}

std::optional<std::string> id_in(const RemoteResponse& response, const IdSource& source,
                                 const std::string& ours) {
  if (source.kind == IdSource::Kind::ours) return ours;
  if (source.kind == IdSource::Kind::pointer) {
    const auto document = parse_remote_json(response.body);
    return document ? remote_id(at_pointer(*document, source.pointer)) : std::nullopt;
  }
  const std::string_view blank = " \t\r\n";
  std::string_view text = response.body;
  text.remove_prefix(std::min(text.find_first_not_of(blank), text.size()));
  text = text.substr(0, text.find_last_not_of(blank) + 1);
  return remote_id(text);
}

std::optional<Error> check_supplied(const std::map<std::string, std::string>& declared,
                                    const std::string& prefix, const Values& supplied) {
  for (const auto& [name, purpose] : declared) {
    if (supplied.count(prefix + "." + name) == 0) {
      return Error{prefix + "s/" + name, "missing", "the mapping needs it: " + purpose};
    }
  }
  for (const auto& [name, value] : supplied) {
    if (name.starts_with(prefix + ".") && declared.count(name.substr(prefix.size() + 1)) == 0) {
      return Error{prefix + "s/" + name.substr(prefix.size() + 1), "unknown to the mapping",
                   "remove it, or declare it there"};
    }
  }
  return std::nullopt;
}

std::optional<Error> check_url(const RequestTemplate& request, const Values& supplied) {
  const std::string name = request.url.leading_name();
  if (name.empty()) return std::nullopt;
  auto error = check_base_url(supplied.at(name));
  if (error) error->place = "variables/" + name.substr(name.find('.') + 1);
  return error;
}

std::optional<Error> check(const Mapping& mapping, const Values& supplied) {
  if (auto error = check_supplied(mapping.variables, "variable", supplied)) return error;
  if (auto error = check_supplied(mapping.secrets, "secret", supplied)) return error;
  if (auto error = check_url(mapping.create.request, supplied)) return error;
  if (mapping.find) {
    if (auto error = check_url(mapping.find->request, supplied)) return error;
  }
  if (mapping.verify) {
    if (auto error = check_url(*mapping.verify, supplied)) return error;
  }
  const std::string& signing = mapping.create.sign_secret;
  if (!signing.empty() && !webhook_key(supplied.at("secret." + signing))) {
    return Error{"secrets/" + signing, "not a webhook's secret",
                 "it is \"whsec_\" and the base64 of 24 to 64 bytes"};
  }
  return std::nullopt;
}

}  // namespace

Result<std::unique_ptr<HttpTarget>> HttpTarget::make(std::string id, Mapping mapping,
                                                     Values supplied, SendHttp send, Clock clock,
                                                     Clock steady) {
  if (auto error = check(mapping, supplied)) return *error;
  return std::unique_ptr<HttpTarget>(new HttpTarget(std::move(id), std::move(mapping),
                                                    std::move(supplied), std::move(send),
                                                    std::move(clock), std::move(steady)));
}

HttpTarget::HttpTarget(std::string id, Mapping mapping, Values supplied, SendHttp send, Clock clock,
                       Clock steady)
    : id_(std::move(id)),
      mapping_(std::move(mapping)),
      supplied_(std::move(supplied)),
      send_(std::move(send)),
      clock_(std::move(clock)),
      steady_(std::move(steady)) {}

DeliveryOutcome HttpTarget::deliver(const Claim& claim) {
  const auto content = read_content(claim.submission);
  if (!content) return Refused{"the stored submission is not JSON"};
  Attempt attempt{claim.submission, content_values(claim.submission, *content)};
  attempt.values.insert(supplied_.begin(), supplied_.end());
  // Of a first attempt it is known that nothing was sent before.
  if (mapping_.find && !claim.last_attempt_at) settling_[claim.submission.id] = Instant{0};
  auto found = look_before(claim, attempt);
  const bool created = !found;
  DeliveryOutcome outcome = found ? *std::move(found) : create(std::move(attempt));
  if (mapping_.find) remember(claim.submission.id, outcome, created);
  return outcome;
}

// An attempt that may have arrived unheard keeps the search from being trusted for a while.
void HttpTarget::remember(const std::string& submission_id, const DeliveryOutcome& outcome,
                          bool created) {
  const bool open = std::holds_alternative<TryLater>(outcome);
  if (open && created) {
    settling_[submission_id] = Instant{steady_().seconds + mapping_.find->settle_s};
  } else if (!open && !std::holds_alternative<NotYet>(outcome)) {
    settling_.erase(submission_id);
  }
}

std::optional<DeliveryOutcome> HttpTarget::look_before(const Claim& claim, const Attempt& attempt) {
  if (mapping_.find) {
    if (const auto seconds = seconds_to_settle(claim)) {
      return NotYet{"an earlier attempt may have arrived; waiting until the search shows it",
                    *seconds};
    }
    return find(attempt);
  }
  if (!mapping_.memory_s || !claim.first_attempt_at) return std::nullopt;
  if (clock_().seconds - claim.first_attempt_at->seconds <= *mapping_.memory_s) return std::nullopt;
  return Refused{
      "an earlier attempt may have arrived, and the back end no longer remembers its key; look "
      "there, then release or discard it"};
}

std::optional<std::int64_t> HttpTarget::seconds_to_settle(const Claim& claim) {
  if (!claim.last_attempt_at) return std::nullopt;
  const std::int64_t now = steady_().seconds;
  const auto [entry, added] =
      settling_.try_emplace(claim.submission.id, Instant{now + mapping_.find->settle_s});
  if (entry->second.seconds <= now) return std::nullopt;
  return entry->second.seconds - now;
}

std::optional<RemoteRequest> HttpTarget::build(const RequestTemplate& request,
                                               const Attempt& attempt) const {
  return fill_request(request, mapping_.basic, attempt.values, attempt.submission.bytes);
}

// Nothing if there is no item of ours, so that one can be made.
std::optional<DeliveryOutcome> HttpTarget::find(const Attempt& attempt) const {
  const FindTemplate& find = *mapping_.find;
  const auto request = build(find.request, attempt);
  if (!request) return Unusable{"a header of the search would break its line"};
  const RemoteOutcome outcome = send_(*request);
  if (const auto* fault = std::get_if<RemoteFault>(&outcome)) {
    return judge_fault(*fault, true);
  }
  const auto& response = *std::get_if<RemoteResponse>(&outcome);
  if (listed(find.none_status, response.status)) return std::nullopt;
  if (!is_success(response.status)) return judge(response, true);
  const auto document = parse_remote_json(response.body);
  if (!document) return Unusable{"the search answers with something else than JSON"};
  if (!find.none.empty() && holds_all(*document, find.none)) return std::nullopt;
  const Json* items = at_pointer(*document, find.items);
  if (items == nullptr || !items->is_array()) {
    return Unusable{"the search's answer has no list at \"" + find.items + "\""};
  }
  for (const Json& item : *items) {
    if (!holds_token(item, attempt.submission.id)) continue;
    const auto id = remote_id(at_pointer(item, find.id));
    if (!id) return Unusable{"what the search found has no id at \"" + find.id + "\""};
    return Delivered{*id};
  }
  if (items->empty() || find.fuzzy) return std::nullopt;
  return Unusable{
      "the search finds items without our id: its filter is ignored, or does not show "
      "the field that holds it"};
}

DeliveryOutcome HttpTarget::create(Attempt attempt) const {
  auto request = build(mapping_.create.request, attempt);
  if (!request) return Refused{"a header would break its line"};
  sign(*request, attempt.submission);
  const RemoteOutcome outcome = send_(*request);
  if (const auto* fault = std::get_if<RemoteFault>(&outcome)) {
    return judge_fault(*fault, false);
  }
  const auto& response = *std::get_if<RemoteResponse>(&outcome);
  if (listed(mapping_.exists_status, response.status)) return existing(response, attempt);
  const auto& ok_status = mapping_.create.ok_status;
  const bool ok =
      ok_status.empty() ? is_success(response.status) : listed(ok_status, response.status);
  if (!ok) return judge(response, false);
  return created(response, std::move(attempt));
}

DeliveryOutcome HttpTarget::created(const RemoteResponse& response, Attempt attempt) const {
  const CreateTemplate& create = mapping_.create;
  if (!create.ok.empty()) {
    const auto document = parse_remote_json(response.body);
    if (!document || !holds_all(*document, create.ok)) {
      return Refused{answered(response.status) + ", but not with what means success; look there"};
    }
  }
  const auto id = id_in(response, create.id, attempt.submission.id);
  if (!id) return Refused{answered(response.status) + ", but with no id of a new item; look there"};
  if (!mapping_.verify) return Delivered{*id};
  return verify(std::move(attempt), *id);
}

DeliveryOutcome HttpTarget::existing(const RemoteResponse& response, const Attempt& attempt) const {
  if (!mapping_.find) {
    const auto id = id_in(response, mapping_.create.id, attempt.submission.id);
    return Delivered{id.value_or(attempt.submission.id)};
  }
  auto outcome = find(attempt);
  if (outcome) return *std::move(outcome);
  return Refused{answered(response.status) +
                 ", which means that it has the request, but the search does not find it"};
}

// The item is there: this only tells whether our id is in it. What cannot be asked just now is not
// held against it, and nothing here may lead to a second item.
DeliveryOutcome HttpTarget::verify(Attempt attempt, const std::string& remote_id) const {
  attempt.values["remote_id"] = remote_id;
  const std::string made = "made as " + remote_id + ", but ";
  const auto request = build(*mapping_.verify, attempt);
  if (!request)
    return Refused{made + "a header would break its line when it is looked up", remote_id};
  const RemoteOutcome outcome = send_(*request);
  if (const auto* fault = std::get_if<RemoteFault>(&outcome)) {
    if (std::holds_alternative<TryLater>(judge_fault(*fault, true))) return Delivered{remote_id};
    return Refused{made + "when it is looked up, " + std::string(words_of(*fault)), remote_id};
  }
  const auto& response = *std::get_if<RemoteResponse>(&outcome);
  if (is_transient(response.status)) return Delivered{remote_id};
  if (!is_success(response.status)) {
    return Refused{made + "when it is looked up, " + answered(response.status), remote_id};
  }
  const auto document = parse_remote_json(response.body);
  if (document && holds_token(*document, attempt.submission.id)) return Delivered{remote_id};
  return Refused{made + "our id does not stand in it: the back end dropped the field", remote_id};
}

void HttpTarget::sign(RemoteRequest& request, const SpooledSubmission& submission) const {
  const std::string& name = mapping_.create.sign_secret;
  if (name.empty()) return;
  const Instant now = clock_();
  const auto key = webhook_key(supplied_.at("secret." + name));
  request.headers.push_back({"webhook-id", submission.id});
  request.headers.push_back({"webhook-timestamp", std::to_string(now.seconds)});
  request.headers.push_back(
      {"webhook-signature", webhook_signature(*key, submission.id, now, request.body)});
}

DeliveryOutcome HttpTarget::judge(const RemoteResponse& response, bool lookup) const {
  const unsigned status = response.status;
  const std::string reason = (lookup ? "to the search, " : "") + answered(status);
  if (listed(mapping_.pause_status, status)) return Unusable{reason};
  if (listed(mapping_.retry_status, status) || is_transient(status)) {
    auto after = response.retry_after_seconds;
    if (after) after = std::min(*after, retry_after_seconds_max);
    return TryLater{reason, after};
  }
  // A search holds nothing of the submission but its id, so that no other would fare better.
  if (lookup) return Unusable{reason};
  if (status == 403) return Doubtful{reason};
  return Refused{reason};
}

}  // namespace precall::sync
