/** What a user came back with; the app's server confirms it. */
export interface Returned {
  connectLink: string;
  /** Absent where nothing has to be confirmed. */
  connectCode: string | null;
}

export interface Connected {
  integration: string;
  connector: string | null;
  title: string;
  /** The app has to confirm it first. */
  pending: boolean;
  /** RFC 3339; absent while it is pending. */
  connectedAt: string | null;
}

export interface ConnectOptions {
  /** A connect link of the hub that this script came from. */
  url: string;
  /** A window, or this page where windows are blocked; or this page at once. */
  mode?: 'popup' | 'redirect';
  /** The language of the pages, such as `de` or `pt-BR`; else as the link or the browser says. */
  locale?: string;
  /** The user came back to `return_url`, whose page called `Tenon.returned()`. */
  onReturned?: (came: Returned) => void;
  /** An integration of the link was connected. */
  onConnected?: (it: Connected) => void;
  /** The user closed the window, and nothing was connected. */
  onClosed?: () => void;
  /** The link is not known, or the hub cannot be reached. */
  onFailed?: (error: Error) => void;
}

export interface Handle {
  mode: 'popup' | 'redirect';
  close(): void;
}

/** The properties of Leaf Link. */
export interface LeafLinkOptions {
  apiKey: string;
  /** Taken and not needed: the key is one user's. */
  leafUser?: string;
  companyName?: string;
  companyLogo?: string;
  companyLogoUrl?: string;
  title?: string;
  locale?: 'en_US' | 'pt_BR' | 'es_ES' | 'fr_FR' | 'de_DE' | 'nl_NL' | string;
  isDarkMode?: boolean;
  showSearchbar?: boolean;
  /** Where it is shown; at the end of the page unless said otherwise. */
  element?: HTMLElement;
  onProvidersConnected?: (list: ProviderConnected[]) => void;
  onProviderWidgetStatus?: (status: WidgetStatus) => void;
  onReturned?: (came: Returned) => void;
}

export interface ProviderConnected {
  provider: string;
  createdTime: string | null;
}

export interface WidgetStatus {
  code: -1 | 0 | 1;
  message: 'Error' | 'Started' | 'Done';
}

export interface LeafLinkHandle {
  providersConnected: ProviderConnected[];
  providerWidgetStatus: WidgetStatus | null;
  refresh(): Promise<void>;
  destroy(): void;
}

export interface TenonConnect {
  connect(options: ConnectOptions): Handle;
  returned(): Promise<Returned | null>;
  leafLink(options: LeafLinkOptions): LeafLinkHandle;
}

declare global {
  interface Window {
    Tenon: TenonConnect;
  }
  const Tenon: TenonConnect;
}
