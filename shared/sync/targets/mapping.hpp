// A mapping: how one kind of back end is asked over HTTP, as data. Read strictly from a JSON file;
// ready ones are in sync/mappings/, each with a page.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "sync/targets/template.hpp"

namespace precall::sync {

// Placeholders stand in its strings and in the names of its members.
struct JsonBody {
  Json value;
};
// application/x-www-form-urlencoded.
struct FormBody {
  std::vector<std::pair<std::string, Template>> fields;
};
// The submission, byte for byte as it was frozen.
struct SubmissionBody {};

using Body = std::variant<std::monostate, JsonBody, FormBody, SubmissionBody>;

struct RequestTemplate {
  std::string method;
  Template url;
  std::vector<std::pair<std::string, Template>> headers;
  Body body;
};

struct BasicTemplate {
  Template username;
  Template password;
};

// Values that have to stand at pointers.
using Expected = std::vector<std::pair<std::string, Json>>;

// Where the back end's id stands in the answer to `create`.
struct IdSource {
  enum class Kind { pointer, text, ours };
  Kind kind = Kind::ours;
  std::string pointer;
};

struct CreateTemplate {
  RequestTemplate request;
  std::vector<unsigned> ok_status;  // any 2xx if empty
  Expected ok;
  IdSource id;
  std::string sign_secret;  // the name of the secret to sign with; empty: not signed
};

struct FindTemplate {
  RequestTemplate request;
  std::string items;  // pointer to the list of what was found
  std::string id;     // pointer in an item
  bool fuzzy = false;
  std::vector<unsigned> none_status;
  Expected none;  // nothing was found if all of these stand there
  std::int64_t settle_s = 0;
};

struct Mapping {
  std::map<std::string, std::string> variables;  // name → what it is for
  std::map<std::string, std::string> secrets;
  std::optional<BasicTemplate> basic;
  CreateTemplate create;
  std::optional<FindTemplate> find;
  std::optional<RequestTemplate> verify;
  std::vector<unsigned> exists_status;
  std::vector<unsigned> retry_status;
  std::vector<unsigned> pause_status;
  std::optional<std::int64_t> memory_s;
  std::int64_t min_interval_ms = 0;
};

// The members of the file; those without "(optional)" are required.
//
//   "format"     "precall.mapping/1"
//   "variables"  (optional) {NAME: what it is for}: text that the config supplies
//   "secrets"    (optional) {NAME: what it is for}: secrets that the config supplies
//   "headers"    (optional) {NAME: TEXT}, sent with every request
//   "basic"      (optional) {"username": TEXT, "password": TEXT}: HTTP Basic, with every request
//   "create"     REQUEST and
//                  "ok_status"  (optional) [status] of success; any 2xx if missing
//                  "ok"         (optional) {POINTER: value} that the answer has to hold as well
//                  "id"         where the new item's id stands in the answer: a JSON Pointer,
//                               "text" (the whole of it), or "ours" (it is kept under our id)
//                  "sign"       (optional) {"standard-webhooks": NAME of a secret "whsec_…"}
//   "find"       (optional) REQUEST that looks for our id before anything is made, and
//                  "items"        POINTER to the list of what was found
//                  "id"           POINTER to the id in an item
//                  "fuzzy"        (optional) true where the search may find others besides; else
//                                 an item without our id shows that the filter is ignored
//                  "none_status"  (optional) [status] that say that there is none
//                  "none"         (optional) {POINTER: value} that say that there is none
//                  "settle_s"     (optional) 0 to 86400, 300 if missing: how long the back end
//                                 may take to make something after it was asked,
//                                 and until it is found
//   "verify"     (optional) REQUEST that gets the new item by {{remote_id}}, to see our id in it
//   "exists_status"  (optional) [status] by which the back end says that it has our id already
//   "retry_status"   (optional) [status] to try again after, besides 408, 425, 429 and 5xx
//   "pause_status"   (optional) [status] that mean the destination and not the request;
//                    [401, 404, 410] if missing
//   "memory_s"   (optional) how long the back end remembers an idempotency key. After that a
//                request that may have arrived is held instead of being sent again.
//   "min_interval_ms"  (optional) 0 to 3600000: the least time from one delivery to the next
//
//   REQUEST is {"method": GET, POST, PUT or PATCH, "url": TEXT, "headers": {NAME: TEXT}, and one of
//   "json": any JSON with TEXT for strings, "form": {NAME: TEXT}, "submission": true}, all but
//   method and url optional. A "url" begins with https://, http:// or a variable, which is put
//   there as it is; everything else that is filled in is percent-encoded, and no secret may be.
//
//   TEXT holds placeholders: {{variable.NAME}}, {{secret.NAME}}, and in "create" the names of
//   is_content_name. "find" knows {{id}} alone, so that nothing a customer wrote can change what is
//   looked for, and "verify" {{remote_id}}.
//
// Errors name the member as a JSON Pointer.
Result<Mapping> parse_mapping(std::string_view text);

Result<Mapping> load_mapping(const std::string& path);

}  // namespace precall::sync
