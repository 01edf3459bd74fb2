// The first page of an empty server, as whoever opens it first sees it.
import { expect } from "@playwright/test";
import { type Hand } from "../fixtures/hand";
import { PASSWORD } from "../fixtures/team";

export async function setUp(hand: Hand, url: string): Promise<void> {
  await hand.page.goto(`${url}/app/`);
  await hand.fill("Nom de l’organisme", "Atelier des Cimes");
  await hand.fill("Contact pour les données personnelles", "donnees@cimes.example");
  await hand.fill("Vos prénom et nom", "Claire Vidal");
  await hand.fill("Adresse électronique", "claire@cimes.example");
  await hand.fill("Choisissez un mot de passe", PASSWORD);
  await hand.press("Ouvrir mon espace");
  await expect(hand.page.getByRole("heading", { level: 1, name: "L’état de la boucle" })).toBeVisible();
}
