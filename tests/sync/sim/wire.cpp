// Reads requests as a server does, and writes its answers.
#include "wire.hpp"

#include <algorithm>

#include "../support.hpp"
#include "sync/targets/http_target.hpp"
#include "sync/targets/mail_target.hpp"

namespace precall::sync::sim {
namespace {

// The machine goes down at one in so many exchanges, before it, and as often after it.
constexpr std::uint64_t exchanges_per_crash = 60;
constexpr const char* url = "https://desk.example";

// Where the back end deduplicates by our key.
constexpr const char* keyed_mapping = R"({
  "format": "precall.mapping/1",
  "variables": {"url": "where it is"},
  "create": {"method": "POST", "url": "{{variable.url}}/items", "submission": true,
             "headers": {"Idempotency-Key": "{{id}}"}, "id": "/id"}})";

// Where it has to be searched, and what was made is looked at once more.
constexpr const char* searched_mapping = R"({
  "format": "precall.mapping/1",
  "variables": {"url": "where it is"},
  "create": {"method": "POST", "url": "{{variable.url}}/items", "submission": true,
             "headers": {"Idempotency-Key": "{{id}}"}, "id": "/id"},
  "find": {"method": "GET", "url": "{{variable.url}}/items?key={{id}}", "items": "/items",
           "id": "/id", "none_status": [404], "settle_s": 30},
  "verify": {"method": "GET", "url": "{{variable.url}}/items/{{remote_id}}"}})";
static_assert(Backend::search_lag_max <= 30);

std::string after(const std::string& text, std::string_view mark) {
  const std::size_t found = text.find(mark);
  return found == std::string::npos ? std::string() : text.substr(found + mark.size());
}

Reply perform(Backend& backend, const RemoteRequest& request) {
  if (request.method == "POST") {
    const auto key =
        std::find_if(request.headers.begin(), request.headers.end(),
                     [](const HttpHeader& header) { return header.name == "Idempotency-Key"; });
    return backend.create(key == request.headers.end() ? "" : key->value, request.body);
  }
  const std::string key = after(request.url, "?key=");
  return key.empty() ? backend.get(after(request.url, "/items/")) : backend.find(key);
}

// One item for `create` and `get`, a list for `find`.
std::string body_of(const Reply& reply, const RemoteRequest& request) {
  if (reply.remote_id.empty()) return "{}";
  const Json item = {{"id", reply.remote_id}, {"key", reply.key}};
  const bool list = request.url.find("?key=") != std::string::npos;
  return canonical(list ? Json{{"items", {item}}} : item);
}

RemoteFault fault_of(const Reply& reply) {
  return reply.connected ? RemoteFault::timed_out : RemoteFault::unreachable;
}

// The request as the customer froze it, out of what is attached for a person.
std::string submission_in(const Mail& mail) {
  return canonical(test::json_of(mail.attachment)["submission"]);
}

std::string message_id_of(const Mail& mail) {
  for (const HttpHeader& header : mail.headers) {
    if (header.name == "Message-ID") return header.value.substr(1, header.value.find('@') - 1);
  }
  return {};
}

}  // namespace

std::unique_ptr<Target> Wire::target_for(Backend& backend, const Edges& edges) {
  if (backend.kind() == BackendKind::mailbox) {
    MailTargetConfig config;
    config.server = "smtps://mail.example";
    config.from = "requests@shop.example";
    config.to = {"desk@shop.example"};
    return std::make_unique<MailTarget>(
        backend.name(), config, "",
        [this, &backend](const MailServer&, const Mail& mail) { return send(backend, mail); });
  }
  const bool search = backend.kind() == BackendKind::searchable;
  auto mapping = parse_mapping(search ? searched_mapping : keyed_mapping);
  if (!mapping) return nullptr;
  auto target = HttpTarget::make(
      backend.name(), std::move(mapping).value(), Values{{"variable.url", url}},
      [this, &backend](const RemoteRequest& request) { return exchange(backend, request); },
      edges.clock, edges.steady);
  if (!target) return nullptr;
  return std::move(target).value();
}

// A machine that is down sends nothing, and whatever is answered here is never recorded.
RemoteOutcome Wire::exchange(Backend& backend, const RemoteRequest& request) {
  crash_perhaps();
  if (disk_.down() || loses()) return RemoteFault::cut_off;
  const Reply reply = perform(backend, request);
  crash_perhaps();
  if (loses()) return RemoteFault::timed_out;
  if (!reply.status) return fault_of(reply);
  return RemoteResponse{*reply.status, body_of(reply, request), reply.retry_after};
}

MailOutcome Wire::send(Backend& backend, const Mail& mail) {
  crash_perhaps();
  if (disk_.down() || loses()) return RemoteFault::cut_off;
  const Reply reply = backend.create(message_id_of(mail), submission_in(mail));
  crash_perhaps();
  if (loses()) return RemoteFault::timed_out;
  if (!reply.status) return fault_of(reply);
  if (*reply.status < 300) return MailReply{250, true, false};
  if (*reply.status == 401) return MailReply{535, false, true};
  if (*reply.status == 403) return MailReply{554, true, false};
  return MailReply{451, true, false};
}

void Wire::crash_perhaps() {
  if (!crashes_ || !chance_.one_in(exchanges_per_crash)) return;
  disk_.crash(chance_.one_in(2) ? CrashKind::process : CrashKind::power);
}

}  // namespace precall::sync::sim
