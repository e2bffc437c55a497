import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { queryOf } from './workspace/address.js';
import { placeOfPermalink } from './workspace/permalink.js';
import './styles/base.css';
import './styles/shell.css';
import './styles/conversation.css';
import './styles/text.css';
import './styles/controls.css';
import './styles/dialog.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
// A link to a message leads to its path; the page's own address says the same by its query.
const place = placeOfPermalink(window.location.href, window.location.href);
if (place !== null) window.history.replaceState(null, '', `/?${queryOf(place)}`);
createRoot(root).render(<App />);
