// Everything about <precall-checker> that a page may rely on, with its words in both languages.
// The embed page's tables and the custom-elements manifest are made from this; tests hold it
// against the element, its styles and its templates.

export interface Entry {
  name: string;
  vi: string;
  en: string;
}

export interface Attribute extends Entry {
  type: string;
  default: string;
}

export interface Event extends Entry {
  type: string;
}

export const attributes: Attribute[] = [
  {
    name: 'policy',
    type: 'string',
    default: '',
    vi: 'Địa chỉ của tệp quy định, tính từ trang chứa công cụ.',
    en: 'Address of the policy file, relative to the page.',
  },
  {
    name: 'endpoint',
    type: 'string',
    default: '/v1/submissions',
    vi: 'Địa chỉ nhận yêu cầu, tính từ trang chứa công cụ.',
    en: 'Address that requests are posted to, relative to the page.',
  },
  {
    name: 'lang',
    type: "'vi' | 'en'",
    default: '',
    vi: 'Ngôn ngữ; nếu không ghi thì theo ngôn ngữ của trang.',
    en: 'The language; without it that of the page around.',
  },
  {
    name: 'mode',
    type: "'inline' | 'popup'",
    default: 'inline',
    vi: 'Hiện ngay trong trang, hoặc là một nút mở hộp thoại.',
    en: 'In the page itself, or a button that opens a dialog.',
  },
  {
    name: 'label',
    type: 'string',
    default: '',
    vi: 'Chữ trên nút của mode="popup".',
    en: 'The words on the button of mode="popup".',
  },
  {
    name: 'keep',
    type: "'draft' | 'none'",
    default: 'draft',
    vi: 'Câu trả lời được lưu trên máy của khách trong 24 giờ, hoặc không lưu gì.',
    en: 'Answers stay on the visitor’s device for 24 hours, or nothing does.',
  },
  {
    name: 'address',
    type: 'boolean',
    default: 'false',
    vi: 'Địa chỉ trang ghi lại câu trả lời: liên kết mở lại đúng bước, nút Back lùi từng bước.',
    en: 'The page’s address carries the answers: links reopen the check, Back goes through it.',
  },
  {
    name: 'face',
    type: "'html' | 'canvas'",
    default: 'html',
    vi: 'Cách hiển thị: "html", hoặc "canvas": vẽ bằng WebGL, kèm bảng điều khoản và thước ngày; không vẽ được thì trở lại "html".',
    en: 'How it is shown: "html", or "canvas": painted with WebGL, with a live board of clauses and a time line; where that cannot be, "html".',
  },
];

export const events: Event[] = [
  {
    name: 'precall:screen',
    type: 'CustomEvent<{ screen: Screen }>',
    vi: 'Sau mỗi thay đổi: tất cả những gì đang hiện.',
    en: 'After every change: all that is shown now.',
  },
  {
    name: 'precall:verdict',
    type: 'CustomEvent<{ verdict: Verdict }>',
    vi: 'Khi có kết quả, hoặc kết quả thay đổi.',
    en: 'When there is a verdict, or another one.',
  },
  {
    name: 'precall:submitted',
    type: 'CustomEvent<{ receipt: Receipt }>',
    vi: 'Khi yêu cầu đã được tiếp nhận, kèm biên nhận.',
    en: 'When a request has arrived, with its receipt.',
  },
];

export const properties: Entry[] = [
  { name: '--precall-font', vi: 'Bộ chữ', en: 'Font family' },
  { name: '--precall-radius', vi: 'Độ bo góc của khung', en: 'Corner of the card' },
  { name: '--precall-ink', vi: 'Chữ', en: 'Text' },
  { name: '--precall-muted', vi: 'Chữ phụ', en: 'Quiet text' },
  { name: '--precall-card', vi: 'Nền của khung', en: 'Background of the card' },
  { name: '--precall-line', vi: 'Đường kẻ', en: 'Quiet lines' },
  { name: '--precall-field', vi: 'Viền của ô nhập', en: 'Borders of fields' },
  { name: '--precall-brand', vi: 'Nút chính và liên kết', en: 'Main buttons and links' },
  { name: '--precall-brand-deep', vi: 'Nút khi trỏ vào', en: 'Buttons under the pointer' },
  { name: '--precall-on-brand', vi: 'Chữ trên nút chính', en: 'Text on main buttons' },
  { name: '--precall-brand-soft', vi: 'Nền của câu đã chọn', en: 'Background of chosen answers' },
  { name: '--precall-sprout', vi: 'Màu nhấn', en: 'The light accent' },
  { name: '--precall-focus', vi: 'Vòng tiêu điểm', en: 'Focus ring' },
  { name: '--precall-ok', vi: 'Đủ điều kiện: chữ', en: 'Eligible: text' },
  { name: '--precall-ok-bg', vi: 'Đủ điều kiện: nền', en: 'Eligible: background' },
  { name: '--precall-warn', vi: 'Có thể bị từ chối: chữ', en: 'May be refused: text' },
  { name: '--precall-warn-bg', vi: 'Có thể bị từ chối: nền', en: 'May be refused: background' },
  { name: '--precall-no', vi: 'Chưa đạt, lỗi: chữ', en: 'Not met, errors: text' },
  { name: '--precall-no-bg', vi: 'Chưa đạt, lỗi: nền', en: 'Not met, errors: background' },
  { name: '--precall-open', vi: 'Chưa rõ: chữ', en: 'Still open: text' },
  { name: '--precall-open-bg', vi: 'Chưa rõ: nền', en: 'Still open: background' },
];

