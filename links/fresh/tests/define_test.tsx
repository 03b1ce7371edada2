import { assertEquals, assertStringIncludes } from "@std/assert";
import { App, createDefine, HttpError, page, type RouteData } from "fresh";
import { body } from "./send.ts";

interface State {
  user: string;
}

const define = createDefine<State>();

Deno.test("createDefine() gives back what it is given", () => {
  const functions = [() => page(1), () => null, () => new Response()] as const;
  assertEquals(define.handlers(functions[0]), functions[0]);
  assertEquals(define.page(functions[1]), functions[1]);
  assertEquals(define.layout(functions[1]), functions[1]);
  assertEquals(define.middleware(functions[2]), functions[2]);
  const list = [functions[2]];
  assertEquals(define.middleware(list), list);
});

Deno.test("define.page() knows the data of its handlers", async () => {
  const handler = define.handlers({
    GET: (ctx) => page({ rooms: [ctx.state.user] }),
    async POST(ctx) {
      const name = await ctx.req.text();
      return name === ""
        ? page({ rooms: [""], problem: "empty" }, { status: 422 })
        : ctx.redirect(`/${name}`, 303);
    },
  });
  const Page = define.page<typeof handler>(({ data, state }) => (
    <p>{`${data.rooms.join()} ${state.user}`}</p>
  ));
  const data: RouteData<typeof handler> = { rooms: ["lobby"] };
  // @ts-expect-error a room's name is text
  const wrong: RouteData<typeof handler> = { rooms: [1] };
  assertEquals(wrong === data, false);

  const app = new App<State>()
    .use(define.middleware((ctx) => {
      ctx.state.user = "ada";
      return ctx.next();
    }))
    .route("/", { component: (props) => <Page {...props} data={data} /> });
  assertStringIncludes(await body(app, "/"), "lobby ada");
});

Deno.test("define.handlers() takes the type of its data", () => {
  const handler = define.handlers<{ a: number }>({ GET: () => page({ a: 1 }) });
  // @ts-expect-error `a` is a number
  define.handlers<{ a: number }>({ GET: () => page({ a: "1" }) });
  const Page = define.page<typeof handler>(({ data }) => (
    <p>{data.a.toFixed(1)}</p>
  ));
  assertEquals(typeof Page, "function");
});

/** Never called: the compiler is the test. */
function mistakes(status: number) {
  // @ts-expect-error 200 is no error
  new HttpError(200);
  // @ts-expect-error any number may be no error
  new HttpError(status);
  // @ts-expect-error a path is required
  new App().onError((ctx) => ctx.text(""));
  // @ts-expect-error a handler gives a response
  new App().get("/", () => "text");
  // @ts-expect-error a middleware gives a response
  define.middleware(() => {});
  // @ts-expect-error the state is unknown
  new App().get("/", (ctx) => ctx.text(ctx.state.user));
  // @ts-expect-error components can't answer
  define.page((props) => props.redirect("/"));
  const handler = define.handlers({ GET: () => page({ a: 1 }) });
  const component = define.page<typeof handler>(({ data }) => <p>{data.a}</p>);
  // @ts-expect-error the data of app.route() is unknown
  new App<State>().route("/", { handler, component });
}

Deno.test("the types refuse mistakes", () => {
  assertEquals(typeof mistakes, "function");
});
