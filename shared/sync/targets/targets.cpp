// One case for each kind of target.
#include "sync/targets/targets.hpp"

#include "sync/files.hpp"
#include "sync/targets/file_target.hpp"
#include "sync/targets/http_target.hpp"
#include "sync/targets/mail_target.hpp"
#include "sync/targets/secret.hpp"

namespace precall::sync {
namespace {

using Made = Result<std::unique_ptr<Target>>;

Made make_file_target(const std::string& id, const FileTargetConfig& config) {
  return std::unique_ptr<Target>(std::make_unique<FileTarget>(id, config.directory));
}

Made make_http_target(const std::string& id, const HttpTargetConfig& config, const Edges& edges) {
  auto mapping = load_mapping(config.mapping);
  if (!mapping) return mapping.error();
  Values supplied;
  for (const auto& [name, text] : config.variables) supplied["variable." + name] = text;
  for (const auto& [name, source] : config.secrets) {
    auto secret = read_secret(source);
    if (!secret) return secret.error();
    supplied["secret." + name] = std::move(secret).value();
  }
  auto target = HttpTarget::make(id, std::move(mapping).value(), std::move(supplied), http_sender(),
                                 edges.clock, edges.steady);
  if (!target) return in_file("target " + id, target.error());
  return std::unique_ptr<Target>(std::move(target).value());
}

Made make_mail_target(const std::string& id, const MailTargetConfig& config) {
  std::string password;
  if (config.password) {
    auto secret = read_secret(*config.password);
    if (!secret) return secret.error();
    password = std::move(secret).value();
  }
  return std::unique_ptr<Target>(
      std::make_unique<MailTarget>(id, config, std::move(password), mail_sender()));
}

}  // namespace

Result<std::unique_ptr<Target>> make_target(const TargetConfig& config, const Edges& edges) {
  if (const auto* file = std::get_if<FileTargetConfig>(&config.kind)) {
    return make_file_target(config.id, *file);
  }
  if (const auto* http = std::get_if<HttpTargetConfig>(&config.kind)) {
    return make_http_target(config.id, *http, edges);
  }
  return make_mail_target(config.id, *std::get_if<MailTargetConfig>(&config.kind));
}

}  // namespace precall::sync
