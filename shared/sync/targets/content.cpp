// Puts a submission into words and values.
#include "sync/targets/content.hpp"

#include <algorithm>
#include <iterator>

#include "base/limits.hpp"

namespace precall::sync {
namespace {

constexpr std::string_view field_prefix = "field.";
constexpr std::string_view content_names[] = {
    "id",           "code", "received_at", "verdict", "verdict_text", "reasons", "summary",
    "summary_html", "form", "submission",  "receipt", "examined",     "document"};

// The fields that every form of ours may have, in the order of a letter; others follow by id.
struct Label {
  std::string_view id;
  std::string_view text;
};
constexpr Label labels[] = {{"name", "Họ và tên"},
                            {"phone", "Số điện thoại"},
                            {"email", "Email"},
                            {"website", "Website"},
                            {"contract_number", "Số hợp đồng"},
                            {"admin_username", "Tài khoản quản trị"},
                            {"topic", "Chủ đề"},
                            {"message", "Nội dung"}};

std::string verdict_text(std::string_view verdict) {
  if (verdict == "eligible") return "Đủ điều kiện được hỗ trợ";
  if (verdict == "may_be_refused") return "Nhân viên có quyền từ chối hỗ trợ";
  if (verdict == "conditions_not_met") return "Chưa đủ điều kiện được hỗ trợ";
  if (verdict == "undetermined") return "Chưa thể kết luận";
  return "";
}

std::string joined(const Json* ids) {
  std::string text;
  if (ids == nullptr || !ids->is_array()) return text;
  for (const Json& id : *ids) {
    const auto* name = id.get_ptr<const std::string*>();
    if (name != nullptr) text += (text.empty() ? "" : ", ") + *name;
  }
  return text;
}

std::string reasons_text(const Content& content) {
  const Json* own = Reader::find(content.examined, "own");
  return own == nullptr ? std::string() : joined(Reader::find(*own, "reasons"));
}

bool is_false(const Json& object, std::string_view key) {
  const Json* value = Reader::find(object, key);
  return value != nullptr && *value == false;
}

void add_line(std::string& text, std::string_view label, std::string_view value) {
  if (value.empty()) return;
  text += label;
  text += value.find('\n') == std::string_view::npos ? ": " : ":\n";
  text += value;
  text += '\n';
}

void add_findings(std::string& text, const Content& content) {
  add_line(text, "Kết quả kiểm tra", verdict_text(text_at(content.examined, "verdict")));
  add_line(text, "Lý do", reasons_text(content));
  add_line(text, "Cần kiểm tra lại", joined(Reader::find(content.examined, "verify")));
  if (is_false(content.examined, "policy_known")) {
    text += "Lưu ý: không rõ bản điều kiện mà khách hàng đã xem.\n";
  } else if (is_false(content.examined, "claim_agrees")) {
    text += "Lưu ý: kết quả trên thiết bị của khách hàng khác với kết quả kiểm tra tại đây.\n";
  }
  if (is_false(content.examined, "times_plausible")) {
    text += "Lưu ý: giờ trên thiết bị của khách hàng không hợp lý.\n";
  }
}

void add_fields(std::string& text, const Json& fields) {
  if (!fields.is_object()) return;
  for (const Label& label : labels) add_line(text, label.text, text_at(fields, label.id));
  for (const auto& item : fields.items()) {
    const bool known = std::any_of(std::begin(labels), std::end(labels),
                                   [&](const Label& label) { return label.id == item.key(); });
    if (!known) add_line(text, item.key(), text_at(fields, item.key()));
  }
}

std::string answer_text(const Json& answer) {
  if (answer == true) return "có";
  if (answer == false) return "không";
  if (is_string(answer, "unknown")) return "không rõ";
  const auto* text = answer.get_ptr<const std::string*>();
  return text == nullptr ? canonical(answer) : *text;
}

void add_answers(std::string& text, const Json& answers) {
  if (!answers.is_object() || answers.empty()) return;
  text += "\nCâu trả lời:\n";
  for (const auto& item : answers.items()) {
    add_line(text, "- " + item.key(), answer_text(item.value()));
  }
}

// What a customer wrote must not become a part of a page.
std::string html_of(const std::string& text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\n':
        html += "<br>\n";
        break;
      default:
        html += c;
    }
  }
  return html;
}

}  // namespace

std::optional<Content> read_content(const SpooledSubmission& submission) {
  auto bytes = parse_json(submission.bytes, limits::submission_bytes_max);
  auto receipt = parse_json(submission.receipt, limits::submission_bytes_max);
  auto examined = parse_json(submission.examined, limits::submission_bytes_max);
  if (!bytes || !receipt || !examined) return std::nullopt;
  return Content{std::move(bytes).value(), std::move(receipt).value(), std::move(examined).value()};
}

std::string staff_summary(const Content& content) {
  std::string text = "Yêu cầu " + text_at(content.receipt, "code") + "\n";
  add_line(text, "Nhận lúc", text_at(content.receipt, "received_at"));
  add_findings(text, content);
  text += '\n';
  if (const Json* fields = Reader::find(content.submission, "fields")) add_fields(text, *fields);
  if (const Json* answers = Reader::find(content.submission, "answers")) {
    add_answers(text, *answers);
  }
  text += "\nMã số đầy đủ: " + text_at(content.submission, "id") + "\n";
  return text;
}

std::string document_text(const Content& content) {
  const Json document = {{"submission", content.submission},
                         {"receipt", content.receipt},
                         {"examined", content.examined}};
  return document.dump(2) + "\n";
}

Values content_values(const SpooledSubmission& submission, const Content& content) {
  const std::string verdict = text_at(content.examined, "verdict");
  const std::string summary = staff_summary(content);
  Values values = {{"id", submission.id},
                   {"code", text_at(content.receipt, "code")},
                   {"received_at", text_at(content.receipt, "received_at")},
                   {"verdict", verdict},
                   {"verdict_text", verdict_text(verdict)},
                   {"reasons", reasons_text(content)},
                   {"summary", summary},
                   {"summary_html", html_of(summary)},
                   {"form", text_at(content.submission, "form")},
                   {"submission", submission.bytes},
                   {"receipt", submission.receipt},
                   {"examined", submission.examined},
                   {"document", document_text(content)}};
  if (const Json* fields = Reader::find(content.submission, "fields")) {
    for (const auto& item : fields->items()) {
      values[std::string(field_prefix) + item.key()] = text_at(*fields, item.key());
    }
  }
  return values;
}

bool is_content_name(std::string_view name) {
  if (name.starts_with(field_prefix)) return name.size() > field_prefix.size();
  return std::find(std::begin(content_names), std::end(content_names), name) !=
         std::end(content_names);
}

}  // namespace precall::sync
