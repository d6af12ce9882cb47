// Chooses the kind of input, its autofill and its keyboard by the kind of field.
#include "session/field_control.hpp"

#include "base/limits.hpp"
#include "session/catalogue.hpp"

namespace precall {

void fill_control(Control& control, const Field& field, const Session& session, Language language) {
  control.id = field.id;
  control.label = field.label.in(language);
  control.help = field.help.in(language);
  control.value = input_of(session, field.id);
  control.required = field.required;
  control.max_length = limits::line_characters_max;
  if (!field.required) control.optional_note = say(Word::optional_note, language);
  switch (field.kind) {
    case FieldKind::name:
      control.autocomplete = "name";
      break;
    case FieldKind::phone:
      control.kind = ControlKind::tel;
      control.autocomplete = "tel";
      control.inputmode = "tel";
      break;
    case FieldKind::email:
      control.kind = ControlKind::email;
      control.autocomplete = "email";
      control.inputmode = "email";
      break;
    case FieldKind::website:
      control.kind = ControlKind::url;
      control.autocomplete = "url";
      control.inputmode = "url";
      break;
    case FieldKind::text:
      control.kind = ControlKind::textarea;
      control.max_length = limits::text_characters_max;
      break;
    case FieldKind::consent:
      control.kind = ControlKind::checkbox;
      control.max_length = 0;
      break;
    case FieldKind::line:
      control.autocomplete = "off";
      break;
  }
}

}  // namespace precall
