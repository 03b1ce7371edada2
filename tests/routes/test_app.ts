import { Builder } from "fresh/dev";
import { createApp } from "@/app.ts";
import { noBus } from "@/chat/bus.ts";
import { Chat } from "@/chat/chat.ts";
import { type Environment, systemEnvironment } from "@/chat/environment.ts";
import { KvStore } from "@/chat/kv_store.ts";
import type { Store } from "@/chat/store.ts";
import { readSettings } from "@/settings.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const applyBuild = await new Builder({ root: ROOT }).build({
  snapshot: "memory",
});

type Handler = (
  req: Request,
  info?: Deno.ServeHandlerInfo,
) => Promise<Response>;

/** The whole app over a database in memory, asked without a network. */
export class TestApp implements Disposable {
  readonly chat: Chat;
  readonly #handler: Handler;

  /** `variables` are the settings, as in the environment. */
  static async open(
    variables: Record<string, string> = {},
    environment: Environment = systemEnvironment,
    store?: Store,
  ): Promise<TestApp> {
    const settings = readSettings(new Map(Object.entries(variables)), 1);
    const chat = await Chat.open({
      store: store ?? new KvStore(await Deno.openKv(":memory:")),
      bus: noBus,
      environment,
      postsPerSecond: settings.postsPerSecond,
      connectionsPerAddress: settings.connectionsPerIp,
    });
    const app = createApp(chat, settings);
    applyBuild(app);
    return new TestApp(chat, app.handler());
  }

  private constructor(
    chat: Chat,
    handler: Handler,
  ) {
    this.chat = chat;
    this.#handler = handler;
  }

  ask(
    path: string,
    init: RequestInit & { token?: string; info?: Deno.ServeHandlerInfo } = {},
  ): Promise<Response> {
    const headers = new Headers(init.headers);
    if (init.token !== undefined) {
      headers.set("cookie", `session=${init.token}`);
    }
    return this.#handler(
      new Request(new URL(path, "http://chat.test"), { ...init, headers }),
      init.info,
    );
  }

  postJson(path: string, body: unknown, token?: string): Promise<Response> {
    const init = { method: "POST", body: JSON.stringify(body) };
    return this.ask(path, token === undefined ? init : { ...init, token });
  }

  /** A guest's session. */
  async session(): Promise<string> {
    return (await this.chat.people.newcomer()).token;
  }

  [Symbol.dispose](): void {
    this.chat.close();
  }
}
