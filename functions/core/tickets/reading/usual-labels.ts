import type { TicketField } from "#core/onboarding/ticket-fields";

/** The labels that people usually write without a form, in the languages of the catalogues. */
export const USUAL_LABELS: Readonly<Record<TicketField, readonly string[]>> = {
  project: ["Project", "Projekt", "Projet", "Proyecto", "Progetto"],
  requester: ["Requester", "Antragsteller", "Demandeur", "Solicitante", "Richiedente"],
  fromAddresses: [
    "From addresses",
    "From address",
    "Absenderadressen",
    "Absenderadresse",
    "Adresses d'expéditeur",
    "Adresse d'expéditeur",
    "Direcciones de remitente",
    "Dirección de remitente",
    "Indirizzi mittente",
    "Indirizzo mittente",
  ],
  mailFrom: ["MAIL FROM domain", "MAIL-FROM-Domain", "Domaine MAIL FROM", "Dominio MAIL FROM"],
  identity: ["Identity", "Identität", "Identité", "Identidad", "Identità"],
  replyAddress: [
    "Reply address",
    "Antwortadresse",
    "Adresse de réponse",
    "Dirección de respuesta",
    "Indirizzo di risposta",
  ],
  mailboxExists: [
    "Mailbox exists",
    "Postfach vorhanden",
    "Boîte existante",
    "Buzón existente",
    "Casella esistente",
  ],
  dnsContact: ["DNS contact", "DNS-Kontakt", "Contact DNS", "Contacto DNS", "Contatto DNS"],
  migratingFrom: [
    "Previous provider",
    "Bisheriger Anbieter",
    "Prestataire précédent",
    "Proveedor anterior",
    "Fornitore precedente",
  ],
  timeZone: ["Time zone", "Zeitzone", "Fuseau horaire", "Zona horaria", "Fuso orario"],
  language: ["Language", "Sprache", "Langue", "Idioma", "Lingua"],
  dnsContactLanguage: [
    "DNS contact language",
    "Sprache des DNS-Kontakts",
    "Langue du contact DNS",
    "Idioma del contacto DNS",
    "Lingua del contatto DNS",
  ],
};
