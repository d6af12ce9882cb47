// Reads the "targets" of the configuration.
#include <algorithm>
#include <string_view>

#include "base/limits.hpp"
#include "policy/part_reader.hpp"
#include "sync/address.hpp"
#include "sync/config.hpp"

namespace precall::sync {
namespace {

SecretSource read_secret(const Json& value, const Place& place, Reader& reader) {
  SecretSource source;
  if (!reader.object(value, place, "file env")) return source;
  const bool file = Reader::find(value, "file") != nullptr;
  if (file == (Reader::find(value, "env") != nullptr)) {
    reader.fail(place, "not a place of a secret", "write {\"file\": path} or {\"env\": NAME}");
    return source;
  }
  source.kind = file ? SecretSource::Kind::file : SecretSource::Kind::environment;
  source.name = read_path(value, place, file ? "file" : "env", reader);
  return source;
}

// The members of an optional object whose keys are names of the user's own.
template <class Read>
void read_named(const Json& object, const Place& place, std::string_view key, Reader& reader,
                Read read) {
  const Json* named = Reader::find(object, key);
  if (named == nullptr) return;
  const Place inside = child(place, key);
  if (!named->is_object()) return reader.fail(inside, "not an object", "write {NAME: …}");
  if (named->size() > limits::config_entries_max) {
    return reader.fail(inside, "too many members", "remove some");
  }
  for (const auto& item : named->items()) {
    if (!is_id(item.key())) {
      return reader.fail(child(inside, item.key()), "not a name",
                         "use lower-case letters, digits and _, a letter first");
    }
    read(item.key(), item.value(), child(inside, item.key()));
  }
}

FileTargetConfig read_file_target(const Json& target, const Place& place, Reader& reader) {
  reader.object(target, place, "id kind directory");
  return FileTargetConfig{read_path(target, place, "directory", reader)};
}

HttpTargetConfig read_http_target(const Json& target, const Place& place, Reader& reader) {
  HttpTargetConfig config;
  reader.object(target, place, "id kind mapping variables secrets");
  config.mapping = read_path(target, place, "mapping", reader);
  read_named(target, place, "variables", reader,
             [&](const std::string& name, const Json& value, const Place& at) {
               const auto* text = value.get_ptr<const std::string*>();
               if (text == nullptr) return reader.fail(at, "not a string", "write a string");
               config.variables[name] = *text;
             });
  read_named(target, place, "secrets", reader,
             [&](const std::string& name, const Json& value, const Place& at) {
               config.secrets[name] = read_secret(value, at, reader);
             });
  return config;
}

// Whatever could end a header line or an address in it is refused.
bool is_mail_address(std::string_view text) {
  const std::size_t at = text.find('@');
  const auto fits = [](char c) {
    return c > ' ' && c < 0x7f && c != '<' && c != '>' && c != ',' && c != '"' && c != ';';
  };
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), fits);
}

std::string read_mail_address(const Json& value, const Place& place, Reader& reader) {
  const auto* text = value.get_ptr<const std::string*>();
  if (text != nullptr && is_mail_address(*text)) return *text;
  reader.fail(place, "not a mail address", "write it like \"support@example.vn\"");
  return {};
}

MailTargetConfig read_mail_target(const Json& target, const Place& place, Reader& reader) {
  MailTargetConfig config;
  reader.object(target, place, "id kind server plain from to username password");
  config.server = reader.string(target, place, "server");
  const std::size_t host = config.server.find("://");
  const std::string_view scheme = std::string_view(config.server).substr(0, host);
  if ((scheme != "smtps" && scheme != "smtp") || host == std::string::npos ||
      !is_host_and_port(std::string_view(config.server).substr(host + 3))) {
    reader.fail(child(place, "server"), "not a mail server",
                "write it like \"smtps://mail.example.vn\" or \"smtp://127.0.0.1:25\"");
  }
  config.plain = reader.optional_boolean(target, place, "plain");
  config.from =
      read_mail_address(reader.member(target, place, "from"), child(place, "from"), reader);
  const Json& to = reader.array(target, place, "to", limits::config_entries_max);
  if (to.empty()) reader.fail(child(place, "to"), "nobody", "name at least one mailbox");
  for (std::size_t i = 0; i < to.size(); ++i) {
    config.to.push_back(read_mail_address(to[i], child(child(place, "to"), i), reader));
  }
  config.username = reader.optional_string(target, place, "username");
  if (const Json* password = Reader::find(target, "password")) {
    config.password = read_secret(*password, child(place, "password"), reader);
  }
  if (config.username.empty() != !config.password.has_value()) {
    reader.fail(place, "a username and a password belong together", "write both or neither");
  }
  return config;
}

TargetConfig read_target(const Json& value, const Place& place, Reader& reader) {
  TargetConfig target;
  if (!value.is_object()) {
    reader.fail(place, "not an object", "write a target with an id and a kind");
    return target;
  }
  target.id = reader.string(value, place, "id");
  if (!is_id(target.id)) {
    reader.fail(child(place, "id"), "not an id",
                "use lower-case letters, digits and _, a letter first");
  }
  const std::string kind = reader.string(value, place, "kind");
  if (kind == "file") {
    target.kind = read_file_target(value, place, reader);
  } else if (kind == "http") {
    target.kind = read_http_target(value, place, reader);
  } else if (kind == "mail") {
    target.kind = read_mail_target(value, place, reader);
  } else {
    reader.fail(child(place, "kind"), "not a kind of target", "known are: file http mail");
  }
  return target;
}

}  // namespace

std::vector<TargetConfig> read_targets(const Json& root, Reader& reader) {
  std::vector<TargetConfig> targets;
  const Json& list = reader.array(root, "", "targets", limits::config_entries_max);
  if (list.empty()) reader.fail("/targets", "no target", "name at least one place to deliver to");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Place place = child("/targets", i);
    TargetConfig target = read_target(list[i], place, reader);
    const bool taken = std::any_of(targets.begin(), targets.end(),
                                   [&](const auto& other) { return other.id == target.id; });
    if (taken) reader.fail(child(place, "id"), "used twice", "give every target its own id");
    targets.push_back(std::move(target));
  }
  return targets;
}

}  // namespace precall::sync
