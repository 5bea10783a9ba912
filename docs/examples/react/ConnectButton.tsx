import { useCallback, useEffect, useRef, useState } from 'react';
import type { Connected, Handle, Returned } from './connect';

/** What your own server answers: see README.md beside this file. */
interface Link {
  url: string;
}

type State = 'idle' | 'open' | 'confirming' | 'connected' | 'failed';

interface Props {
  /** For people: "Trimble Connect". */
  title: string;
  /** The language of your page. */
  locale?: string;
  /** Your server makes the connect link for the user of its own session. */
  makeLink: () => Promise<Link>;
  /** Your server confirms the code, after it has compared its own session's user with the link's. */
  confirm: (came: Returned) => Promise<void>;
}

/**
 * A button that connects an account. The window has to be opened by the press itself, or browsers
 * block it: so the link is made before, when the button is shown.
 */
export function ConnectButton({ title, locale, makeLink, confirm }: Props) {
  const [link, setLink] = useState<Link | null>(null);
  const [state, setState] = useState<State>('idle');
  const handle = useRef<Handle | null>(null);

  const renew = useCallback(() => {
    makeLink().then(setLink, () => setState('failed'));
  }, [makeLink]);

  useEffect(() => {
    renew();
    return () => handle.current?.close();
  }, [renew]);

  const open = () => {
    if (!link) {
      return;
    }
    setState('open');
    handle.current = Tenon.connect({
      url: link.url,
      locale,
      onReturned: (came: Returned) => {
        setState('confirming');
        confirm(came).then(
          () => setState('connected'),
          () => setState('failed')
        );
      },
      onConnected: (it: Connected) => setState(it.pending ? 'confirming' : 'connected'),
      onClosed: () => setState('idle'),
      onFailed: () => {
        setState('failed');
        renew();
      },
    });
  };

  return (
    <>
      <button type="button" onClick={open} disabled={!link || state === 'open'}>
        {state === 'connected' ? `Connect ${title} again` : `Connect ${title}`}
      </button>
      <span role="status">{WORDS[state]}</span>
    </>
  );
}

const WORDS: Record<State, string> = {
  idle: '',
  open: 'Go on in the window that has opened.',
  confirming: 'One moment …',
  connected: 'Connected.',
  failed: 'That did not work. Try again.',
};
