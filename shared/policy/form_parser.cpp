// Reads the two forms of a policy: their fields and the consents without which nothing is sent.
#include <utility>

#include "policy/part_reader.hpp"

namespace precall {
namespace {

FieldKind parse_kind(const Json& value, const Place& place, PartReader& reader) {
  static constexpr std::pair<std::string_view, FieldKind> kinds[] = {
      {"name", FieldKind::name},       {"phone", FieldKind::phone}, {"email", FieldKind::email},
      {"website", FieldKind::website}, {"line", FieldKind::line},   {"text", FieldKind::text},
      {"consent", FieldKind::consent}};
  const std::string name = reader.string(value, place, "kind");
  for (const auto& [known, kind] : kinds) {
    if (known == name) return kind;
  }
  reader.fail(child(place, "kind"), "unknown kind",
              "write name, phone, email, website, line, text or consent");
  return FieldKind::line;
}

void parse_required_consents(const Json& value, const Place& place, const Policy& policy,
                             Form& form, PartReader& reader) {
  const Json& ids = reader.array(value, place, "requires", limits::fields_max);
  if (ids.empty()) {
    reader.fail(child(place, "requires"), "empty", "name the consents that sending needs");
  }
  for (std::size_t i = 0; i < ids.size() && !reader.failed(); ++i) {
    const Place list = child(place, "requires");
    const Place inner = child(list, i);
    const std::string id = ids[i].is_string() ? ids[i].get_ref<const std::string&>() : "";
    const Field* field = find_field(form, id);
    const auto question = find_question(policy, id);
    const bool consent = (field != nullptr && field->kind == FieldKind::consent) ||
                         (form.sends_answers && question && policy.questions[*question].consent);
    if (!consent) {
      reader.fail(inner, "not a consent of this form or its questions",
                  "name a consent field or a consent question");
    }
    form.required_consents.push_back(id);
  }
}

}  // namespace

const Field* find_field(const Form& form, std::string_view id) {
  for (const Field& field : form.fields) {
    if (field.id == id) return &field;
  }
  return nullptr;
}

void parse_form(const Json& value, const Place& place, const Policy& policy, Form& form,
                PartReader& reader) {
  form.id = reader.new_id(value, place, Ids{});
  reader.text(value, place, "title", form.title);
  reader.text(value, place, "intro", form.intro);
  const Json& fields = reader.array(value, place, "fields", limits::fields_max);
  for (std::size_t i = 0; i < fields.size() && !reader.failed(); ++i) {
    const Place list = child(place, "fields");
    const Place inner = child(list, i);
    if (!reader.object(fields[i], inner, "id kind label help required")) return;
    Field& field = form.fields.emplace_back();
    field.id = reader.new_id(fields[i], inner, ids_of(form.fields));
    if (field.id.find("password") != std::string::npos) {
      reader.fail(child(inner, "id"), "asks for a password", "never ask for one; remove the field");
    }
    field.kind = parse_kind(fields[i], inner, reader);
    reader.text(fields[i], inner, "label", field.label);
    reader.optional_text(fields[i], inner, "help", field.help);
    field.required = reader.optional_boolean(fields[i], inner, "required");
    if (find_question(policy, field.id)) {
      reader.fail(child(inner, "id"), "\"" + field.id + "\" is also a question",
                  "rename the field");
    }
  }
  parse_required_consents(value, place, policy, form, reader);
}

}  // namespace precall
