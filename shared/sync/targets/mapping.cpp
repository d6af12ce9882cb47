// Reads mappings.
#include "sync/targets/mapping.hpp"

#include <algorithm>
#include <functional>

#include "base/limits.hpp"
#include "sync/files.hpp"
#include "sync/targets/content.hpp"
#include "sync/targets/remote_json.hpp"

namespace precall::sync {
namespace {

constexpr std::int64_t day_s = 86400;
constexpr std::int64_t settle_default_s = 300;
constexpr std::int64_t memory_s_max = 366 * day_s;
constexpr std::int64_t interval_ms_max = 3600000;
constexpr std::string_view request_keys = "method url headers json form submission";

// Which of the names without a prefix a request may use.
using IsName = std::function<bool(std::string_view)>;

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

class MappingReader {
 public:
  MappingReader(const Json& root, std::optional<Error>& failure) : root_(root), read_(failure) {}

  Mapping read() {
    read_.object(root_, "",
                 "format variables secrets headers basic create find verify exists_status "
                 "retry_status pause_status memory_s min_interval_ms");
    if (read_.string(root_, "", "format") != "precall.mapping/1") {
      read_.fail("/format", "not a mapping of this version", "write \"precall.mapping/1\"");
    }
    mapping_.variables = declared("variables");
    mapping_.secrets = declared("secrets");
    read_basic();
    const Json& create = read_.member(root_, "", "create");
    if (read_.failed()) return {};
    read_create(create);
    if (const Json* find = Reader::find(root_, "find")) read_find(*find);
    if (const Json* verify = Reader::find(root_, "verify")) {
      read_.object(*verify, "/verify", request_keys);
      mapping_.verify = request(*verify, "/verify", [](auto name) { return name == "remote_id"; });
    }
    mapping_.exists_status = statuses(root_, "", "exists_status");
    mapping_.retry_status = statuses(root_, "", "retry_status");
    mapping_.pause_status = statuses(root_, "", "pause_status");
    if (Reader::find(root_, "pause_status") == nullptr) mapping_.pause_status = {401, 404, 410};
    if (Reader::find(root_, "memory_s") != nullptr) {
      mapping_.memory_s = read_.integer(root_, "", "memory_s", 0, memory_s_max);
    }
    mapping_.min_interval_ms = optional_integer(root_, "", "min_interval_ms", interval_ms_max, 0);
    return std::move(mapping_);
  }

 private:
  std::map<std::string, std::string> declared(std::string_view key) {
    std::map<std::string, std::string> names;
    const Json* object = Reader::find(root_, key);
    if (object == nullptr) return names;
    const Place place = child("", key);
    if (!object->is_object() || object->size() > limits::config_entries_max) {
      read_.fail(place, "not an object, or too large", "write {NAME: what it is for}");
      return names;
    }
    for (const auto& item : object->items()) {
      names[item.key()] = read_.string(*object, place, item.key());
    }
    return names;
  }

  std::int64_t optional_integer(const Json& object, const Place& place, std::string_view key,
                                std::int64_t max, std::int64_t otherwise) {
    if (Reader::find(object, key) == nullptr) return otherwise;
    return read_.integer(object, place, key, 0, max);
  }

  std::vector<unsigned> statuses(const Json& object, const Place& place, std::string_view key) {
    std::vector<unsigned> list;
    const Place at = child(place, key);
    const Json& array = read_.optional_array(object, place, key, limits::config_entries_max);
    for (std::size_t i = 0; i < array.size(); ++i) {
      const auto* status = array[i].get_ptr<const Json::number_integer_t*>();
      if (status == nullptr || *status < 200 || *status > 599) {
        read_.fail(child(at, i), "not a status", "write a number from 200 to 599");
      } else {
        list.push_back(static_cast<unsigned>(*status));
      }
    }
    return list;
  }

  std::string pointer(const Json& object, const Place& place, std::string_view key) {
    std::string text = read_.string(object, place, key);
    if (!is_pointer(text)) {
      read_.fail(child(place, key), "not a JSON Pointer", "write it like \"/items\"");
    }
    return text;
  }

