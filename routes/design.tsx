import { HttpError } from "fresh";
import { asset, Head } from "fresh/runtime";
import { DesignPage } from "@/components/design/DesignPage.tsx";
import { define } from "@/state.ts";

/** For who works on the app: in development only. */
export const handler = define.handlers({
  GET(ctx) {
    if (ctx.config.mode !== "development") throw new HttpError(404);
    return { data: undefined };
  },
});

export default define.page<typeof handler>(function Design() {
  return (
    <>
      <Head>
        <title>Design · Confab</title>
        {["dialogs", "design"].map((name) => (
          <link
            key={name}
            rel="stylesheet"
            href={asset(`/css/${name}.css`)}
          />
        ))}
      </Head>
      <DesignPage />
    </>
  );
});
