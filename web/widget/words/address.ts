// What is said about the link to a check; the core knows of no addresses.

const vi = {
  copy: 'Sao chép liên kết đến các câu trả lời này',
  copied: 'Đã sao chép. Khi mở liên kết, những điều cần quý khách đồng ý sẽ được hỏi lại.',
  byHand: 'Quý khách vui lòng sao chép liên kết này',
};

type Words = Record<keyof typeof vi, string>;

const en: Words = {
  copy: 'Copy a link to these answers',
  copied: 'Copied. What needs your agreement is asked again when the link is opened.',
  byHand: 'Please copy this link',
};

export const words = (language: string): Words => (language === 'en' ? en : vi);
