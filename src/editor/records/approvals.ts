/**
 * The remotes that a person approved, by address, and where approval was offered, for all of this person's windows. Nothing is
 * sent to any other remote.
 */
import type { Profile } from '../../store/profile';

/** `private`: security incidents may go there as well. */
export type Approval = 'open' | 'private';
type Approved = Readonly<Record<string, Approval>>;

const KEY = 'approved remotes';
/** By remote: the incidents for which sharing was offered, or that the person keeps them local. */
const OFFERS = 'share offers';
type Offers = readonly string[] | 'keepLocal';
type Offered = Readonly<Record<string, Offers>>;
/** The most incidents of a remote that are remembered: the latest ones. */
const REMEMBERED = 20;

/** Whether any remote is approved; `profile` is what's remembered for all windows. */
export const hasApproved = (profile: Pick<Profile, 'get'>): boolean =>
  Object.keys(profile.get<Approved>(KEY, {})).length > 0;

export class Approvals {
  readonly #profile: Profile;

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  /** Whether any remote is approved. */
  get any(): boolean {
    return hasApproved(this.#profile);
  }

  /** The addresses of all that are approved. */
  get addresses(): readonly string[] {
    return Object.keys(this.#profile.get<Approved>(KEY, {}));
  }

  /** `url` is without credentials. */
  of(url: string): Approval | undefined {
    return this.#profile.get<Approved>(KEY, {})[url];
  }

  async approve(url: string, approval: Approval): Promise<void> {
    await this.#profile.change<Approved>(KEY, {}, (all) => ({ ...all, [url]: approval }));
  }

  /** Returns whether sharing is still to be offered for this incident; if so, no other window offers it from then on. */
  async claimOffer(url: string, incident: string): Promise<boolean> {
    const offered = this.#profile.get<Offered>(OFFERS, {})[url] ?? [];
    if (offered === 'keepLocal' || offered.includes(incident)) {
      return false;
    }
    await this.#keepOffers(url, [...offered, incident].slice(-REMEMBERED));
    return true;
  }

  /** Sharing through the remote is no longer offered; a person can still approve it. */
  async keepLocal(url: string): Promise<void> {
    await this.#keepOffers(url, 'keepLocal');
  }

  async #keepOffers(url: string, offers: Offers): Promise<void> {
    await this.#profile.change<Offered>(OFFERS, {}, (all) => ({ ...all, [url]: offers }));
  }
}
