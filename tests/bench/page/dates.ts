// Dates as the contenders' fields take them: 2026-11-22, or 22/11/2026 as Vietnamese write it.

export const isoDate = (written: string) =>
  /^\d+\/\d+\/\d+$/.test(written) ? written.split('/').reverse().join('-') : written;

export const vietnameseDate = (value: string) =>
  /^\d+-\d+-\d+$/.test(value) ? value.split('-').reverse().join('/') : value;
