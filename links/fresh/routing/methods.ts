import type { Method } from "../types.ts";

/** All that a route can be registered for. */
export const METHODS: readonly Method[] = [
  "HEAD",
  "GET",
  "POST",
  "PATCH",
  "PUT",
  "DELETE",
  "OPTIONS",
];

export function isMethod(name: string): name is Method {
  return METHODS.some((method) => method === name);
}

/** The entries that may answer a request, best first: HEAD is answered by GET where it has no entry of its own. */
export function answeringMethods(requested: string): Method[] {
  if (requested === "HEAD") return ["HEAD", "GET"];
  return isMethod(requested) ? [requested] : [];
}
