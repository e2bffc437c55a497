import { createRoot } from 'react-dom/client';
import { PhoneApp } from './phone-app.js';
import '../styles/base.css';
import '../styles/controls.css';
import '../styles/phone.css';

const root = document.getElementById('root');
if (root === null) throw new Error('zalo.html has no #root');
createRoot(root).render(<PhoneApp />);
