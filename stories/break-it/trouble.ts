/** What is wrong between the server and both clients. */
export type Trouble = 'none' | 'cut' | 'half-open' | 'deaf';
