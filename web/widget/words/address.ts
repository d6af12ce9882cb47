// What is said about the link to a check; the core knows of no addresses.
import type { Spoken } from './spoken.ts';

interface AddressWords {
  copy: string;
  copied: string;
  byHand: string;
}

export const addressWords: Spoken<AddressWords> = {
  vi: {
    copy: 'Sao chép liên kết đến các câu trả lời này',
    copied: 'Đã sao chép. Khi mở liên kết, những điều cần quý khách đồng ý sẽ được hỏi lại.',
    byHand: 'Quý khách vui lòng sao chép liên kết này',
  },
  en: {
    copy: 'Copy a link to these answers',
    copied: 'Copied. What needs your agreement is asked again when the link is opened.',
    byHand: 'Please copy this link',
  },
};
