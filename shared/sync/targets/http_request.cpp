// From templates to bytes.
#include "sync/targets/http_request.hpp"

#include <algorithm>

#include "sync/base64.hpp"
#include "sync/targets/remote_json.hpp"

namespace precall::sync {
namespace {

std::string expand_text(const std::string& text, const Values& values) {
  const auto parsed = Template::parse(text);
  return parsed ? parsed->expand(values) : text;
}

// The mapping's depth is bounded by parse_json.
Json expand_json(const Json& value, const Values& values) {
  if (const auto* text = value.get_ptr<const std::string*>()) return expand_text(*text, values);
  if (value.is_object()) {
    Json object = Json::object();
    for (const auto& item : value.items()) {
      object[expand_text(item.key(), values)] = expand_json(item.value(), values);
    }
    return object;
  }
  if (value.is_array()) {
    Json array = Json::array();
    for (const Json& entry : value) array.push_back(expand_json(entry, values));
    return array;
  }
  return value;
}

std::string expand_form(const FormBody& form, const Values& values) {
  std::string text;
  for (const auto& [name, value] : form.fields) {
    if (!text.empty()) text += '&';
    text += percent_encoded(name) + "=" + percent_encoded(value.expand(values));
  }
  return text;
}

bool has_header(const RemoteRequest& request, std::string_view name) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [&](const HttpHeader& header) { return same_name(header.name, name); });
}

void add_default(RemoteRequest& request, std::string_view name, const char* value) {
  if (!has_header(request, name)) request.headers.push_back({std::string(name), value});
}

void fill_body(RemoteRequest& filled, const Body& body, const Values& values,
               const std::string& submission) {
  if (const auto* json = std::get_if<JsonBody>(&body)) {
    filled.body = canonical(expand_json(json->value, values));
    add_default(filled, "Content-Type", "application/json");
  } else if (const auto* form = std::get_if<FormBody>(&body)) {
    filled.body = expand_form(*form, values);
    add_default(filled, "Content-Type", "application/x-www-form-urlencoded");
  } else if (std::holds_alternative<SubmissionBody>(body)) {
    filled.body = submission;
    add_default(filled, "Content-Type", "application/json");
  } else if (filled.method != "GET") {
    add_default(filled, "Content-Type", "application/octet-stream");
  }
}

// Some back ends write numbers as strings, and not in every version.
std::string plain_text(const Json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  return text == nullptr ? value.dump() : *text;
}

bool breaks_line(const std::string& value) {
  return std::any_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

}  // namespace

std::optional<RemoteRequest> fill_request(const RequestTemplate& request,
                                          const std::optional<BasicTemplate>& basic,
                                          const Values& values, const std::string& submission) {
  RemoteRequest filled;
  filled.method = request.method;
  filled.url = request.url.expand_url(values);
  for (const auto& [name, text] : request.headers) {
    std::string value = text.expand(values);
    if (breaks_line(value)) return std::nullopt;
    if (!value.empty()) filled.headers.push_back({name, std::move(value)});
  }
  if (basic) {
    const std::string login = basic->username.expand(values) + ":" + basic->password.expand(values);
    filled.headers.push_back({"Authorization", "Basic " + base64(login)});
  }
  add_default(filled, "Accept", "application/json");
  fill_body(filled, request.body, values, submission);
  return filled;
}

bool holds_all(const Json& document, const Expected& expected) {
  return std::all_of(expected.begin(), expected.end(), [&](const auto& entry) {
    const Json* value = at_pointer(document, entry.first);
    return value != nullptr && value->is_primitive() &&
           plain_text(*value) == plain_text(entry.second);
  });
}

std::optional<Error> check_base_url(const std::string& url) {
  const std::size_t scheme_end = url.find("://");
  const bool known = url.starts_with("https://") || url.starts_with("http://");
  const bool plain = std::all_of(url.begin(), url.end(), [](char c) {
    return c > ' ' && c < 0x7f && c != '?' && c != '#' && c != '@' && c != '\\';
  });
  if (known && plain && url.size() > scheme_end + 3 && url.back() != '/') return std::nullopt;
  return Error{
      "", "not the address of a back end",
      "write it like \"https://desk.example.vn\", without a login, a query or / at the end"};
}

}  // namespace precall::sync
