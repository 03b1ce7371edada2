import { FORM_BODY_BYTES, JSON_BODY_BYTES } from "@/chat/limits.ts";
import { Refusal } from "@/chat/refusal.ts";

/** What comes of a body. Throws {@linkcode Refusal} if its sender breaks off. */
async function* whole(body: Request["body"]) {
  try {
    yield* body ?? [];
  } catch (error) {
    throw new Refusal(
      "bad_packet",
      "Cannot read the body: expected all of it, but it has broken off",
      { cause: error },
    );
  }
}

/** Reads a bounded body. Counts what comes, not what `Content-Length` says. Throws {@linkcode Refusal}. */
async function readBody(
  req: Request,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of whole(req.body)) {
    size += chunk.length;
    if (size > most) {
      throw new Refusal(
        "too_long",
        `Cannot read the body: expected at most ${most} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Throws {@linkcode Refusal} unless the body is bounded, well-formed JSON. */
export async function readJson(req: Request): Promise<unknown> {
  const bytes = await readBody(req, JSON_BODY_BYTES);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new Refusal(
      "bad_json",
      "Cannot read the body: expected JSON in UTF-8",
      { cause: error },
    );
  }
}

/** Throws {@linkcode Refusal} unless the body is a bounded form. Files count as absent. */
export async function readForm(req: Request): Promise<Map<string, string>> {
  const headers = { "content-type": req.headers.get("content-type") ?? "" };
  const bytes = await readBody(req, FORM_BODY_BYTES);
  try {
    const form = await new Response(bytes, { headers }).formData();
    return new Map(
      [...form].flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value]] : []
      ),
    );
  } catch (error) {
    throw new Refusal(
      "bad_packet",
      "Cannot read the form: expected application/x-www-form-urlencoded or multipart/form-data",
      { cause: error },
    );
  }
}
