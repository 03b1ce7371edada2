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
        <link rel="stylesheet" href={asset("/css/dialogs.css")} />
        <link rel="stylesheet" href={asset("/css/design.css")} />
      </Head>
      <DesignPage />
    </>
  );
});
