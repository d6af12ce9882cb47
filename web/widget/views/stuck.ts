// What sending needs has not come: that is said, and the button may be pressed again.
import { html } from 'lit';

const WORDS = {
  vi: 'Chưa gửi được vì mất kết nối. Quý khách vui lòng bấm gửi lại.',
  en: 'Not sent: the connection failed. Please press send again.',
};

export const stuck = (language: string) =>
  html`<div class="around" data-face>
    <p role="alert" part="not-kept">${WORDS[language === 'en' ? 'en' : 'vi']}</p>
  </div>`;
