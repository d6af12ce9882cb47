// `precall submission verify`: whether a receipt and a request are what they say.
#include <iostream>
#include <memory>

#include "base/limits.hpp"
#include "session/verify_screen.hpp"
#include "tools/command.hpp"

namespace precall::tool {
namespace {

struct VerifyOptions {
  std::vector<std::string> files;
  std::vector<std::string> policies;
  std::vector<std::string> keys;
  std::string language = "vi";
  bool json = false;
};

std::string_view sign_of(const Json& check) {
  return is_string(check["holds"], "yes") ? "✓" : is_string(check["holds"], "no") ? "✗" : "?";
}

std::string text_of(const Json& object, const char* key) {
  return object[key].get_ref<const std::string&>();
}

void print_words(const Json& shown) {
  for (const Json& check : shown["checks"]) {
    std::cout << sign_of(check) << " " << text_of(check, "text") << "\n";
    if (check.contains("detail")) std::cout << "    " << text_of(check, "detail") << "\n";
  }
  std::cout << text_of(shown, "heading") << ".\n" << text_of(shown, "note") << "\n";
}

int verify(const VerifyOptions& options) {
  const auto language = parse_language(options.language);
  if (!language) return unusable({"--lang", "not a language", "write vi or en"});
  std::vector<std::string> paths = options.files;
  paths.insert(paths.end(), options.policies.begin(), options.policies.end());
  paths.insert(paths.end(), options.keys.begin(), options.keys.end());
  std::vector<std::string> texts;
  for (const std::string& path : paths) {
    Result<std::string> text = read_all(path, limits::evidence_bytes_max);
    if (!text) return unusable(text.error());
    texts.push_back(std::move(text).value());
  }
  const auto gathered = gather_dossier({texts.begin(), texts.end()});
  if (const auto* fault = std::get_if<FileFault>(&gathered)) {
    const bool one = fault->problem != FileProblem::no_request;
    return unusable(one ? within(paths[fault->file], fault->error) : fault->error);
  }
  const Dossier& dossier = *std::get_if<Dossier>(&gathered);
  const Verification verification = verify_dossier(dossier);
  const Json shown = verification_to_json(dossier, verification, *language);
  if (options.json) {
    std::cout << shown.dump(2) << "\n";
  } else {
    print_words(shown);
  }
  return verification.result() == Holds::no ? exit_failed : exit_done;
}

}  // namespace

void add_submission_verify(CLI::App& parent, int& status) {
  const auto options = std::make_shared<VerifyOptions>();
  CLI::App* command = parent.add_subcommand(
      "verify",
      "Check a saved request, or a receipt and its submission, without a network: the digest, the\n"
      "signature, the code, the consents, and the verdict worked out again by the policy it was "
      "made under.\n"
      "Exit codes: 0 nothing speaks against it, 1 a check failed, 2 unusable input.");
  command->add_option("files", options->files, "a saved request; or a receipt and a submission")
      ->required();
  command->add_option("--policy", options->policies,
                      "policy file, to work the verdict out again; may be given more than once");
  command->add_option("--keys", options->keys,
                      "the receiver's public keys (its /v1/keys), to check the signature; may be\n"
                      "given more than once");
  command->add_option("--lang", options->language, "vi or en")->capture_default_str();
  command->add_flag("--json", options->json,
                    "one JSON object: holds, heading, checks, note, receipt, review");
  command->callback([options, &status] { status = verify(*options); });
}

}  // namespace precall::tool
