import { createContext, type FunctionComponent } from "preact";
import {
  MessageRow,
  type MessageRowProps,
} from "@/components/room/MessageRow.tsx";

/** What a message is shown with: the server has a way of its own to come to the same markup. */
export const RowComponent = createContext<FunctionComponent<MessageRowProps>>(
  MessageRow,
);
