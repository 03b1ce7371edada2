import { session } from "@/http/middlewares.tsx";

export const handler = session();
