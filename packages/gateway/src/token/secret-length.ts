/** HS256 wants a secret of at least 256 bits (RFC 7518 §3.2). */
export const SECRET_LENGTH = 32;
