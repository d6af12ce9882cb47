// The verify page's module: receipts and requests against each other and against policies, without
// a network. Only that page downloads it.
#include "base/ed25519.hpp"
#include "base/limits.hpp"
#include "edge.hpp"
#include "session/verify_screen.hpp"

using namespace precall;

namespace {

// The files travel as one JSON array of strings.
constexpr std::size_t files_bytes_max = 8 * limits::evidence_bytes_max;

}  // namespace

extern "C" {
// The page's library; 1 where the signature is right.
__attribute__((import_module("env"), import_name("host_ed25519"))) int host_ed25519(
    const char* message, std::size_t size, const std::uint8_t* signature, const std::uint8_t* key);
}

namespace precall {

bool is_signed(std::string_view message, const Ed25519Signature& signature, const Ed25519Key& key) {
  return host_ed25519(message.data(), message.size(), signature.data(), key.data()) == 1;
}

}  // namespace precall

extern "C" {

// What verification_to_json or fault_to_json says of the files, or {error: …} for a bad call.
const char* precall_verify(const char* files, const char* language) {
  const auto known = parse_language(language);
  if (!known) return reply(Error{"language", "not a language", "use vi or en"});
  const Result<Json> list = parse_json(files, files_bytes_max);
  if (!list) return reply(list.error());
  std::vector<std::string_view> texts;
  for (const Json& text : list.value()) {
    if (!text.is_string()) return reply(Error{"files", "not a list of texts", "pass strings"});
    texts.push_back(text.get_ref<const std::string&>());
  }
  const auto gathered = gather_dossier(texts);
  if (const auto* fault = std::get_if<FileFault>(&gathered)) {
    return reply(fault_to_json(*fault, *known));
  }
  const Dossier& dossier = *std::get_if<Dossier>(&gathered);
  return reply(verification_to_json(dossier, verify_dossier(dossier), *known));
}

}  // extern "C"
