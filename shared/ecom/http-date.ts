const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const form = /^\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/;

/** The instant of a date in a header (`Thu, 12 Nov 2026 09:31:40 GMT`), or `undefined` for text of another form. */
export function instantOfHttpDate(text: string): string | undefined {
  const [, day, name = '', year, time] = form.exec(text) ?? [];
  const month = months.indexOf(name) + 1;
  return day && month > 0 ? `${year}-${String(month).padStart(2, '0')}-${day}T${time}Z` : undefined;
}