  Expected expected(const Json& object, const Place& place, std::string_view key) {
    Expected list;
    const Json* values = Reader::find(object, key);
    if (values == nullptr) return list;
    const Place at = child(place, key);
    if (!values->is_object()) {
      read_.fail(at, "not an object", "write {POINTER: value}");
      return list;
    }
    for (const auto& item : values->items()) {
      if (!is_pointer(item.key())) {
        read_.fail(child(at, item.key()), "not a JSON Pointer", "write it like \"/result\"");
      }
      if (item.value().is_structured()) {
        read_.fail(child(at, item.key()), "not a plain value", "write text, a number or true");
      }
      list.emplace_back(item.key(), item.value());
    }
    return list;
  }

  // The names with a prefix are checked against what is declared, the others by `known`.
  bool is_known(std::string_view name, const IsName& known) const {
    const auto in = [&](const auto& names, std::string_view prefix) {
      return name.starts_with(prefix) && names.count(std::string(name.substr(prefix.size()))) != 0;
    };
    return in(mapping_.variables, "variable.") || in(mapping_.secrets, "secret.") || known(name);
  }

  Template text(const Json& value, const Place& place, const IsName& known) {
    const auto* string = value.get_ptr<const std::string*>();
    if (string == nullptr) {
      read_.fail(place, "not a string", "write a string");
      return {};
    }
    auto parsed = Template::parse(*string);
    if (!parsed) {
      read_.fail(place, parsed.error().problem, parsed.error().remedy);
      return {};
    }
    for (const std::string& name : parsed->names()) {
      if (is_known(name, known)) continue;
      read_.fail(place, "{{" + name + "}} stands for nothing here",
                 "declare it under \"variables\" or \"secrets\", or name what this request knows");
    }
    return std::move(parsed).value();
  }

  Template url(const Json& object, const Place& place, const IsName& known) {
    const Place at = child(place, "url");
    Template parsed = text(read_.member(object, place, "url"), at, known);
    for (const std::string& name : parsed.names()) {
      if (name.starts_with("secret.")) {
        read_.fail(at, "a secret in a URL", "logs and proxies keep URLs: put it into a header");
      }
    }
    const std::string start = parsed.literal_start();
    if (!parsed.leading_name().starts_with("variable.") && !start.starts_with("https://") &&
        !start.starts_with("http://")) {
      read_.fail(at, "not an address", "begin it with https:// or {{variable.NAME}}");
    }
    return parsed;
  }

  void add_header(RequestTemplate& request, const std::string& name, const Json& value,
                  const Place& place, const IsName& known) {
    if (!is_token(name)) read_.fail(place, "not a header's name", "use letters, digits and -");
    request.headers.emplace_back(name, text(value, place, known));
  }

  void add_headers(RequestTemplate& request, const Json& object, const Place& place,
                   const IsName& known) {
    const Json* headers = Reader::find(object, "headers");
    if (headers == nullptr) return;
    const Place at = child(place, "headers");
    if (!headers->is_object()) return read_.fail(at, "not an object", "write {NAME: TEXT}");
    for (const auto& item : headers->items()) {
      add_header(request, item.key(), item.value(), child(at, item.key()), known);
    }
  }

  void check_json(const Json& value, const Place& place, const IsName& known) {
    if (value.is_string()) text(value, place, known);
    if (value.is_object()) {
      for (const auto& item : value.items()) {
        text(Json(item.key()), place, known);
        check_json(item.value(), child(place, item.key()), known);
      }
    }
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        check_json(value[i], child(place, i), known);
      }
    }
  }

  Body body(const Json& object, const Place& place, const IsName& known) {
    const Json* json = Reader::find(object, "json");
    const Json* form = Reader::find(object, "form");
    const bool submission = read_.optional_boolean(object, place, "submission");
    if ((json != nullptr) + (form != nullptr) + submission > 1) {
      read_.fail(place, "more than one body", "keep one of json, form and submission");
    }
    if (json != nullptr) {
      check_json(*json, child(place, "json"), known);
      return JsonBody{*json};
    }
    if (submission) return SubmissionBody{};
    if (form == nullptr) return {};
    const Place at = child(place, "form");
    FormBody fields;
    if (!form->is_object()) read_.fail(at, "not an object", "write {NAME: TEXT}");
    for (const auto& item : form->items()) {
      fields.fields.emplace_back(item.key(), text(item.value(), child(at, item.key()), known));
    }
    return fields;
  }

