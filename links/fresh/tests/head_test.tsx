import { assertEquals, assertStringIncludes } from "@std/assert";
import { App, type PageProps } from "fresh";
import { Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import { body } from "./send.ts";

function Wrapper({ Component }: PageProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>App</title>
        <meta name="description" content="app" />
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
}

/** What is in the document's head around a page. */
async function headOf(
  content: ComponentChildren,
  wrapper = true,
): Promise<string> {
  const app = new App();
  if (wrapper) app.appWrapper(Wrapper);
  const component = () => (
    <main>
      {content}
      <p>text</p>
    </main>
  );
  const html = await body(app.route("/", { component }), "/");
  assertStringIncludes(html, "<main><p>text</p></main>");
  return /<head>(.*)<\/head>/.exec(html)?.[1] ?? "";
}

Deno.test("Head moves its children into the app wrapper's head", async () => {
  const head = await headOf(
    <Head>
      <link rel="icon" href="/icon.svg" />
    </Head>,
  );
  assertStringIncludes(head, '<link rel="icon" href="/icon.svg"');
});

Deno.test("Head replaces the title and equal meta elements in their place", async () => {
  const head = await headOf(
    <Head>
      <title>Page</title>
      <meta name="description" content="page" />
    </Head>,
  );
  assertEquals(
    tagsIn(head),
    [
      '<meta charset="utf-8">',
      "<title>Page</title>",
      '<meta name="description" content="page">',
    ],
  );
});

Deno.test("Head replaces an earlier element with the same key, which shows as data-key", async () => {
  const head = await headOf(
    <Head>
      <meta key="k" name="a" content="1" />
      <meta key="k" name="b" content="2" />
    </Head>,
  );
  assertEquals(head.match(/data-key="k"/g)?.length, 1);
  assertStringIncludes(head, 'name="b"');
});

Deno.test("Head of the page wins over that of the layout, and that over the app wrapper's", async () => {
  const title = (text: string) => (
    <Head>
      <title>{text}</title>
    </Head>
  );
  const app = new App()
    .appWrapper((props) => (
      <>
        {title("wrapper")}
        <Wrapper {...props} />
      </>
    ))
    .layout("*", ({ Component }) => (
      <>
        {title("layout")}
        <Component />
      </>
    ))
    .route("/with", { component: () => title("page") })
    .route("/without", { component: () => <p>x</p> });
  assertStringIncludes(await body(app, "/with"), "<title>page</title>");
  assertStringIncludes(await body(app, "/without"), "<title>layout</title>");
});

Deno.test("Head works without an app wrapper", async () => {
  const head = await headOf(
    <Head>
      <title>Alone</title>
    </Head>,
    false,
  );
  assertEquals(tagsIn(head), [
    '<meta charset="utf-8">',
    "<title>Alone</title>",
  ]);
});

Deno.test("Head gives its scripts the nonce of the document", async () => {
  const head = await headOf(
    <Head>
      <script src="/a.js" />
    </Head>,
  );
  assertEquals(/<script[^>]*nonce="[0-9a-f]{32}"/.test(head), true);
});

/** Void elements may or may not be closed by a slash. */
function tagsIn(head: string): string[] {
  return head.replaceAll(/ ?\/>/g, ">").match(/<title>.*?<\/title>|<[^>]+>/g) ??
    [];
}
