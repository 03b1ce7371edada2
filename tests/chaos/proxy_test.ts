import { assert, assertEquals } from "@std/assert";
import { Proxy } from "./proxy.ts";
import { connectTo, readSome, writeAll } from "./tcp.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Says hello to each that connects, sends back what comes, and notes it. */
class Echo implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly port = this.#listener.addr.port;
  /** Everything that came, over all connections. */
  heard = "";
  /** Resolves when a connection has ended. */
  readonly ended = Promise.withResolvers<void>();
  readonly #serving = this.#serve();

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#serving;
  }

  async #serve(): Promise<void> {
    const echoing: Promise<void>[] = [];
    try {
      for await (const connection of this.#listener) {
        echoing.push(this.#echo(connection));
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
    await Promise.all(echoing);
  }

  async #echo(connection: Deno.TcpConn): Promise<void> {
    await writeAll(connection, encoder.encode("hello"));
    const buffer = new Uint8Array(1_024);
    for (;;) {
      const bytes = await readSome(connection, buffer);
      if (bytes === null) break;
      this.heard += decoder.decode(bytes);
      await writeAll(connection, bytes);
    }
    this.ended.resolve();
    connection.close();
  }
}

/** A client of the proxy, and what it has read. */
class Client implements Disposable {
  text = "";
  readonly #connection: Deno.TcpConn;

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  static async of({ port }: Proxy): Promise<Client> {
    const connection = await connectTo(port);
    assert(connection);
    return new Client(connection);
  }

  write(text: string): Promise<boolean> {
    return writeAll(this.#connection, encoder.encode(text));
  }

  /** Reads until it has so much, or to the end. */
  async read(length = Infinity): Promise<string> {
    const buffer = new Uint8Array(1_024);
    while (this.text.length < length) {
      const bytes = await readSome(this.#connection, buffer);
      if (bytes === null) break;
      this.text += decoder.decode(bytes);
    }
    return this.text;
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }
}

Deno.test("Proxy passes everything on, in whatever pieces and however late", async () => {
  await using echo = new Echo();
  await using proxy = new Proxy();
  proxy.target = echo.port;
  proxy.weather.slice = () => 3;
  proxy.weather.delay = () => 1;
  using client = await Client.of(proxy);
  await client.write("one two three");
  assertEquals(await client.read(18), "helloone two three");
});

Deno.test("Proxy turns away whoever comes while there is nothing behind it", async () => {
  await using proxy = new Proxy();
  using client = await Client.of(proxy);
  assertEquals(await client.read(), "");
});

Deno.test("Proxy.cut() ends both ends", async () => {
  await using echo = new Echo();
  await using proxy = new Proxy();
  proxy.target = echo.port;
  using client = await Client.of(proxy);
  await client.read(5);
  assertEquals(proxy.cut(), 1);
  assertEquals(await client.read(), "hello");
});

Deno.test("Proxy.strand() ends one end and leaves the other in the dark", async () => {
  await using echo = new Echo();
  await using proxy = new Proxy();
  proxy.target = echo.port;
  using client = await Client.of(proxy);
  await client.read(5);
  assertEquals(proxy.strand("client"), 1);
  await echo.ended.promise;
  assert(await client.write("is anybody there"));
  const reading = client.read();
  proxy.hangUp();
  assertEquals(await reading, "hello");
  assertEquals(echo.heard, "");
});

Deno.test("Proxy.swallow() accepts and passes nothing on, and what was swallowed stays so", async () => {
  await using echo = new Echo();
  await using proxy = new Proxy();
  proxy.target = echo.port;
  using before = await Client.of(proxy);
  await before.read(5);
  assertEquals(proxy.swallow(), 1);
  using meanwhile = await Client.of(proxy);
  await before.write("before");
  await meanwhile.write("meanwhile");
  while (proxy.swallowed === 0) await new Promise((look) => setTimeout(look));
  proxy.heal();
  using after = await Client.of(proxy);
  await after.write("after");
  assertEquals(await after.read(10), "helloafter");
  assertEquals(echo.heard, "after");
  proxy.hangUp();
  assertEquals([await before.read(), await meanwhile.read()], ["hello", ""]);
});
