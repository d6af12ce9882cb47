// Vietnamese first, in the polite register of the policy ("quý khách").
#include "session/verify_words.hpp"

namespace precall {
namespace {

struct Words {
  std::string_view vi;
  std::string_view en;
};

constexpr Words words_of(EvidencePoint point) {
  switch (point) {
    case EvidencePoint::request_whole:
      return {"Yêu cầu đầy đủ và đúng định dạng.", "The request is complete and well formed."};
    case EvidencePoint::request_broken:
      return {"Yêu cầu không đúng định dạng, hoặc đã bị thay đổi.",
              "The request is not well formed, or was changed."};
    case EvidencePoint::receipt_whole:
      return {"Biên nhận đầy đủ và đúng định dạng.", "The receipt is complete and well formed."};
    case EvidencePoint::receipt_broken:
      return {"Biên nhận không đúng định dạng, hoặc đã bị thay đổi.",
              "The receipt is not well formed, or was changed."};
    case EvidencePoint::receipt_missing:
      return {"Không có biên nhận, nên chưa đối chiếu được với những gì đã được tiếp nhận.",
              "There is no receipt, so nothing could be compared with what was received."};
    case EvidencePoint::signature_right:
      return {"Biên nhận có chữ ký điện tử đúng của nơi tiếp nhận (khóa {0}).",
              "The receipt bears the receiver's own signature (key {0})."};
    case EvidencePoint::signature_wrong:
      return {
          "Chữ ký điện tử trên biên nhận không đúng: biên nhận đã bị thay đổi, hoặc không do "
          "nơi tiếp nhận cấp (khóa {0}).",
          "The signature on the receipt is wrong: the receipt was changed, or was not given by "
          "the receiver (key {0})."};
    case EvidencePoint::signature_broken:
      return {"Chữ ký điện tử trên biên nhận không đúng định dạng.",
              "The signature on the receipt is not well formed."};
    case EvidencePoint::signature_missing:
      return {"Biên nhận không có chữ ký điện tử.", "The receipt bears no signature."};
    case EvidencePoint::signature_unchecked:
      return {"Chưa đối chiếu được chữ ký điện tử, vì không có khóa công khai {0} tại đây.",
              "The signature could not be checked: the public key {0} is not at hand."};
    case EvidencePoint::bytes_same:
      return {"Nội dung yêu cầu giống từng ký tự với nội dung đã được tiếp nhận.",
              "The request is, to the letter, the one that was received."};
    case EvidencePoint::bytes_differ:
      return {"Nội dung yêu cầu khác với nội dung đã được tiếp nhận.",
              "The request differs from the one that was received."};
    case EvidencePoint::ids_same:
      return {"Biên nhận này được cấp cho chính yêu cầu này.",
              "The receipt was given for this very request."};
    case EvidencePoint::ids_differ:
      return {"Biên nhận này được cấp cho một yêu cầu khác.",
              "The receipt was given for another request."};
    case EvidencePoint::code_right:
      return {"Mã {0} đúng là mã của yêu cầu này.", "The code {0} is that of this request."};
    case EvidencePoint::code_wrong:
      return {"Mã {0} không phải là mã của yêu cầu này.",
              "The code {0} is not that of this request."};
    case EvidencePoint::policy_here:
      return {"Yêu cầu được lập theo bản quy định ngày {0}, là bản có tại đây.",
              "The request was made under the conditions as of {0}, which are at hand here."};
    case EvidencePoint::policy_elsewhere:
      return {
          "Yêu cầu được lập theo bản quy định ngày {0}; đó không phải là bản có tại đây. Nếu có "
          "tệp của bản đó, quý khách vui lòng chọn cùng lúc với tệp này.",
          "The request was made under the conditions as of {0}, which is another version than "
          "the one at hand here. If you have its file, please choose it together with this "
          "one."};
    case EvidencePoint::policy_wrong:
      return {"Bản quy định ghi trong yêu cầu và trong biên nhận không khớp nhau.",
              "The version of the conditions does not agree between request, receipt and policy."};
    case EvidencePoint::consents_whole:
      return {"Có đủ các mục đồng ý cần thiết, đúng nguyên văn.",
              "The consents needed are there, word for word."};
    case EvidencePoint::consents_unread:
      return {"Có đủ các mục đồng ý cần thiết; lời văn chưa đối chiếu được với bản quy định.",
              "The consents needed are there; their words could not be compared with the "
              "conditions."};
    case EvidencePoint::consents_broken:
      return {"Một mục đồng ý bị thiếu hoặc đã bị thay đổi.",
              "A consent is missing, or was changed."};
    case EvidencePoint::shown_right:
      return {"Tính lại theo các câu trả lời thì kết quả đã hiển thị là đúng: {0}.",
              "Worked out again from the answers, the result that was shown is right: {0}."};
    case EvidencePoint::shown_wrong:
      return {"Kết quả ghi trong yêu cầu không đúng với các câu trả lời. Tính lại: {0}.",
              "The result in the request does not follow from the answers. Worked out again: {0}."};
    case EvidencePoint::shown_broken:
      return {"Kết quả ghi trong yêu cầu không đúng định dạng, hoặc đã bị thay đổi.",
              "The result in the request is not well formed, or was changed."};
    case EvidencePoint::received_right:
      return {"Tính lại cho ngày tiếp nhận thì kết quả trong biên nhận là đúng: {0}.",
              "Worked out again for the day of receipt, the result in the receipt is right: {0}."};
    case EvidencePoint::received_wrong:
      return {
          "Kết quả trong biên nhận không đúng khi tính lại cho ngày tiếp nhận: {0}.",
          "The result in the receipt is not right when worked out again for the day of receipt: "
          "{0}."};
    case EvidencePoint::verdict_unchecked:
      return {"Kết quả chưa tính lại được, vì không có bản quy định của yêu cầu.",
              "The result could not be worked out again without the conditions of the request."};
    case EvidencePoint::times_odd:
      return {"Đồng hồ của thiết bị gửi và của nơi tiếp nhận lệch nhau.",
              "The clocks of the device and of the receiver disagree."};
  }
  return {};
}

std::string in(Words words, Language language, std::string_view value = {}) {
  std::string text(language == Language::vi ? words.vi : words.en);
  const std::size_t slot = text.find("{0}");
  if (slot != std::string::npos) text.replace(slot, 3, value);
  return text;
}

}  // namespace

std::string point_words(EvidencePoint point, std::string_view value, Language language) {
  return in(words_of(point), language, value);
}

std::string none_words(Language language) {
  return in({"không có", "none"}, language);
}

std::string mark_words(Holds holds, Language language) {
  switch (holds) {
    case Holds::yes:
      return in({"Khớp", "Matches"}, language);
    case Holds::no:
      return in({"Không khớp", "Does not match"}, language);
    case Holds::open:
      break;
  }
  return in({"Chưa kiểm tra được", "Could not be checked"}, language);
}

std::string result_words(Holds holds, std::size_t count, Language language) {
  const std::string number = std::to_string(count);
  switch (holds) {
    case Holds::yes:
      return in({"Mọi điểm đều khớp", "Everything matches"}, language);
    case Holds::no:
      return count == 1
                 ? in({"Có 1 điểm không khớp", "1 point does not match"}, language)
                 : in({"Có {0} điểm không khớp", "{0} points do not match"}, language, number);
    case Holds::open:
      break;
  }
  return count == 1 ? in({"Còn 1 điểm chưa kiểm tra được; các điểm khác đều khớp",
                          "1 point could not be checked; everything else matches"},
                         language)
                    : in({"Còn {0} điểm chưa kiểm tra được; các điểm khác đều khớp",
                          "{0} points could not be checked; everything else matches"},
                         language, number);
}

std::string limits_words(bool countersigned, Language language) {
  if (countersigned) {
    return in({"Việc kiểm tra này cho biết các tệp có nguyên vẹn và khớp nhau hay không, và biên "
               "nhận có do nơi tiếp nhận cấp hay không.",
               "This check shows whether the files are whole and belong together, and whether the "
               "receiver gave the receipt."},
              language);
  }
  return in(
      {"Việc kiểm tra này cho biết các tệp có nguyên vẹn và khớp nhau hay không. Nó chưa chứng "
       "minh ai đã cấp biên nhận.",
       "This check shows whether the files are whole and belong together. It does not prove "
       "who gave the receipt."},
      language);
}

std::string fault_words(FileProblem problem, Language language) {
  switch (problem) {
    case FileProblem::unreadable:
      return in({"Tệp này không đọc được. Quý khách vui lòng chọn tệp gốc đã lưu, chưa chỉnh sửa.",
                 "This file cannot be read. Please choose the file as it was saved, unedited."},
                language);
    case FileProblem::unknown:
      return in({"Đây không phải là tệp biên nhận hay yêu cầu đã lưu. Quý khách vui lòng chọn tệp "
                 "khác.",
                 "This is not a saved receipt or request. Please choose another file."},
                language);
    case FileProblem::second:
      return in({"Quý khách vui lòng kiểm tra từng yêu cầu một: ở đây có hai yêu cầu hoặc hai biên "
                 "nhận.",
                 "Please verify one request at a time: there are two requests or two receipts."},
                language);
    case FileProblem::no_request:
      break;
  }
  return in({"Chưa có tệp yêu cầu. Biên nhận chỉ đối chiếu được cùng với yêu cầu đã gửi; quý khách "
             "vui lòng chọn cả hai tệp.",
             "The request is missing. A receipt can only be compared with the request that was "
             "sent; please choose both files."},
            language);
}

std::string sent_words(std::string_view member, Language language) {
  if (member == "answers") return in({"Các câu trả lời", "Answers"}, language);
  if (member == "fields") return in({"Thông tin gửi kèm", "Your details"}, language);
  return in({"Đã đồng ý", "Agreed to"}, language);
}

}  // namespace precall
