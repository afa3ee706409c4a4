import { daysFromCivil } from '../domain/civil-date.ts';

/** Day number of Easter Sunday, Gregorian. Source: J. Meeus, J. H. Butcher's computus of 1876. */
export function easterSunday(year: number): number {
  const goldenYear = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const skippedLeaps = Math.floor(century / 4);
  const moonDrift = Math.floor((century + 8) / 25);
  const moonStep = Math.floor((century - moonDrift + 1) / 3);
  const epact = (19 * goldenYear + century - skippedLeaps - moonStep + 15) % 30;
  const weekdayShift =
    (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const lateMoon = Math.floor((goldenYear + 11 * epact + 22 * weekdayShift) / 451);
  const day = epact + weekdayShift - 7 * lateMoon + 114;
  return daysFromCivil(year, Math.floor(day / 31), (day % 31) + 1);
}
