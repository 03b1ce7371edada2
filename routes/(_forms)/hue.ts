import { HUES } from "@/chat/limits.ts";
import { field, type Form } from "@/routes/(_forms)/form.ts";

/** The number of the colour that was chosen; nothing if none was, or none that there is. */
export function hueIn(form: Form): number | undefined {
  const text = field(form, "hue");
  return /^\d{1,2}$/.test(text) && Number(text) < HUES
    ? Number(text)
    : undefined;
}
