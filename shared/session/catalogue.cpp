// The words themselves. Vietnamese first, in the polite register of the policy ("quý khách").
#include "session/catalogue.hpp"

#include <string_view>

namespace precall {
namespace {

struct Words {
  std::string_view vi;
  std::string_view en;
};

// Buttons, links and small labels.
constexpr Words label_words(Word word) {
  switch (word) {
    case Word::back:
      return {"Quay lại", "Back"};
    case Word::next:
      return {"Tiếp tục", "Continue"};
    case Word::see_result:
      return {"Xem kết quả", "See the result"};
    case Word::change:
      return {"Thay đổi", "Change"};
    case Word::send_request:
      return {"Gửi yêu cầu hỗ trợ", "Send a support request"};
    case Word::review_before_sending:
      return {"Xem lại trước khi gửi", "Review before sending"};
    case Word::send_now:
      return {"Gửi yêu cầu", "Send the request"};
    case Word::try_again:
      return {"Gửi lại", "Try again"};
    case Word::start_over:
      return {"Kiểm tra lại từ đầu", "Start over"};
    case Word::correct_request:
      return {"Kiểm tra lại yêu cầu", "Check the request"};
    case Word::consultation_offer:
      return {"Đăng ký tư vấn sản phẩm, dịch vụ", "Ask about products and services"};
    case Word::support_offer:
      return {"Kiểm tra điều kiện hỗ trợ", "Check the support conditions"};
    case Word::quick_check:
      return {"Kiểm tra nhanh, từng câu một", "Quick check, one question at a time"};
    case Word::answer_rest:
      return {"Trả lời các câu còn lại", "Answer the remaining questions"};
    case Word::optional_note:
      return {"(không bắt buộc)", "(optional)"};
    case Word::unsure:
      return {"Tôi chưa rõ", "I am not sure"};
    case Word::unsure_please_check:
      return {"Tôi chưa rõ, nhờ nhân viên kiểm tra giúp", "I am not sure; please check for me"};
    case Word::what_clause_says:
      return {"Quy định này nói gì?", "What does the condition say?"};
    case Word::progress:
      return {"Đã trả lời {0} trong khoảng {1} câu", "{0} of about {1} questions answered"};
    case Word::errors_heading:
      return {"Quý khách vui lòng kiểm tra lại", "Please check the following"};
    case Word::hotline_label:
      return {"Gọi {0}", "Call {0}"};
    case Word::not_given:
      return {"Không nhập", "Not given"};
    case Word::not_sure:
      return {"Chưa rõ", "Not sure"};
    case Word::agreed:
      return {"Đồng ý", "Agreed"};
    default:
      return {};
  }
}

constexpr Words verdict_words(Word word) {
  switch (word) {
    case Word::heading_eligible:
      return {"Quý khách đủ điều kiện được hỗ trợ", "You meet the conditions for support"};
    case Word::heading_may_be_refused:
      return {"Nhân viên có quyền từ chối hỗ trợ", "Staff may refuse support"};
    case Word::heading_not_met:
      return {"Quý khách chưa đủ điều kiện được hỗ trợ", "The conditions are not met yet"};
    case Word::heading_undetermined:
      return {"Chưa thể kết luận", "Not certain yet"};
    case Word::text_eligible:
      return {"Theo các câu trả lời này, quý khách đáp ứng mọi điều kiện hỗ trợ.",
              "By these answers you meet every condition for support."};
    case Word::text_may_be_refused:
      return {"Có {0} lý do để nhân viên có quyền từ chối.", "Staff may refuse on {0} ground{s}."};
    case Word::text_not_met:
      return {"Còn {0} điều kiện chưa đáp ứng.", "{0} condition{s} not met."};
    case Word::text_undetermined:
      return {"Còn {0} điểm quý khách chưa rõ; nhân viên sẽ kiểm tra lại cùng quý khách.",
              "You are not sure about {0} point{s}; staff will check with you."};
    case Word::text_more_open:
      return {"Còn {0} điểm chưa rõ có thể làm thay đổi kết quả.",
              "{0} open point{s} may still change this."};
    case Word::text_can_still_send:
      return {"Quý khách vẫn có thể gửi yêu cầu.", "You can still send your request."};
    case Word::quick_stopped:
      return {"Kiểm tra nhanh dừng ở đây; có thể còn lý do khác.",
              "The quick check stops here; there may be other reasons."};
    case Word::reasons_heading:
      return {"Vì sao", "Why"};
    case Word::unknown_heading:
      return {"Những điểm còn chưa rõ", "What is still open"};
    case Word::valid_until:
      return {"Kết quả này có giá trị đến hết ngày {0}, nếu không có gì khác thay đổi.",
              "This holds until the end of {0} if nothing else changes."};
    case Word::cannot_send:
      return {
          "Vì quý khách chưa đồng ý cho lưu trữ dữ liệu hỗ trợ, trang này không gửi đi dữ liệu "
          "nào. Quý khách vui lòng gọi {0} để được giải đáp.",
          "Because you have not agreed to support data being stored, this page sends nothing. "
          "Please call {0} instead."};
    case Word::short_eligible:
      return {"Đủ điều kiện", "Conditions met"};
    case Word::short_may_be_refused:
      return {"Nhân viên có quyền từ chối", "Staff may refuse"};
    case Word::short_not_met:
      return {"Chưa đủ điều kiện", "Conditions not met"};
    case Word::short_undetermined:
      return {"Chưa thể kết luận", "Not certain yet"};
    default:
      return {};
  }
}

constexpr Words plan_words(Word word) {
  switch (word) {
    case Word::plan_heading_eligible:
      return {"Để đủ điều kiện", "To meet the conditions"};
    case Word::plan_heading:
      return {"Quý khách có thể thay đổi", "What you can change"};
    case Word::plan_eligible:
      return {
          "Sau khi hoàn tất, quý khách sẽ đủ điều kiện được hỗ trợ. Không cần thay đổi gì khác.",
          "Once this is done, you will meet the conditions for support. Nothing else has to "
          "change."};
    case Word::plan_eligible_until:
      return {
          "Sau khi hoàn tất, quý khách sẽ đủ điều kiện được hỗ trợ đến hết ngày {0}. Không cần "
          "thay đổi gì khác.",
          "Once this is done, you will meet the conditions for support until the end of {0}. "
          "Nothing else has to change."};
    case Word::plan_may_be_refused:
      return {"Sau đó nhân viên vẫn có quyền từ chối vì các lý do còn lại.",
              "Staff may then still refuse on the grounds that remain."};
    case Word::plan_not_met:
      return {"Sau đó vẫn còn điều kiện chưa đáp ứng.", "Other conditions will still not be met."};
    case Word::plan_undetermined:
      return {"Sau đó kết quả còn tùy vào những câu chưa có câu trả lời.",
              "The result will then depend on what is still open."};
    case Word::calendar_label:
      return {"Thêm ngày {0} vào lịch", "Add {0} to your calendar"};
    case Word::calendar_title:
      return {"{0}: ngày cuối cùng đủ điều kiện được hỗ trợ",
              "{0}: last day on which you meet the support conditions"};
    case Word::calendar_text:
      return {
          "Theo kết quả kiểm tra ngày {0}, nếu không có gì khác thay đổi. Đường dây hỗ trợ: {1}",
          "By the check of {0}, if nothing else changes. Support hotline: {1}"};
    default:
      return {};
  }
}

constexpr Words sending_words(Word word) {
  switch (word) {
    case Word::review_heading:
      return {"Xem lại trước khi gửi", "Check your answers before sending"};
    case Word::review_intro:
      return {"Chỉ những nội dung dưới đây được gửi đi.", "Only what stands below is sent."};
    case Word::review_contact_group:
      return {"Thông tin gửi kèm", "Your details"};
    case Word::sent_heading:
      return {"Yêu cầu đã được tiếp nhận", "Your request has been received"};
    case Word::sent_text:
      return {"Quý khách vui lòng giữ mã này để đối chiếu khi gọi điện.",
              "Please keep this code and quote it when you call."};
    case Word::sending_heading:
      return {"Đang gửi yêu cầu", "Sending your request"};
    case Word::sending_text:
      return {"Quý khách vui lòng chờ trong giây lát và giữ trang này mở.",
              "One moment, please; keep this page open."};
    case Word::retrying_heading:
      return {"Chưa gửi được yêu cầu", "Your request has not been sent yet"};
    case Word::retrying_text:
      return {
          "Nội dung quý khách đã nhập vẫn còn trên trang này. Quý khách vui lòng kiểm tra kết "
          "nối mạng rồi gửi lại, hoặc gọi đường dây hỗ trợ.",
          "What you entered is still on this page. Please check your connection and try again, "
          "or call the hotline."};
    case Word::refused_heading:
      return {"Yêu cầu chưa được tiếp nhận", "Your request was not accepted"};
    case Word::refused_text:
      return {
          "Hệ thống chưa thể tiếp nhận nội dung này. Quý khách vui lòng kiểm tra lại rồi gửi một "
          "lần nữa, hoặc gọi đường dây hỗ trợ.",
          "The system could not take this request. Please check it and send it again, or call "
          "the hotline."};
    case Word::row_problem:
      return {"Lý do kỹ thuật", "Technical reason"};
    case Word::code_label:
      return {"Mã yêu cầu", "Request code"};
    case Word::row_received:
      return {"Tiếp nhận", "Received"};
    case Word::row_verdict:
      return {"Kết quả", "Result"};
    case Word::row_policy:
      return {"Quy định", "Conditions"};
    case Word::row_consents:
      return {"Đã đồng ý", "Agreed to"};
    case Word::row_digest:
      return {"Mã băm SHA-256", "SHA-256 digest"};
    case Word::policy_version:
      return {"bản ngày {0}", "as of {0}"};
    default:
      return {};
  }
}

constexpr Words issue_words(IssueCode code) {
  switch (code) {
    case IssueCode::required:
      return {"Quý khách vui lòng nhập: {0}.", "Please fill in: {0}."};
    case IssueCode::control_characters:
      return {"Nội dung có ký tự không hiển thị được. Quý khách vui lòng nhập lại.",
              "This has characters that cannot be shown. Please type it again."};
    case IssueCode::too_long:
      return {"Tối đa {0} ký tự; quý khách đã nhập {1}.",
              "At most {0} characters; you entered {1}."};
    case IssueCode::phone_characters:
      return {"Số điện thoại chỉ gồm chữ số, dạng 09xx xxx xxx.",
              "A phone number has digits only, like 09xx xxx xxx."};
    case IssueCode::phone_mobile_length:
      return {"Số di động có 10 chữ số, dạng 09xx xxx xxx. Quý khách đã nhập {0} chữ số.",
              "A mobile number has 10 digits, like 09xx xxx xxx. You entered {0}."};
    case IssueCode::phone_landline_length:
      return {
          "Số cố định có 11 chữ số gồm mã vùng, dạng 028 xxxx xxxx. Quý khách đã nhập {0} chữ "
          "số.",
          "A landline number has 11 digits with its area code, like 028 xxxx xxxx. You entered "
          "{0}."};
    case IssueCode::phone_old_mobile:
      return {
          "Đầu số {1} đã đổi từ năm 2018. Nếu đây là số của quý khách, vui lòng nhập số mới "
          "{0}.",
          "The prefix {1} changed in 2018. If this is your number, please enter it as {0}."};
    case IssueCode::phone_old_landline:
      return {
          "Mã vùng này đã đổi từ năm 2017; mã vùng mới bắt đầu bằng 02. Quý khách vui lòng nhập "
          "số theo mã vùng mới.",
          "This area code changed in 2017; today's codes start with 02. Please enter the number "
          "with its new code."};
    case IssueCode::phone_old_hanoi:
      return {
          "Mã vùng Hà Nội đã đổi từ 04 thành 024 từ năm 2017. Nếu đây là số của quý khách, vui "
          "lòng nhập số mới {0}.",
          "Hanoi's area code changed from 04 to 024 in 2017. If this is your number, please "
          "enter it as {0}."};
    case IssueCode::phone_prefix:
      return {
          "Không có số Việt Nam bắt đầu bằng {0}. Số di động bắt đầu bằng 03, 05, 07, 08 hoặc "
          "09; số cố định bắt đầu bằng 02; số nước ngoài bắt đầu bằng dấu +.",
          "No Vietnamese number starts with {0}. Mobile numbers start with 03, 05, 07, 08 or "
          "09, landlines with 02, numbers abroad with +."};
    case IssueCode::phone_no_zero:
      return {"Thiếu số 0 ở đầu. Quý khách vui lòng nhập {0}.",
              "The 0 at the start is missing. Please enter {0}."};
    case IssueCode::phone_foreign:
      return {"Số nước ngoài gồm dấu + và mã quốc gia, tổng cộng 8 đến 15 chữ số.",
              "A number abroad is + and the country code, 8 to 15 digits in all."};
    case IssueCode::email_at:
      return {"Email cần có đúng một dấu @ ở giữa, ví dụ ten@example.com.",
              "An e-mail address has exactly one @ inside, like name@example.com."};
    case IssueCode::email_space:
      return {"Email không có khoảng trắng, ví dụ ten@example.com.",
              "An e-mail address has no spaces, like name@example.com."};
    case IssueCode::email_characters:
      return {"Phần trước dấu @ không được có “{0}”.", "The part before the @ cannot have “{0}”."};
    case IssueCode::email_domain:
      return {"Tên miền “{0}” sau dấu @ chưa đúng, ví dụ đúng: example.com.",
              "The domain “{0}” after the @ is not right; it should look like example.com."};
    case IssueCode::website_space:
      return {"Địa chỉ website không có khoảng trắng, ví dụ www.example.com.",
              "A website address has no spaces, like www.example.com."};
    case IssueCode::website_dot:
      return {"Địa chỉ website cần có dấu chấm, ví dụ www.example.com.",
              "A website address has a dot, like www.example.com."};
    case IssueCode::website_characters:
      return {"Địa chỉ website không được có “{0}”, ví dụ đúng: www.example.com.",
              "A website address cannot have “{0}”; it should look like www.example.com."};
    case IssueCode::website_form:
      return {"Địa chỉ website chưa đúng, ví dụ đúng: www.example.com.",
              "This is not a website address; it should look like www.example.com."};
    case IssueCode::date_form:
      return {"Quý khách vui lòng nhập theo dạng ngày/tháng/năm, ví dụ 22/11/2026.",
              "Please enter day/month/year, like 22/11/2026."};
    case IssueCode::date_missing:
      return {"Không có ngày {0} trong lịch. Quý khách vui lòng kiểm tra lại.",
              "There is no {0} in the calendar. Please check it."};
    case IssueCode::date_range:
      return {"Năm phải từ 1970 đến 2199. Quý khách vui lòng kiểm tra lại.",
              "The year has to be from 1970 to 2199. Please check it."};
    case IssueCode::number_form:
      return {"Quý khách vui lòng nhập bằng chữ số, ví dụ 0, 1 hoặc 2.",
              "Please enter a whole number, like 0, 1 or 2."};
    case IssueCode::number_range:
      return {"Quý khách vui lòng nhập số từ {0} đến {1}.",
              "Please enter a number from {0} to {1}."};
  }
  return {};
}

constexpr Words missing_words(InputKind kind) {
  switch (kind) {
    case InputKind::choice:
      return {"Quý khách vui lòng chọn một câu trả lời.", "Please choose an answer."};
    case InputKind::date:
      return {"Quý khách vui lòng nhập ngày, hoặc chọn “chưa rõ”.",
              "Please enter the date, or choose “not sure”."};
    case InputKind::number:
      return {"Quý khách vui lòng nhập một số, hoặc chọn “chưa rõ”.",
              "Please enter a number, or choose “not sure”."};
    case InputKind::consent:
      return {
          "Quý khách cần đồng ý thì yêu cầu mới gửi được; nếu không, vui lòng gọi đường dây hỗ "
          "trợ.",
          "The request can only be sent if you agree; otherwise please call the hotline."};
    case InputKind::field:
      break;
  }
  return issue_words(IssueCode::required);
}

std::string fill(Words words, Language language, std::initializer_list<std::string> arguments) {
  const std::string_view text = language == Language::vi ? words.vi : words.en;
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool slot = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}';
    if (!slot) {
      result += text[i];
      continue;
    }
    const auto index = static_cast<std::size_t>(text[i + 1] - '0');
    if (text[i + 1] == 's') {
      if (*arguments.begin() != "1") result += 's';
    } else if (index < arguments.size()) {
      result += arguments.begin()[index];
    }
    i += 2;
  }
  return result;
}

}  // namespace

std::string say(Word word, Language language, std::initializer_list<std::string> arguments) {
  for (const Words words :
       {label_words(word), verdict_words(word), plan_words(word), sending_words(word)}) {
    if (!words.vi.empty()) return fill(words, language, arguments);
  }
  return {};
}

std::string say(const Issue& issue, InputKind kind, const std::string& label, Language language) {
  if (issue.code == IssueCode::required) return fill(missing_words(kind), language, {label});
  return fill(issue_words(issue.code), language, {issue.detail, issue.extra});
}

}  // namespace precall
