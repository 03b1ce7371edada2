import { assertEquals, assertStringIncludes } from "@std/assert";
import { App, type PageProps } from "fresh";
import { body } from "./send.ts";

type Props = PageProps<unknown, unknown>;

function Wrapper({ Component }: Props) {
  return (
    <html>
      <head />
      <body>
        app-<Component />
      </body>
    </html>
  );
}

function Outer({ Component }: Props) {
  return (
    <i>
      outer-<Component />
    </i>
  );
}

function Inner({ Component }: Props) {
  return (
    <b>
      inner-<Component />
    </b>
  );
}

function Page() {
  return <u>page</u>;
}

/** What stands in the body. */
async function content(
  app: App<unknown>,
  path: string,
): Promise<string | undefined> {
  return /<body>(.*)<\/body>/.exec(await body(app, path))?.[1];
}

Deno.test("app wrapper, layouts and page are nested from outside to inside", async () => {
  const app = new App().appWrapper(Wrapper).layout("*", Outer).layout(
    "/a",
    Inner,
  )
    .route("/", { component: Page })
    .route("/a", { component: Page });
  assertEquals(await content(app, "/"), "app-<i>outer-<u>page</u></i>");
  assertEquals(
    await content(app, "/a"),
    "app-<i>outer-<b>inner-<u>page</u></b></i>",
  );
});

Deno.test("layout() and appWrapper() do nothing for routes before them", async () => {
  const app = new App().route("/", { component: Page }).appWrapper(Wrapper)
    .layout("*", Outer);
  assertEquals(await content(app, "/"), "<u>page</u>");
});

Deno.test("appWrapper() counts as it was last set before a route", async () => {
  const app = new App().appWrapper(Wrapper).route("/1", { component: Page })
    .appWrapper(({ Component }) => (
      <body>
        second-<Component />
      </body>
    ))
    .route("/2", { component: Page });
  assertEquals(await content(app, "/1"), "app-<u>page</u>");
  assertEquals(await content(app, "/2"), "second-<u>page</u>");
});

Deno.test("ctx.render() is surrounded like a page", async () => {
  const app = new App().appWrapper(Wrapper).layout("*", Outer).get(
    "/",
    (ctx) => ctx.render(<Page />),
  );
  assertEquals(await content(app, "/"), "app-<i>outer-<u>page</u></i>");
});

Deno.test("skipInheritedLayouts in a layout drops the outer ones, in a route all", async () => {
  const skip = { skipInheritedLayouts: true };
  const app = new App().appWrapper(Wrapper).layout("*", Outer).layout(
    "/a",
    Inner,
    skip,
  )
    .route("/a", { component: Page })
    .route("/b", { component: Page, config: skip })
    .get("/c", (ctx) => ctx.render(<Page />, {}, skip));
  assertEquals(await content(app, "/a"), "app-<b>inner-<u>page</u></b>");
  assertEquals(await content(app, "/b"), "app-<u>page</u>");
  assertEquals(await content(app, "/c"), "app-<u>page</u>");
});

Deno.test("skipAppWrapper drops the wrapper, in a layout and in a route", async () => {
  const skip = { skipAppWrapper: true };
  const app = new App().appWrapper(Wrapper).layout("/a", Inner, skip)
    .route("/a", { component: Page })
    .route("/b", { component: Page, config: skip });
  assertEquals(await content(app, "/a"), "<b>inner-<u>page</u></b>");
  assertEquals(await content(app, "/b"), "<u>page</u>");
});

Deno.test("async layouts and an async app wrapper are awaited", async () => {
  const app = new App()
    .appWrapper(async ({ Component }) => (
      <html>
        <head />
        <body>
          {await Promise.resolve("app-")}
          <Component />
        </body>
      </html>
    ))
    .layout("*", async ({ Component }) => (
      <i>
        {await Promise.resolve("outer-")}
        <Component />
      </i>
    ))
    .route("/", { component: Page });
  assertEquals(await content(app, "/"), "app-<i>outer-<u>page</u></i>");
});

Deno.test("an async app wrapper gets the context itself", async () => {
  const app = new App()
    .appWrapper(async (ctx) => (
      <body>{typeof Reflect.get(await Promise.resolve(ctx), "redirect")}</body>
    ))
    .get("/", (ctx) => ctx.render(<Page />));
  assertEquals(await content(app, "/"), "function");
});

Deno.test("a layout's Response ends the request", async () => {
  const app = new App().appWrapper(Wrapper)
    .layout("*", async () => await Promise.resolve(new Response("from layout")))
    .route("/", { component: Page });
  assertEquals(await body(app, "/"), "from layout");
});

Deno.test("components see the request, and data is null outside the page", async () => {
  const app = new App()
    .layout("*", ({ data, Component }) => (
      <i>
        {String(data)}
        <Component />
      </i>
    ))
    .route("/:id", {
      handler: () => ({ data: "mine" }),
      component: (props) => (
        <u>
          {[props.data, props.url.pathname, props.route, props.params.id].join(
            " ",
          )}
        </u>
      ),
    });
  assertEquals(await content(app, "/7"), "<i>null<u>mine /7 /:id 7</u></i>");
});

Deno.test("components get the documented props and nothing that answers", async () => {
  const app = new App().route("/", {
    component: (props) => <u>{Object.keys(props).toSorted().join(" ")}</u>,
  });
  assertStringIncludes(
    await body(app, "/"),
    "Component config data error info isPartial params req route state url",
  );
});
