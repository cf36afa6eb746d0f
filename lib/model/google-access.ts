/**
 * Whether Google can be reached for a customer. `NONE`: it has no login, or an ADMIN has disconnected it. `LOST`: Google has
 * ended the grant, or the login has lost the container. It is kept up while the customer is paused, too.
 */
export const GOOGLE_ACCESS = ['NONE', 'GRANTED', 'LOST'] as const
