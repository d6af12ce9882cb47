// What the widget says about the answers that it keeps on this device, and that it could not send.
import type { Spoken } from './spoken.ts';

interface DraftWords {
  kept: string;
  lost: string;
  clear: string;
  /** What sending needs has not come. */
  stuck: string;
}

export const draftWords: Spoken<DraftWords> = {
  vi: {
    kept: 'Câu trả lời được lưu trên thiết bị này trong 24 giờ. Nếu dùng chung máy, quý khách vui lòng xóa trước khi rời đi.',
    lost: 'Trình duyệt không cho lưu câu trả lời trên thiết bị này. Quý khách vui lòng giữ trang này mở cho đến khi gửi xong.',
    clear: 'Xóa câu trả lời',
    stuck: 'Chưa gửi được vì mất kết nối. Quý khách vui lòng bấm gửi lại.',
  },
  en: {
    kept: 'Your answers are saved on this device for 24 hours. On a shared computer, please clear them before you leave.',
    lost: 'This browser does not let your answers be saved on this device. Please keep this page open until you have sent them.',
    clear: 'Clear the answers',
    stuck: 'Not sent: no connection. Please try again.',
  },
};