  RequestTemplate request(const Json& object, const Place& place, const IsName& known) {
    RequestTemplate request;
    request.method = read_.string(object, place, "method");
    if (request.method != "GET" && request.method != "POST" && request.method != "PUT" &&
        request.method != "PATCH") {
      read_.fail(child(place, "method"), "not a method", "known are: GET POST PUT PATCH");
    }
    request.url = url(object, place, known);
    add_headers(request, root_, "", known);
    add_headers(request, object, place, known);
    request.body = body(object, place, known);
    if (request.method == "GET" && request.body.index() != 0) {
      read_.fail(place, "GET carries no body", "use another method, or put it into the URL");
    }
    return request;
  }

  void read_basic() {
    const Json* basic = Reader::find(root_, "basic");
    if (basic == nullptr || !read_.object(*basic, "/basic", "username password")) return;
    const IsName none = [](auto) { return false; };
    mapping_.basic =
        BasicTemplate{text(read_.member(*basic, "/basic", "username"), "/basic/username", none),
                      text(read_.member(*basic, "/basic", "password"), "/basic/password", none)};
  }

  void read_create(const Json& create) {
    if (!read_.object(create, "/create", std::string(request_keys) + " ok_status ok id sign")) {
      return;
    }
    CreateTemplate& made = mapping_.create;
    if (is_string(read_.member(create, "/create", "method"), "GET")) {
      read_.fail("/create/method", "GET makes nothing", "known are: POST PUT PATCH");
    }
    made.request = request(create, "/create", is_content_name);
    made.ok_status = statuses(create, "/create", "ok_status");
    made.ok = expected(create, "/create", "ok");
    const std::string id = read_.string(create, "/create", "id");
    if (id == "text") {
      made.id.kind = IdSource::Kind::text;
    } else if (id != "ours") {
      made.id = IdSource{IdSource::Kind::pointer, pointer(create, "/create", "id")};
    }
    const Json* sign = Reader::find(create, "sign");
    if (sign == nullptr || !read_.object(*sign, "/create/sign", "standard-webhooks")) return;
    made.sign_secret = read_.string(*sign, "/create/sign", "standard-webhooks");
    if (mapping_.secrets.count(made.sign_secret) == 0) {
      read_.fail("/create/sign/standard-webhooks", "no such secret", "declare it in \"secrets\"");
    }
  }

  void read_find(const Json& object) {
    if (!read_.object(object, "/find",
                      std::string(request_keys) + " items id fuzzy none_status none settle_s")) {
      return;
    }
    FindTemplate find;
    find.request = request(object, "/find", [](auto name) { return name == "id"; });
    find.items = pointer(object, "/find", "items");
    find.id = pointer(object, "/find", "id");
    find.fuzzy = read_.optional_boolean(object, "/find", "fuzzy");
    find.none_status = statuses(object, "/find", "none_status");
    find.none = expected(object, "/find", "none");
    find.settle_s = optional_integer(object, "/find", "settle_s", day_s, settle_default_s);
    mapping_.find = std::move(find);
  }

  const Json& root_;
  Reader read_;
  Mapping mapping_;
};

}  // namespace

Result<Mapping> parse_mapping(std::string_view text) {
  const auto root = parse_json(text, limits::mapping_bytes_max);
  if (!root) return root.error();
  std::optional<Error> failure;
  Mapping mapping = MappingReader(root.value(), failure).read();
  if (failure) return *failure;
  return mapping;
}

Result<Mapping> load_mapping(const std::string& path) {
  const auto text = read_file(path, limits::mapping_bytes_max);
  if (!text) return text.error();
  auto mapping = parse_mapping(text.value());
  if (mapping) return mapping;
  return in_file(path, mapping.error());
}

}  // namespace precall::sync
