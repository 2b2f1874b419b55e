// What only AnyCable has, so that elements without it do not load it.
export { type Member, presence, type Presence, type PresenceChannel } from '../../src/transport/anycable/index.js';
