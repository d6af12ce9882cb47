// The words of mode="popup": what stands on the page before anything of the policy is loaded.
import type { Spoken } from './spoken.ts';

interface PopupWords {
  open: string;
  close: string;
}

export const popupWords: Spoken<PopupWords> = {
  vi: { open: 'Kiểm tra trước khi gọi', close: 'Đóng' },
  en: { open: 'Check before you call', close: 'Close' },
};
