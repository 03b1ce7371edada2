/** The protocol's version, as `welcome` tells it. */
export const PROTOCOL = 1;
/** The name for `Sec-WebSocket-Protocol` (RFC 6455, section 1.9). */
export const SUBPROTOCOL = "chat";
