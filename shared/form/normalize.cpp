// Which normalization belongs to which kind of field.
#include "form/normalize.hpp"

#include "form/email.hpp"
#include "form/phone.hpp"
#include "form/text.hpp"
#include "form/website.hpp"

namespace precall {

Checked<std::string> normalize_field(FieldKind kind, std::string_view raw) {
  switch (kind) {
    case FieldKind::phone:
      return normalize_phone(raw);
    case FieldKind::email:
      return normalize_email(raw);
    case FieldKind::website:
      return normalize_website(raw);
    case FieldKind::text:
      return normalize_text(raw);
    case FieldKind::consent:
      return std::string(raw == "true" ? "true" : "");
    case FieldKind::name:
    case FieldKind::line:
      break;
  }
  return normalize_line(raw);
}

}  // namespace precall
