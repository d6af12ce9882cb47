// What the widget says about requests that it keeps, hands over, or could not keep.
import type { Spoken } from './spoken.ts';

interface SavingWords {
  kept: string;
  notKept: string;
  handOver: string;
  saveRequest: string;
  saveReceipt: string;
  print: string;
  remove: string;
  removeAsk: string;
  removeYes: string;
  removeNo: string;
  earlier: string;
  waiting(at: string): string;
  /** The receiver's own word follows. */
  refused(at: string): string;
  received(at: string, code: string): string;
  sendNow: string;
  hide: string;
}

export const savingWords: Spoken<SavingWords> = {
  vi: {
    kept: 'Yêu cầu đã được lưu trên thiết bị này và sẽ tự gửi lại, kể cả khi quý khách đóng trang rồi mở lại.',
    notKept:
      'Yêu cầu không lưu được trên thiết bị này, chỉ có trong trang đang mở cho đến khi được xác nhận. Quý khách vui lòng giữ trang này mở, hoặc lưu yêu cầu thành tệp.',
    handOver:
      'Nếu yêu cầu vẫn chưa gửi được, quý khách vui lòng lưu yêu cầu thành tệp, gọi đường dây hỗ trợ và chuyển tệp đó cho nhân viên. Nhân viên nhập được tệp vào hệ thống, quý khách không phải điền lại.',
    saveRequest: 'Lưu yêu cầu thành tệp',
    saveReceipt: 'Lưu biên nhận',
    print: 'In trang này',
    remove: 'Xóa yêu cầu khỏi thiết bị này',
    removeAsk: 'Yêu cầu chưa được xác nhận. Quý khách có chắc muốn xóa không?',
    removeYes: 'Xóa hẳn',
    removeNo: 'Giữ lại',
    earlier: 'Yêu cầu trước đó trên thiết bị này',
    waiting: (at) => `Yêu cầu lập lúc ${at} đang chờ gửi.`,
    refused: (at) => `Yêu cầu lập lúc ${at} không được chấp nhận:`,
    received: (at, code) => `Yêu cầu lập lúc ${at} đã được tiếp nhận. Mã yêu cầu: ${code}.`,
    sendNow: 'Gửi ngay',
    hide: 'Đã biết',
  },
  en: {
    kept: 'The request is saved on this device and goes on trying to send itself, also after you close this page and open it again.',
    notKept:
      'The request could not be saved on this device. Until it is confirmed it exists only in this open page: please keep the page open, or save the request as a file.',
    handOver:
      'If the request still cannot be sent, please save it as a file, call the hotline and pass the file on to staff. They can import it, so that you need not fill it in again.',
    saveRequest: 'Save the request as a file',
    saveReceipt: 'Save the receipt',
    print: 'Print this page',
    remove: 'Delete the request from this device',
    removeAsk: 'The request has not been confirmed. Delete it all the same?',
    removeYes: 'Delete for good',
    removeNo: 'Keep it',
    earlier: 'Earlier requests on this device',
    waiting: (at) => `The request made on ${at} is waiting to be sent.`,
    refused: (at) => `The request made on ${at} was not accepted:`,
    received: (at, code) => `The request made on ${at} has been received. Request code: ${code}.`,
    sendNow: 'Send now',
    hide: 'Dismiss',
  },
};
