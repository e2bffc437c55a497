/** The ZCA that every seed asset is linked to (made up, in the console's form: 17 capitals and digits). */
export const seedZcaId = 'SANDB0XZCA7Q2M9KD';
