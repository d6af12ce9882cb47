// The words of mode="popup": what stands on the page before anything of the policy is loaded.

const vi = {
  open: 'Kiểm tra trước khi gọi',
  close: 'Đóng',
};

type Words = typeof vi;

const en: Words = {
  open: 'Check before you call',
  close: 'Close',
};

export const popupWords = (language: string): Words => (language === 'en' ? en : vi);