export const parts: Entry[] = [
  { name: 'card', vi: 'Toàn bộ khung', en: 'The whole card' },
  { name: 'bar', vi: 'Dải trên cùng', en: 'The strip on top' },
  { name: 'title', vi: 'Tên công cụ', en: 'Name of the tool' },
  { name: 'language', vi: 'Nút đổi ngôn ngữ', en: 'Button for the other language' },
  { name: 'progress', vi: 'Thanh tiến độ', en: 'Progress bar' },
  { name: 'meta', vi: 'Số câu đã trả lời', en: 'How many questions are answered' },
  { name: 'heading', vi: 'Tiêu đề của bước', en: 'Heading of the step' },
  { name: 'notice', vi: 'Lời mở đầu của quy định', en: 'The preamble of the conditions' },
  { name: 'error-summary', vi: 'Danh sách lỗi', en: 'List of errors' },
  { name: 'question', vi: 'Một câu hỏi hoặc ô nhập', en: 'A question or field' },
  { name: 'label', vi: 'Lời của câu hỏi', en: 'The words of a question' },
  { name: 'help', vi: 'Lời hướng dẫn', en: 'Help with a question' },
  { name: 'error', vi: 'Lỗi cạnh câu hỏi', en: 'Error beside a question' },
  { name: 'option', vi: 'Một lựa chọn', en: 'An option' },
  { name: 'input', vi: 'Ô nhập', en: 'A typed field' },
  { name: 'clause', vi: 'Nguyên văn điều khoản', en: 'A quoted clause' },
  { name: 'clause-label', vi: 'Số của điều khoản', en: 'Number of a clause' },
  { name: 'banner', vi: 'Dải kết quả', en: 'The outcome' },
  { name: 'banner-ok', vi: 'Kết quả: đủ điều kiện', en: 'Outcome: eligible' },
  { name: 'banner-warn', vi: 'Kết quả: có thể bị từ chối', en: 'Outcome: may be refused' },
  { name: 'banner-no', vi: 'Kết quả: chưa đạt', en: 'Outcome: not met' },
  { name: 'banner-open', vi: 'Kết quả: chưa rõ', en: 'Outcome: still open' },
  { name: 'reason', vi: 'Một lý do', en: 'A reason' },
  { name: 'plan', vi: 'Việc cần làm để đủ điều kiện', en: 'What would change the outcome' },
  { name: 'unknown', vi: 'Những câu còn để ngỏ', en: 'What is still open' },
  { name: 'calendar', vi: 'Nút thêm ngày vào lịch', en: 'Button that adds a day to a calendar' },
  { name: 'review-row', vi: 'Một dòng để xem lại', en: 'A row to check' },
  { name: 'receipt-code', vi: 'Mã biên nhận', en: 'Code of the receipt' },
  { name: 'button', vi: 'Mọi nút', en: 'Every button' },
  { name: 'button-primary', vi: 'Nút chính', en: 'The main button' },
  {
    name: 'link',
    vi: 'Nút có dạng liên kết, liên kết',
    en: 'Links, and buttons that look like one',
  },
  { name: 'call', vi: 'Liên kết gọi điện', en: 'Link that calls the hotline' },
  { name: 'contact', vi: 'Dòng liên hệ', en: 'The line with the hotline' },
  { name: 'around', vi: 'Phần dưới cùng: những gì được lưu', en: 'The foot: what is kept' },
  { name: 'kept', vi: 'Dòng báo đã lưu trên máy', en: 'The line that says what is kept' },
  {
    name: 'not-kept',
    vi: 'Dòng báo không lưu được',
    en: 'The line that says that nothing is kept',
  },
  {
    name: 'hand-over',
    vi: 'Cách nộp yêu cầu bằng tệp',
    en: 'How to hand a request over as a file',
  },
  { name: 'earlier', vi: 'Các yêu cầu trước', en: 'Earlier requests' },
  {
    name: 'live',
    vi: 'Phần chỉ có ở face="canvas"',
    en: 'What only face="canvas" tells',
  },
  { name: 'timeline', vi: 'Thước ngày', en: 'The time line' },
  { name: 'slider', vi: 'Con trượt của thước ngày', en: 'The slider of the time line' },
  { name: 'board', vi: 'Bảng điều khoản', en: 'The board of clauses' },
  { name: 'board-clause', vi: 'Một điều khoản trên bảng', en: 'A clause on the board' },
  { name: 'open-button', vi: 'Nút mở hộp thoại', en: 'The button that opens the dialog' },
  { name: 'dialog', vi: 'Hộp thoại', en: 'The dialog' },
  { name: 'close-button', vi: 'Nút đóng hộp thoại', en: 'The button that closes it' },
];
