// What is said when sending needs what has not come.
import type { Spoken } from './spoken.ts';

export const stuckWords: Spoken<string> = {
  vi: 'Chưa gửi được vì mất kết nối. Quý khách vui lòng bấm gửi lại.',
  en: 'Not sent: the connection failed. Please press send again.',
};
