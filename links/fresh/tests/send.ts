import type { App } from "fresh";

/** What an app answers to a request made by hand. */
export function send<State>(
  app: App<State>,
  path: string,
  init?: RequestInit,
): Promise<Response> {
  return app.handler()(new Request(`http://localhost${path}`, init));
}

/** The body of what an app answers. */
export async function body<State>(
  app: App<State>,
  path: string,
  init?: RequestInit,
): Promise<string> {
  const response = await send(app, path, init);
  return await response.text();
}

/** The status and the body of what an app answers. */
export async function outcome<State>(
  app: App<State>,
  path: string,
  method = "GET",
): Promise<[number, string]> {
  const response = await send(app, path, { method });
  return [response.status, await response.text()];
}

/** A handler that throws this. */
export function failing(error: unknown): () => never {
  return () => {
    throw error;
  };
}

/** Runs `action`, and gives what it logged as errors instead of printing it. */
export async function errorsOf(
  action: () => Promise<unknown>,
): Promise<unknown[][]> {
  const logged: unknown[][] = [];
  const original = console.error;
  console.error = (...values: unknown[]) => void logged.push(values);
  try {
    await action();
  } finally {
    console.error = original;
  }
  return logged;
}
