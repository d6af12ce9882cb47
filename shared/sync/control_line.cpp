// The two kinds of line, and how errors cross the socket.
#include "sync/control_line.hpp"

#include "base/limits.hpp"
#include "sync/control.hpp"
#include "sync/depot.hpp"
#include "sync/files.hpp"
#include "sync/http.hpp"
#include "sync/signing.hpp"
#include "sync/spool_sqlite.hpp"

namespace precall::sync {
namespace {

// Verifying reads the whole spool.
constexpr std::chrono::minutes patience{10};

constexpr unsigned done = 200;
constexpr unsigned refused = 422;
constexpr unsigned not_now = 503;

Error error_in(const std::string& path, const HttpResponse& response) {
  const auto body = parse_json(response.body, limits::config_bytes_max);
  const auto member = [&](std::string_view key) {
    const Json* value = body ? Reader::find(body.value(), key) : nullptr;
    const auto* text = value == nullptr ? nullptr : value->get_ptr<const std::string*>();
    return text == nullptr ? std::string() : *text;
  };
  if (member("problem").empty()) {
    return Error{path, "the running process answered " + std::to_string(response.status),
                 "see its log"};
  }
  return Error{member("place"), member("problem"), member("remedy")};
}

HttpResponse error_response(unsigned status, const Error& error) {
  const Json body = {{"place", error.place}, {"problem", error.problem}, {"remedy", error.remedy}};
  return HttpResponse{status, "application/json", canonical(body), {}};
}

class RemoteLine : public ControlLine {
 public:
  explicit RemoteLine(std::string path) : path_(std::move(path)) {}

  Result<std::string> perform(const std::string& command, const std::string& arguments) override {
    const auto response = post_over_unix_socket(path_, "/" + command, arguments, patience);
    if (!response) return response.error();
    if (response->status != done) return error_in(path_, response.value());
    return response->body;
  }
  Result<IntakeOutcome> submit(const std::string& bytes) override {
    const auto response = post_over_unix_socket(path_, std::string(submit_path), bytes, patience);
    if (!response) return response.error();
    if (response->status == done) return IntakeOutcome(Stored{response->body});
    const bool later = response->status == not_now;
    return IntakeOutcome(Refusal{later ? RefusalKind::unavailable : RefusalKind::not_accepted,
                                 error_in(path_, response.value())});
  }

 private:
  std::string path_;
};

class LocalLine : public ControlLine {
 public:
  LocalLine(std::unique_ptr<Spool> spool, std::vector<std::string> keys, const Edges& edges)
      : spool_(std::move(spool)), keys_(std::move(keys)), edges_(edges) {}

  Result<std::string> perform(const std::string& command, const std::string& arguments) override {
    const auto keys = [this] { return public_keys_in(keys_); };
    return sync::perform(ControlScope{*spool_, edges_.clock, {}, [] {}, keys}, command, arguments);
  }
  Result<IntakeOutcome> submit(const std::string&) override {
    return Error{"spool", "was opened to look at it", "open it to submit"};
  }

 private:
  std::unique_ptr<Spool> spool_;
  std::vector<std::string> keys_;
  Edges edges_;
};

class DepotLine : public ControlLine {
 public:
  DepotLine(std::unique_ptr<Depot> depot, const Edges& edges)
      : depot_(std::move(depot)), edges_(edges) {}

  Result<std::string> perform(const std::string& command, const std::string& arguments) override {
    const auto keys = [this] { return depot_->keys().public_keys(); };
    return sync::perform(ControlScope{depot_->spool(), edges_.clock, {}, [] {}, keys}, command,
                         arguments);
  }
  Result<IntakeOutcome> submit(const std::string& bytes) override {
    return depot_->intake().take(bytes);
  }

 private:
  std::unique_ptr<Depot> depot_;
  Edges edges_;
};

}  // namespace

Result<std::unique_ptr<ControlLine>> open_control_line(const Config& config, ControlPurpose purpose,
                                                       const Edges& edges) {
  using Line = std::unique_ptr<ControlLine>;
  if (purpose == ControlPurpose::look && !file_exists(config.spool)) {
    return Error{config.spool, "there is no spool", "start precall-sync serve once"};
  }
  if (is_listened_on(config.control)) return Line(std::make_unique<RemoteLine>(config.control));
  // Either no process has the spool, or opening it says that one does.
  if (purpose == ControlPurpose::submit) {
    auto depot = Depot::open(config, edges);
    if (!depot) return depot.error();
    return Line(std::make_unique<DepotLine>(std::move(depot).value(), edges));
  }
  auto spool = SqliteSpool::open(config.spool);
  if (!spool) return spool.error();
  // Nobody else has it, so nothing is being sent. What a full disk keeps from being recorded can be
  // looked at all the same.
  static_cast<void>(spool.value()->recover(edges.clock()));
  return Line(std::make_unique<LocalLine>(std::move(spool).value(), config.signing_keys, edges));
}

HttpResponse control_response(const Result<std::string>& answer) {
  if (answer) return HttpResponse{done, "application/json", answer.value(), {}};
  return error_response(refused, answer.error());
}

HttpResponse submit_response(const IntakeOutcome& outcome) {
  if (const auto* stored = std::get_if<Stored>(&outcome)) {
    return HttpResponse{done, "application/json", stored->receipt, {}};
  }
  const auto& refusal = *std::get_if<Refusal>(&outcome);
  const bool later = refusal.kind == RefusalKind::unavailable;
  return error_response(later ? not_now : refused, refusal.error);
}

}  // namespace precall::sync
