import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import './styles/base.css';
import './styles/shell.css';
import './styles/conversation.css';
import './styles/text.css';
import './styles/controls.css';
import './styles/dialog.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App />);
