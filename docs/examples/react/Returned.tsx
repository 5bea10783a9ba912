import { useEffect, useState } from 'react';
import type { Returned as Came } from './connect';

interface Props {
  /** As in ConnectButton: only your server can confirm. */
  confirm: (came: Came) => Promise<void>;
}

/**
 * The page of `return_url`. In the window that the widget opened it hands over and closes itself;
 * where windows were blocked, the user came here in the same window, and it confirms by itself.
 */
export function Returned({ confirm }: Props) {
  const [text, setText] = useState('One moment …');

  useEffect(() => {
    Tenon.returned()
      .then((came) => (came ? confirm(came).then(() => setText('Connected.')) : undefined))
      .catch(() => setText('That did not work. Try again.'));
  }, [confirm]);

  return <p role="status">{text}</p>;
}
