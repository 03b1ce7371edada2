/** A form as `readForm` gives it: what was filled in, by field. */
export type Form = ReadonlyMap<string, string>;

/** A field of text as it was typed: forms send line breaks as CRLF. Empty if it is missing. */
export function field(form: Form, name: string): string {
  return (form.get(name) ?? "").replaceAll("\r\n", "\n");
}
